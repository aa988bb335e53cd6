// name: query/ledger_recorded_since
// answers: in one record, the columns of graph.ledger.COLUMNS of the claims recorded after one instant and by another
// parameters: after: str; known_at: str
MATCH (c:Claim)
WHERE c.recorded_at > $after AND c.recorded_at <= $known_at
RETURN collect([
  c.uid, c.id, c.dossier, c.relation, c.subject, c.object, c.said_on, c.valid_from, c.valid_to,
  c.about, c.addressed_to, c.in_favour_of, c.said_at, c.certainty, c.recorded_at, c.retracted_at
]) AS rows

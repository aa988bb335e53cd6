// name: query/ledger_in_range
// answers: in one record, the columns of graph.ledger.COLUMNS of all claims recorded by an instant, of the uids from first up to last
// parameters: known_at: str; first: str; last: str
MATCH (c:Claim)
WHERE c.uid >= $first AND c.uid < $last
WITH c, c.recorded_at AS recorded_at
WHERE recorded_at <= $known_at
RETURN collect([
  c.uid, c.id, c.dossier, c.relation, c.subject, c.object, c.said_on, c.valid_from, c.valid_to,
  c.about, c.addressed_to, c.in_favour_of, c.said_at, c.certainty, c.recorded_at, c.retracted_at
]) AS rows

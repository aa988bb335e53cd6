// name: query/active_claims
// answers: how many claims of each dossier are not retracted, as known at an instant
// parameters: known_at: str
MATCH (d:Dossier)
WHERE d.recorded_at <= $known_at
OPTIONAL MATCH (d)<-[:IN]-(c:Claim)
WHERE c.recorded_at <= $known_at AND (c.retracted_at IS NULL OR c.retracted_at > $known_at)
RETURN d.id AS id, d.title AS title, count(c) AS claims
ORDER BY id

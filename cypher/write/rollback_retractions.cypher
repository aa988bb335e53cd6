// name: write/rollback_retractions
// answers: how many retractions of a load that died before it was published were taken back
// parameters: published_at: str; limit: int
MATCH (c:Claim)
WHERE c.retracted_at > $published_at
WITH c LIMIT $limit
SET c.retracted_at = null
RETURN count(*) AS gone

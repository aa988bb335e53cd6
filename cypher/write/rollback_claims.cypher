// name: write/rollback_claims
// answers: how many claims of a load that died before it was published were deleted
// parameters: published_at: str; limit: int
MATCH (c:Claim)
WHERE c.recorded_at > $published_at
WITH c LIMIT $limit
DETACH DELETE c
RETURN count(*) AS gone

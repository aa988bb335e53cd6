// name: query/claims_retracted_since
// answers: how many claims were retracted after one instant and by another
// parameters: after: str; known_at: str
MATCH (c:Claim)
WHERE c.retracted_at > $after AND c.retracted_at <= $known_at
RETURN count(c) AS claims

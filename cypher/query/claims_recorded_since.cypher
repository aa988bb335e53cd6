// name: query/claims_recorded_since
// answers: how many claims were recorded after one instant and by another
// parameters: after: str; known_at: str
MATCH (c:Claim)
WHERE c.recorded_at > $after AND c.recorded_at <= $known_at
RETURN count(c) AS claims

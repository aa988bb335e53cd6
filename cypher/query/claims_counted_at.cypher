// name: query/claims_counted_at
// answers: how many claims were recorded by an instant, retracted ones too
// parameters: known_at: str
MATCH (c:Claim)
WHERE c.recorded_at <= $known_at
RETURN count(c) AS claims

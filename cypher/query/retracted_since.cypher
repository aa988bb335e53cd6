// name: query/retracted_since
// answers: the claims retracted after one instant and by another
// parameters: after: str; known_at: str
MATCH (c:Claim)
WHERE c.retracted_at > $after AND c.retracted_at <= $known_at
RETURN c.uid AS uid, c.retracted_at AS retracted_at

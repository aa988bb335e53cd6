// name: query/claims_recorded_at
// answers: the claims that a release brought and that stand, as far as their direct edge needs them
// parameters: recorded_at: str
MATCH (c:Claim {recorded_at: $recorded_at})
WHERE c.retracted_at IS NULL
RETURN c.uid AS uid, c.relation AS relation, c.subject AS subject, c.object AS object,
       c.said_on AS said_on, c.valid_from AS valid_from, c.valid_to AS valid_to

// name: query/claims_retracted_at
// answers: the claims that a release retracted, as far as their direct edge needs them
// parameters: retracted_at: str
MATCH (c:Claim {retracted_at: $retracted_at})
RETURN c.uid AS uid, c.relation AS relation, c.subject AS subject, c.object AS object

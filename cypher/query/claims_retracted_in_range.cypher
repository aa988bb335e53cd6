// name: query/claims_retracted_in_range
// answers: as query/claims_retracted_at, of the uids from first up to last
// parameters: retracted_at: str; first: str; last: str
MATCH (c:Claim)
WHERE c.uid >= $first AND c.uid < $last
WITH c, c.retracted_at AS retracted_at
WHERE retracted_at = $retracted_at
RETURN c.uid AS uid, c.relation AS relation, c.subject AS subject, c.object AS object

// name: query/claims_recorded_in_range
// answers: as query/claims_recorded_at, of the uids from first up to last
// parameters: recorded_at: str; first: str; last: str
MATCH (c:Claim)
WHERE c.uid >= $first AND c.uid < $last
WITH c, c.recorded_at AS recorded_at
WHERE recorded_at = $recorded_at AND c.retracted_at IS NULL
RETURN c.uid AS uid, c.relation AS relation, c.subject AS subject, c.object AS object,
       c.said_on AS said_on, c.valid_from AS valid_from, c.valid_to AS valid_to

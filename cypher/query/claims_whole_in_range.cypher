// name: query/claims_whole_in_range
// answers: all claims recorded by an instant, with all that is on record of them, of the uids from first up to last
// parameters: known_at: str; first: str; last: str
MATCH (c:Claim)
WHERE c.uid >= $first AND c.uid < $last
WITH c, c.recorded_at AS recorded_at
WHERE recorded_at <= $known_at
RETURN properties(c) AS claim

// name: query/paraphrases_in_range
// answers: what all claims recorded by an instant say in a curator's words, of the uids from first up to last
// parameters: known_at: str; first: str; last: str
MATCH (c:Claim)
WHERE c.uid >= $first AND c.uid < $last
WITH c, c.recorded_at AS recorded_at
WHERE recorded_at <= $known_at AND c.paraphrase IS NOT NULL
RETURN c.uid AS uid, c.paraphrase AS paraphrase

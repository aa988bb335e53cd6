// name: query/paraphrases_since
// answers: what the claims recorded after one instant and by another say in a curator's words
// parameters: after: str; known_at: str
MATCH (c:Claim)
WHERE c.recorded_at > $after AND c.recorded_at <= $known_at AND c.paraphrase IS NOT NULL
RETURN c.uid AS uid, c.paraphrase AS paraphrase

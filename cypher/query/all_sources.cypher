// name: query/all_sources
// answers: the sources that a release or an earlier one brought
// parameters: known_at: str
MATCH (s:Source)
WHERE s.recorded_at <= $known_at
RETURN properties(s) AS source

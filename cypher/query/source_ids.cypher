// name: query/source_ids
// answers: the ids of all sources, to name the nearest to one that is not there
// parameters: known_at: str
MATCH (s:Source)
WHERE s.recorded_at <= $known_at
RETURN s.id AS id
ORDER BY s.id
LIMIT 100000

// name: query/sources_titled
// answers: the ids of the sources with a title
// parameters: title: str; known_at: str
MATCH (s:Source)
WHERE s.title = $title AND s.recorded_at <= $known_at
RETURN s.id AS id
ORDER BY s.id
LIMIT 10

// name: query/releases_on_record
// answers: the releases published by an instant
// parameters: known_at: str
MATCH (r:Release)
WHERE r.published_at <= $known_at
RETURN properties(r) AS release
ORDER BY r.number

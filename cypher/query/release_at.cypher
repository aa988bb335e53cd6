// name: query/release_at
// answers: the last release published by an instant
// parameters: known_at: str
MATCH (r:Release)
WHERE r.published_at <= $known_at
RETURN r.number AS number, r.published_at AS published_at, r.edges AS edges
ORDER BY r.published_at DESC
LIMIT 1

// name: write/rollback_things
// answers: how many things that such a load brought were deleted
// parameters: published_at: str; limit: int
// slots: LABEL: label
MATCH (n:«LABEL»)
WHERE n.recorded_at > $published_at
WITH n LIMIT $limit
DETACH DELETE n
RETURN count(*) AS gone

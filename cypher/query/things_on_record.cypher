// name: query/things_on_record
// answers: the next things of one label that a release or an earlier one brought, by id, and what each dossier says of them
// parameters: known_at: str; after: str; limit: int
// slots: LABEL: label
MATCH (n:«LABEL»)
WHERE n.id > $after
WITH n, n.recorded_at AS recorded_at
WHERE recorded_at <= $known_at
WITH n
ORDER BY n.id
LIMIT $limit
OPTIONAL MATCH (n)-[l:LISTED_IN]->(d:Dossier)
WITH n, collect([d.id, l.listing]) AS listings
RETURN properties(n) AS thing, listings
ORDER BY n.id

// name: query/sources_by_id
// answers: the sources with these ids
// parameters: ids: list[str]
UNWIND $ids AS id
MATCH (s:Source {id: id})
RETURN properties(s) AS source

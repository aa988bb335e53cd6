// name: query/schema_version
// answers: the version of the schema that was applied last
MATCH (s:Schema {id: 'parley'})
RETURN s.version AS version

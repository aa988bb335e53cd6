// name: write/schema_version
// answers: notes the version of the schema
// parameters: version: int
MERGE (s:Schema {id: 'parley'})
SET s.version = $version

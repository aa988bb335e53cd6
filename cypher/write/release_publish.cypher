// name: write/release_publish
// answers: nothing; publishes a release: from now on readers see what it brought
// parameters: number: int; fields: map
MERGE (r:Release {number: $number})
SET r += $fields

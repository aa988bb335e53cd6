// name: write/release_publish
// answers: when it was published, if it was before; publishes a release: from now on readers see what it brought
// parameters: number: int; fields: map
MERGE (r:Release {number: $number})
WITH r, r.published_at AS published_at
SET r += $fields
RETURN published_at

// name: export/cites
// answers: nothing; leads claims to their sources, with the place and the words
// parameters: rows: list[map]
UNWIND $rows AS row
MATCH (c:Claim {uid: row.uid})
MATCH (s:Source {id: row.id})
CREATE (c)-[k:CITES]->(s)
SET k.locator = row.locator, k.quote = row.quote

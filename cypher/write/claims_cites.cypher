// name: write/claims_cites
// answers: nothing; leads from new claims to their sources
// parameters: rows: list[map]
UNWIND $rows AS row
MATCH (c:Claim {uid: row.uid})
MATCH (s:Source {id: row.id})
CREATE (c)-[r:CITES]->(s)
SET r.locator = row.locator, r.quote = row.quote

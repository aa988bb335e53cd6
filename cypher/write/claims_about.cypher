// name: write/claims_about
// answers: nothing; leads from new claims to what stands in the column about
// parameters: rows: list[map]
UNWIND $rows AS row
MATCH (c:Claim {uid: row.uid})
MATCH (n:Asset {id: row.id})
CREATE (c)-[:ABOUT]->(n)

// name: write/claims_said_at
// answers: nothing; leads from new claims to what stands in the column said_at
// parameters: rows: list[map]
UNWIND $rows AS row
MATCH (c:Claim {uid: row.uid})
MATCH (n:Event {id: row.id})
CREATE (c)-[:SAID_AT]->(n)

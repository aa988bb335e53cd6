// name: write/claims_in_favour_of
// answers: nothing; leads from new claims to what stands in the column in_favour_of
// parameters: rows: list[map]
UNWIND $rows AS row
MATCH (c:Claim {uid: row.uid})
MATCH (n:Party {id: row.id})
CREATE (c)-[:IN_FAVOUR_OF]->(n)

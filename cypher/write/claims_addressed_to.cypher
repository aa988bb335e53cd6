// name: write/claims_addressed_to
// answers: nothing; leads from new claims to what stands in the column addressed_to
// parameters: rows: list[map]
UNWIND $rows AS row
MATCH (c:Claim {uid: row.uid})
MATCH (n:Party {id: row.id})
CREATE (c)-[:ADDRESSED_TO]->(n)

// name: export/links
// answers: nothing; leads claims to what they are about, addressed to and the like
// parameters: rows: list[map]
// slots: LABEL: label; TYPE: relation type
UNWIND $rows AS row
MATCH (c:Claim {uid: row.uid})
MATCH (n:«LABEL» {id: row.id})
MERGE (c)-[:«TYPE»]->(n)

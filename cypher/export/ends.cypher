// name: export/ends
// answers: nothing; leads claims to their two ends, and draws the direct edge between these
// parameters: rows: list[map]
// slots: SUBJECT: label; OBJECT: label; TYPE: relation type
UNWIND $rows AS row
MATCH (c:Claim {uid: row.uid})
MATCH (s:«SUBJECT» {id: row.subject})
MATCH (o:«OBJECT» {id: row.object})
MERGE (c)-[:SUBJECT]->(s)
MERGE (c)-[:OBJECT]->(o)
MERGE (s)-[r:«TYPE» {uid: row.uid}]->(o)
SET r += row.dates

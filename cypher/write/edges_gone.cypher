// name: write/edges_gone
// answers: nothing; takes away the direct edges of claims that are retracted
// parameters: rows: list[map]
// slots: SUBJECT: label; OBJECT: label; TYPE: relation type
UNWIND $rows AS row
MATCH (s:«SUBJECT» {id: row.subject})-[r:«TYPE»]->(o:«OBJECT» {id: row.object})
WHERE r.uid = row.uid
DELETE r

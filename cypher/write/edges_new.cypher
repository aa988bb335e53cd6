// name: write/edges_new
// answers: nothing; draws the direct edge of each claim, once
// parameters: rows: list[map]
// slots: SUBJECT: label; OBJECT: label; TYPE: relation type
UNWIND $rows AS row
MATCH (s:«SUBJECT» {id: row.subject})
MATCH (o:«OBJECT» {id: row.object})
MERGE (s)-[r:«TYPE» {uid: row.uid}]->(o)
SET r.said_on = row.said_on, r.valid_from = row.valid_from, r.valid_to = row.valid_to

// name: write/edges_new
// answers: nothing; draws the direct edges of claims that have none yet
// parameters: rows: list[map]
// slots: SUBJECT: label; OBJECT: label; TYPE: relation type
UNWIND $rows AS row
MATCH (s:«SUBJECT» {id: row.subject})
MATCH (o:«OBJECT» {id: row.object})
CREATE (s)-[r:«TYPE»]->(o)
SET r.uid = row.uid, r.said_on = row.said_on, r.valid_from = row.valid_from,
    r.valid_to = row.valid_to

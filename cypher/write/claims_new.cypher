// name: write/claims_new
// answers: nothing; puts new claims down, with their subject, object and dossier
// parameters: rows: list[map]
// slots: SUBJECT: label; OBJECT: label
UNWIND $rows AS row
MATCH (s:«SUBJECT» {id: row.subject})
MATCH (o:«OBJECT» {id: row.object})
MATCH (d:Dossier {id: row.dossier})
CREATE (c:Claim)
SET c = row
CREATE (c)-[:SUBJECT]->(s)
CREATE (c)-[:OBJECT]->(o)
CREATE (c)-[:IN]->(d)

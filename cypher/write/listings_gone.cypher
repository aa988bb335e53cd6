// name: write/listings_gone
// answers: nothing; forgets what a dossier said of things that have left it
// parameters: rows: list[map]
// slots: LABEL: label
UNWIND $rows AS row
MATCH (n:«LABEL» {id: row.id})-[l:LISTED_IN]->(d:Dossier {id: row.dossier})
DELETE l

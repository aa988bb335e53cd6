// name: write/listings
// answers: nothing; keeps what a dossier says of its things
// parameters: rows: list[map]
// slots: LABEL: label
UNWIND $rows AS row
MATCH (n:«LABEL» {id: row.id})
MATCH (d:Dossier {id: row.dossier})
MERGE (n)-[l:LISTED_IN]->(d)
SET l.listing = row.listing

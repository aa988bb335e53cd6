// name: write/things_new
// answers: nothing; puts new things down
// parameters: rows: list[map]
// slots: LABEL: label
UNWIND $rows AS row
MERGE (n:«LABEL» {id: row.id})
SET n = row

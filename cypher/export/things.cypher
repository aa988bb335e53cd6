// name: export/things
// answers: nothing; makes things of one label, each once
// parameters: rows: list[map]
// slots: LABEL: label
UNWIND $rows AS row
MERGE (n:«LABEL» {id: row.id})
SET n += row

// name: export/claims
// answers: nothing; makes the nodes of claims, each once
// parameters: rows: list[map]
UNWIND $rows AS row
MERGE (c:Claim {uid: row.uid})
SET c += row

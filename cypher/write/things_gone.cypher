// name: write/things_gone
// answers: nothing; deletes things that no dossier lists and no claim ever touched
// parameters: ids: list[str]
// slots: LABEL: label
UNWIND $ids AS id
MATCH (n:«LABEL» {id: id})
WHERE NOT EXISTS { (n)<--(:Claim) } AND NOT EXISTS { (n)-[:LISTED_IN]->(:Dossier) }
DETACH DELETE n

// name: write/dossier_publish
// answers: nothing; says what a dossier is called and which files were loaded
// parameters: id: str; fields: map
MATCH (d:Dossier {id: $id})
SET d += $fields

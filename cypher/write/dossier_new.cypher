// name: write/dossier_new
// answers: nothing; puts a dossier down, which readers see from its release on
// parameters: id: str; recorded_at: str
MERGE (d:Dossier {id: $id})
ON CREATE SET d.recorded_at = $recorded_at, d.title = $id

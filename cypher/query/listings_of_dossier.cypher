// name: query/listings_of_dossier
// answers: the ids of the things of a label that a dossier lists
// parameters: dossier: str
// slots: LABEL: label
MATCH (d:Dossier {id: $dossier})<-[:LISTED_IN]-(n:«LABEL»)
RETURN n.id AS id

// name: query/listings_of_things
// answers: what each dossier says of these things; a thing that none lists comes with none
// parameters: ids: list[str]
// slots: LABEL: label
UNWIND $ids AS id
MATCH (n:«LABEL» {id: id})
OPTIONAL MATCH (n)-[l:LISTED_IN]->(d:Dossier)
RETURN n.id AS id, n.recorded_at AS recorded_at, d.id AS dossier, l.listing AS listing

// name: query/dossier_listings
// answers: what a dossier says of its things of a label, as of an instant, by id
// parameters: dossier: str; known_at: str
// slots: LABEL: label
MATCH (d:Dossier {id: $dossier})<-[l:LISTED_IN]-(n:«LABEL»)
WHERE n.recorded_at <= $known_at
RETURN n.id AS id, l.listing AS listing
ORDER BY id

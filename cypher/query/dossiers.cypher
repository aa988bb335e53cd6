// name: query/dossiers
// answers: the dossiers on record
MATCH (d:Dossier)
RETURN properties(d) AS dossier
ORDER BY d.id

// name: query/dossiers
// answers: the dossiers that were published by an instant
// parameters: known_at: str
MATCH (d:Dossier)
WHERE d.recorded_at <= $known_at
RETURN properties(d) AS dossier
ORDER BY d.id

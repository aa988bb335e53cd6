// name: query/dossier_claims
// answers: the claims of a dossier that stand as of an instant, whole
// parameters: dossier: str; known_at: str
MATCH (c:Claim {dossier: $dossier})
WHERE c.recorded_at <= $known_at AND (c.retracted_at IS NULL OR c.retracted_at > $known_at)
RETURN properties(c) AS claim

// name: query/claims_of_dossier
// answers: the claims of a dossier that stand as of an instant, as far as comparing needs them
// parameters: dossier: str; known_at: str
MATCH (c:Claim {dossier: $dossier})
WHERE c.recorded_at <= $known_at AND (c.retracted_at IS NULL OR c.retracted_at > $known_at)
RETURN c.id AS id, c.digest AS digest, c.uid AS uid

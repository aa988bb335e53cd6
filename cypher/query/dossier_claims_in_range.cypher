// name: query/dossier_claims_in_range
// answers: as query/dossier_claims, of the uids from first up to last
// parameters: dossier: str; known_at: str; first: str; last: str
MATCH (c:Claim)
WHERE c.uid >= $first AND c.uid < $last
WITH c, c.dossier AS dossier
WHERE dossier = $dossier AND c.recorded_at <= $known_at
  AND (c.retracted_at IS NULL OR c.retracted_at > $known_at)
RETURN properties(c) AS claim

// name: query/claims_on_record
// answers: how often each content was recorded under these ids of a dossier
// parameters: dossier: str; ids: list[str]
UNWIND $ids AS id
MATCH (c:Claim {id: id})
WHERE c.dossier = $dossier
RETURN c.id AS id, c.digest AS digest, count(*) AS times

// name: query/claims_by_id
// answers: all claims ever recorded under a curator's id
// parameters: id: str
MATCH (c:Claim {id: $id})
RETURN properties(c) AS claim

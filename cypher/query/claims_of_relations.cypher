// name: query/claims_of_relations
// answers: all claims ever recorded of these relations
// parameters: relations: list[str]
UNWIND $relations AS relation
MATCH (c:Claim {relation: relation})
RETURN properties(c) AS claim

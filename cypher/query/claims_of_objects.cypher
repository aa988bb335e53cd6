// name: query/claims_of_objects
// answers: all claims ever recorded whose object is one of these things
// parameters: objects: list[str]
UNWIND $objects AS object
MATCH (c:Claim {object: object})
RETURN properties(c) AS claim

// name: query/claims_of_source
// answers: all claims ever recorded that cite a source
// parameters: source: str
MATCH (s:Source {id: $source})<-[:CITES]-(c:Claim)
RETURN DISTINCT properties(c) AS claim

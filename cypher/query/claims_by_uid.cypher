// name: query/claims_by_uid
// answers: the claims with these uids
// parameters: uids: list[str]
UNWIND $uids AS uid
MATCH (c:Claim {uid: uid})
RETURN properties(c) AS claim

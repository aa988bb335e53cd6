// name: query/claims_known
// answers: which of these uids are there
// parameters: uids: list[str]
UNWIND $uids AS uid
MATCH (c:Claim {uid: uid})
RETURN c.uid AS uid

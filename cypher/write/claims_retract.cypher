// name: write/claims_retract
// answers: nothing; retracts claims as of a release
// parameters: uids: list[str]; retracted_at: str
UNWIND $uids AS uid
MATCH (c:Claim {uid: uid})
SET c.retracted_at = $retracted_at

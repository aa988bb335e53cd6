// name: query/claims_counted
// answers: how many claims there are in all, retracted ones too
MATCH (c:Claim)
RETURN count(c) AS claims

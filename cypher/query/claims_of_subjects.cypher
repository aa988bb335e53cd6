// name: query/claims_of_subjects
// answers: all claims ever recorded whose subject is one of these things
// parameters: subjects: list[str]
UNWIND $subjects AS subject
MATCH (c:Claim {subject: subject})
RETURN properties(c) AS claim

// name: query/demands_of_subjects
// answers: the demands on which these parties ever took one of these stances
// parameters: subjects: list[str]; relations: list[str]
UNWIND $subjects AS subject
MATCH (c:Claim {subject: subject})
WHERE c.relation IN $relations
RETURN DISTINCT c.object AS demand

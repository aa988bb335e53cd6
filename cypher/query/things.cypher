// name: query/things
// answers: all things of one label that a release or an earlier one brought
// parameters: known_at: str
// slots: LABEL: label
MATCH (n:«LABEL»)
WHERE n.recorded_at <= $known_at
RETURN properties(n) AS thing

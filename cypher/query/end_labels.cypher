// name: query/end_labels
// answers: which of these ids are things of a label
// parameters: ids: list[str]
// slots: LABEL: label
UNWIND $ids AS id
MATCH (n:«LABEL» {id: id})
RETURN n.id AS id

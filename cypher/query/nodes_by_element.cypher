// name: query/nodes_by_element
// answers: the nodes that an engine knows by these element ids, with their labels
// parameters: elements: list[str]
UNWIND $elements AS element
MATCH (n) WHERE elementId(n) = element
RETURN element, labels(n) AS labels, properties(n) AS properties

// name: query/foreign_nodes
// answers: the labels of a node that Parley did not put there; no row where there is none
MATCH (n)
WHERE NOT (n:Party OR n:Asset OR n:Demand OR n:Event OR n:Source OR n:Claim OR n:Dossier
  OR n:Release OR n:Lease OR n:Schema)
RETURN labels(n) AS labels
LIMIT 1

// name: query/demands_about_assets
// answers: the demands on which a claim about one of these assets was ever made
// parameters: assets: list[str]; relations: list[str]
UNWIND $assets AS asset
MATCH (a:Asset {id: asset})<-[:ABOUT]-(c:Claim)
WHERE c.relation IN $relations
RETURN DISTINCT c.object AS demand

// name: schema/0014_claim_id
// answers: claims are found by id
CREATE INDEX claim_id IF NOT EXISTS FOR (n:Claim) ON (n.id)

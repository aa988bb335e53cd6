// name: schema/0011_claim_object
// answers: claims are found by object
CREATE INDEX claim_object IF NOT EXISTS FOR (n:Claim) ON (n.object)

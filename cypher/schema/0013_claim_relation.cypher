// name: schema/0013_claim_relation
// answers: claims are found by relation
CREATE INDEX claim_relation IF NOT EXISTS FOR (n:Claim) ON (n.relation)

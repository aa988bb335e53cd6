// name: schema/0012_claim_subject
// answers: claims are found by subject
CREATE INDEX claim_subject IF NOT EXISTS FOR (n:Claim) ON (n.subject)

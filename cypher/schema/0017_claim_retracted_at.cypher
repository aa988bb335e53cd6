// name: schema/0017_claim_retracted_at
// answers: claims are found by retracted_at
CREATE INDEX claim_retracted_at IF NOT EXISTS FOR (n:Claim) ON (n.retracted_at)

// name: schema/0016_claim_recorded_at
// answers: claims are found by recorded_at
CREATE INDEX claim_recorded_at IF NOT EXISTS FOR (n:Claim) ON (n.recorded_at)

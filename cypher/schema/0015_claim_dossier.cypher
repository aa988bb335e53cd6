// name: schema/0015_claim_dossier
// answers: claims are found by dossier
CREATE INDEX claim_dossier IF NOT EXISTS FOR (n:Claim) ON (n.dossier)

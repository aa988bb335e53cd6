// name: schema/0007_claim_uid
// answers: one claim for each uid
CREATE CONSTRAINT claim_uid IF NOT EXISTS FOR (n:Claim) REQUIRE n.uid IS UNIQUE

// name: schema/0009_lease_name
// answers: one lease for each name
CREATE CONSTRAINT lease_name IF NOT EXISTS FOR (n:Lease) REQUIRE n.name IS UNIQUE

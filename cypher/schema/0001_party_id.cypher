// name: schema/0001_party_id
// answers: one party for each id
CREATE CONSTRAINT party_id IF NOT EXISTS FOR (n:Party) REQUIRE n.id IS UNIQUE

// name: schema/0005_source_id
// answers: one source for each id
CREATE CONSTRAINT source_id IF NOT EXISTS FOR (n:Source) REQUIRE n.id IS UNIQUE

// name: schema/0008_release_number
// answers: one release for each number
CREATE CONSTRAINT release_number IF NOT EXISTS FOR (n:Release) REQUIRE n.number IS UNIQUE

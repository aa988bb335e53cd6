// name: schema/0010_schema_id
// answers: one note of the schema's version
CREATE CONSTRAINT schema_id IF NOT EXISTS FOR (n:Schema) REQUIRE n.id IS UNIQUE

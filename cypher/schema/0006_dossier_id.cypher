// name: schema/0006_dossier_id
// answers: one dossier for each id
CREATE CONSTRAINT dossier_id IF NOT EXISTS FOR (n:Dossier) REQUIRE n.id IS UNIQUE

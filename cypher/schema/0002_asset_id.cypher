// name: schema/0002_asset_id
// answers: one asset for each id
CREATE CONSTRAINT asset_id IF NOT EXISTS FOR (n:Asset) REQUIRE n.id IS UNIQUE

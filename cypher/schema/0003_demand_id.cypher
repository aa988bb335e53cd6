// name: schema/0003_demand_id
// answers: one demand for each id
CREATE CONSTRAINT demand_id IF NOT EXISTS FOR (n:Demand) REQUIRE n.id IS UNIQUE

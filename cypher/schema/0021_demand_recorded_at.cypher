// name: schema/0021_demand_recorded_at
// answers: things are found by the instant that brought them
CREATE INDEX demand_recorded_at IF NOT EXISTS FOR (n:Demand) ON (n.recorded_at)

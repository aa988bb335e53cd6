// name: schema/0019_party_recorded_at
// answers: things are found by the instant that brought them
CREATE INDEX party_recorded_at IF NOT EXISTS FOR (n:Party) ON (n.recorded_at)

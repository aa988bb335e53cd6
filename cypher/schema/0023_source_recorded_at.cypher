// name: schema/0023_source_recorded_at
// answers: things are found by the instant that brought them
CREATE INDEX source_recorded_at IF NOT EXISTS FOR (n:Source) ON (n.recorded_at)

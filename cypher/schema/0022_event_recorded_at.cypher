// name: schema/0022_event_recorded_at
// answers: things are found by the instant that brought them
CREATE INDEX event_recorded_at IF NOT EXISTS FOR (n:Event) ON (n.recorded_at)

// name: schema/0020_asset_recorded_at
// answers: things are found by the instant that brought them
CREATE INDEX asset_recorded_at IF NOT EXISTS FOR (n:Asset) ON (n.recorded_at)

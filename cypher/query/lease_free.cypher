// name: query/lease_free
// answers: whether nobody has the lease, by the database's clock; no row before the first load
// parameters: patience: int
MATCH (l:Lease {name: 'load'})
WITH l, datetime().epochMillis AS now
RETURN l.token IS NULL OR l.expires <= now OR l.expires > now + $patience AS free

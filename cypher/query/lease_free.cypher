// name: query/lease_free
// answers: whether nobody has the lease, by the database's clock; no row before the first load
MATCH (l:Lease {name: 'load'})
RETURN l.token IS NULL OR l.expires <= datetime().epochMillis AS free

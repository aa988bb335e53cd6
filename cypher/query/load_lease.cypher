// name: query/load_lease
// answers: whether a load holds the lease, and whose it is
// parameters: now: int
MATCH (l:Lease {name: 'load'})
WHERE l.token IS NOT NULL AND l.expires > $now
RETURN l.holder AS holder

// name: write/lease_release
// answers: nothing; gives the lease back if it is ours
// parameters: token: str
MATCH (l:Lease {name: 'load'})
WHERE l.token = $token
SET l.token = null, l.expires = 0

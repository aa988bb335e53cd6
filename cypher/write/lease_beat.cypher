// name: write/lease_beat
// answers: the token, if the lease is still ours; it then is for longer
// parameters: token: str; patience: int
MATCH (l:Lease {name: 'load'})
SET l.touched = $token
WITH l
WHERE l.token = $token
SET l.expires = datetime().epochMillis + $patience
RETURN l.token AS token

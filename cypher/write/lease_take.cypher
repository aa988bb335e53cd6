// name: write/lease_take
// answers: the token, if the lease is now ours: nobody has it, it has run out, it runs longer than any may (the clock was set back), or it was ours before
// parameters: token: str; holder: str; patience: int
MERGE (l:Lease {name: 'load'})
SET l.touched = $token
WITH l, datetime().epochMillis AS now
WHERE l.token IS NULL OR l.expires <= now OR l.expires > now + $patience OR l.token = $token
SET l.token = $token, l.holder = $holder, l.expires = now + $patience
RETURN l.token AS token

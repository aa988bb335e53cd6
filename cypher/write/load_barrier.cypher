// name: write/load_barrier
// answers: nothing; ends after every publication that is being written down at the moment
// parameters: token: str
MATCH (l:Lease {name: 'load'})
SET l.touched = $token

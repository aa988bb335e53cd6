// name: query/ping
// answers: that the database is there
RETURN 1 AS here

// name: write/indexes_online
// answers: waits until all indexes can be used (Neo4j fills them in the background)
CALL db.awaitIndexes(300)

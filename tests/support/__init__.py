"""What the tests stand on: real Neo4j servers, started and ended here."""

"""Long tests of faults, with the fixtures of tests/ and a report of their own: `make stress`."""

// name: write/edges_drawn
// answers: before which uid a release had its direct edges until now; notes that it has more. What is written first waits for a try whose answer was lost
// parameters: number: int; before: str
MATCH (r:Release {number: $number})
SET r.edges = 'pending'
WITH r, r.drawn_before AS drawn_before
SET r.drawn_before = CASE WHEN drawn_before > $before THEN drawn_before ELSE $before END
RETURN drawn_before

// name: query/claims_said_at
// answers: all claims ever recorded that were said at an event
// parameters: event: str
MATCH (e:Event {id: $event})<-[:SAID_AT]-(c:Claim)
RETURN properties(c) AS claim

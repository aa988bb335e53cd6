// name: query/terminate
// answers: what became of the transaction that was to be ended
// parameters: transaction: str
TERMINATE TRANSACTIONS $transaction

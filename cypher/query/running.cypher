// name: query/running
// answers: what this account has running on the server: transactionId, currentQuery and more
SHOW TRANSACTIONS

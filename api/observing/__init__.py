"""What can be seen of the service from outside: logs, the audit log, metrics."""

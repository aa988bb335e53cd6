"""Who may do what, and how much of it: pure ASGI middleware, independent of routes and pages.

From the outside in: `Doorman` (host, origin), `Limits` (sizes, time, how many at once), `Gate`
(tokens and sessions).
"""

"""All routes of the pages, in the order in which they are looked through."""

from __future__ import annotations

from api.pages import changes, conflicts, evidence, home, lists, paths, static, things

ROUTERS = (
    static.router,
    home.router,
    conflicts.router,
    changes.router,
    paths.router,
    lists.router,
    things.router,
    evidence.router,
)

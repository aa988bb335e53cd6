"""The pages that most people open first, made before they are asked for.

What they say is about the whole graph, which takes seconds of a large one; all other pages are
about a part of it.
"""

from __future__ import annotations

from api.pages.asked import ConflictsPageQuestion
from api.pages.conflicts import make_conflicts
from api.pages.home import make_home
from api.pages.serving import page_key, sight
from api.shelf import Shelf
from graph.desk import Desk
from graph.questions import Question


def lay_ready(shelf: Shelf, desk: Desk) -> None:
    """Puts the way in and the conflicts, both of today and unfiltered, on the shelf."""
    home, conflicts = Question(), ConflictsPageQuestion()
    shelf.lay_ready(page_key("/", home), lambda: make_home(sight(desk, "/", home)))
    shelf.lay_ready(
        page_key("/conflicts", conflicts),
        lambda: make_conflicts(sight(desk, "/conflicts", conflicts), conflicts),
    )

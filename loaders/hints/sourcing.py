"""Sources that can hardly be found again, and claims that rest on one alone."""

from __future__ import annotations

from graph.dates import Period
from graph.vocabulary import VOCABULARY
from loaders.problems import Problems
from loaders.staging import StagedThing, Staging

# What appears on a day. A book or a data set may well have a year alone.
_DATED = frozenset({"news", "official-document", "speech", "interview", "social-media"})
_SOURCED = sorted(VOCABULARY.relations.keys() - VOCABULARY.names("structure"))


def hint_at_sources(dossier: str, staging: Staging, problems: Problems) -> None:
    """Sources without a link or a day, and two that have the same link."""
    linked: dict[str, StagedThing] = {}
    for source in staging.things_labelled(dossier, "Source"):
        url = source.fields.get("url")
        if url is None:
            message = f"the source {source.id!r} has no link: give the address where it stands"
            problems.warn(source.place, "url", message, "no-link")
        elif url in linked:
            first = linked[url]
            message = f"is the link of {first.id!r} too, at {first.place}: are the two one source?"
            problems.warn(source.place, "url", message, "same-link")
        else:
            linked[url] = source
        _hint_at_day(source, problems)


def _hint_at_day(source: StagedThing, problems: Problems) -> None:
    published = source.fields.get("published")
    if published is None:
        message = f"the source {source.id!r} has no day: say when it was published"
    elif not Period.parse(published).is_day and source.fields.get("kind") in _DATED:
        message = f"the source {source.id!r} is dated {published} only: give the day"
    else:
        return
    problems.warn(source.place, "published", message, "no-day")


def hint_at_claims(dossier: str, staging: Staging, problems: Problems) -> None:
    """Claims that rest on one source, however often they cite it."""
    for name, place, source in staging.resting_on_one(dossier, _SOURCED):
        message = f"the claim {name!r} rests on {source!r} alone"
        problems.warn(place, "sources", message, "one-source")

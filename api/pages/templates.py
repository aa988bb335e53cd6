"""The templates: Jinja with everything escaped, and the few words that they share."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.pages.briefs import claim_words
from api.pages.packing import packed
from api.pages.rows import says_who
from api.pages.static import static, static_files
from graph.dates import Period
from graph.sentences import date_words, listed
from graph.vocabulary import VOCABULARY

_CONFLICTS = {
    "opposed": "opposed",
    "exclusive": "mutually exclusive",
    "rival_holding": "rival holding",
    "dual_role": "mediator with a stake",
}
_LABELS = {
    "Party": ("party", "parties"),
    "Asset": ("asset", "assets"),
    "Demand": ("demand", "demands"),
    "Event": ("event", "events"),
    "Source": ("source", "sources"),
    "Claim": ("claim", "claims"),
}


def day_words(text: str | None) -> str:
    """A date in words: '18 March 2025', 'March 2025', '2014'; of none, 'not known'."""
    if not text:
        return "not known"
    return date_words(Period.parse(text[:10])).removeprefix("some time in ")


def is_outside(url: str | None) -> bool:
    """Whether an address may be linked to: http or https, and nothing else."""
    return bool(url) and str(url).lower().startswith(("http://", "https://"))


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: '1 demand', '3 demands'."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def kind_words(kind: str | None) -> str:
    """A kind as people write it: 'self-declared entity'."""
    return (kind or "").replace("-", " ").replace("_", " ")


def relation_words(relation: str) -> str:
    """How a relation reads between its ends: 'is allied with'."""
    reads = VOCABULARY.relations[relation].reads
    return reads.replace("{subject}", "").replace("{object}", "").strip()


def short(text: str, most: int = 240) -> str:
    """A text, cut where it would flood a page: its own page has it whole."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def beginning(text: str, most: int = 180) -> str:
    """The first sentences of a text, as many as have room; at least a part of the first."""
    if len(text) <= most:
        return text
    end = max(text.rfind(mark, 0, most) for mark in (". ", "? ", "! "))
    return text[: end + 1] if end > 0 else f"{text[:most].rstrip()} …"


@cache
def environment() -> Environment:
    """The one environment of all templates."""
    made = Environment(
        loader=PackageLoader("api"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "beginning": beginning,
        "claim_words": claim_words,
        "day_words": day_words,
        "kind_words": kind_words,
        "relation_words": relation_words,
        "listed": listed,
        "outside": is_outside,
        "packed": packed,
        "short": short,
    }
    made.globals |= {
        "by_uid": lambda claims: {claim["uid"]: claim for claim in claims},
        "counted": counted,
        "says_who": says_who,
        "has_static": lambda path: path in static_files(),
        "static": static,
        "conflict_names": _CONFLICTS,
        "label_names": _LABELS,
    }
    return made


def render(template: str, **context: Any) -> bytes:
    """A page as HTML in UTF-8."""
    return environment().get_template(template).render(**context).encode("utf-8", "replace")

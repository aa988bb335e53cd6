"""Cells to values: each function takes what was read and gives what is kept, or says what is wrong.

A ValueError's text completes "file:line: field: ...".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as date_of_day
from datetime import timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from graph.dates import Period
from graph.names import nearest
from loaders.rows import Value, Wrong, complaint_about_text

Parser = Callable[[Value], Any]

SLUG = re.compile(r"[a-z0-9-]+")
CLAIM_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
WIKIDATA = re.compile(r"Q[1-9][0-9]*")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*")
_DECIMAL_COMMA = re.compile(r"-?[0-9]{1,3},[0-9]+")
# Days from 1927 on, counted as spreadsheets do; four digits are a year.
_SERIAL = re.compile(r"[1-9][0-9]{4}")
_DAY_ZERO = date_of_day(1899, 12, 30)
_YES, _NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})
LONGEST_ID = 200


def text(value: Value) -> str:
    """Any text; white space around it does not count."""
    if isinstance(value, Wrong):
        raise ValueError(value.message)
    if not isinstance(value, str):
        raise ValueError("is a list or a mapping: write one text")
    complaint = complaint_about_text(value)
    if complaint:
        raise ValueError(complaint)
    return value.strip()


def slug(value: Value) -> str:
    """An id: small letters, digits and hyphens."""
    word = text(value)
    if not SLUG.fullmatch(word) or len(word) > LONGEST_ID:
        near = re.sub(r"[^a-z0-9]+", "-", word.casefold())[:LONGEST_ID].strip("-")
        hint = f", such as {near}" if near else ""
        raise ValueError(f"{_cut(word)} is no id: use small letters, digits and hyphens{hint}")
    return word


def claim_id(value: Value) -> str:
    """A claim's id: letters, digits, dots, hyphens and underscores."""
    word = text(value)
    if not CLAIM_ID.fullmatch(word) or len(word) > LONGEST_ID:
        raise ValueError(
            f"{_cut(word)} is no id: use letters, digits, hyphens, dots and underscores"
        )
    return word


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word of the vocabulary; `what` says what the words are."""

    words: tuple[str, ...]
    what: str

    def __call__(self, value: Value) -> str:
        """The word; ValueError with the nearest."""
        word = text(value)
        if word not in self.words:
            near = nearest(word.replace("_", "-"), self.words, 1) or nearest(word, self.words, 1)
            hint = f"the nearest is '{near[0]}'" if near else f"use one of {', '.join(self.words)}"
            raise ValueError(f"there is no {self.what} {_cut(word)}; {hint}")
        return word


def one_of(words: Sequence[str], what: str) -> OneOf:
    """One word of the vocabulary."""
    return OneOf(tuple(words), what)


@lru_cache(maxsize=65_536)
def _date(word: str) -> str:
    return Period.parse(word).text


def date(value: Value) -> str:
    """A year, a month or a day."""
    word = text(value)
    if len(word) > 10:
        raise ValueError(f"{_cut(word)} is not a date: write 2014, 2014-03 or 2014-03-18")
    if _SERIAL.fullmatch(word):
        day = (_DAY_ZERO + timedelta(days=int(word))).isoformat()
        raise ValueError(f"{word} is a spreadsheet's number of a day: write {day}, if it is that")
    return _date(word)


def wikidata(value: Value) -> str:
    """An item of Wikidata."""
    word = text(value)
    if not WIKIDATA.fullmatch(word):
        raise ValueError(f"{_cut(word)} is no item of Wikidata: write Q and a number, such as Q212")
    return word


def language(value: Value) -> str:
    """A language tag."""
    word = text(value)
    if not LANGUAGE.fullmatch(word):
        raise ValueError(f"{_cut(word)} is no language: write a tag such as en or pt-BR")
    return word


def url(value: Value) -> str:
    """A web address."""
    word = text(value)
    try:
        parts = urlsplit(word)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or any(sign.isspace() for sign in word):
        raise ValueError(f"{_cut(word)} is no web address: begin it with https:// or http://")
    return word


def yes_or_no(value: Value) -> bool:
    """True or false."""
    word = text(value).lower()
    if word not in _YES | _NO:
        raise ValueError(f"{_cut(word)} is neither true nor false")
    return word in _YES


@dataclass(frozen=True, slots=True)
class Between:
    """A number within bounds, in degrees."""

    least: float
    most: float

    def __call__(self, value: Value) -> float:
        """The number; ValueError where it is none or out of bounds."""
        word = text(value)
        try:
            # A spreadsheet that divides by semicolons writes 47,5.
            number = float(word.replace(",", ".") if _DECIMAL_COMMA.fullmatch(word) else word)
        except ValueError:
            raise ValueError(f"{_cut(word)} is no number of degrees, such as 47.5") from None
        if not self.least <= number <= self.most:
            raise ValueError(f"{_cut(word)} is not between {self.least:g} and {self.most:g}")
        return number + 0.0  # minus nought is nought


def between(least: float, most: float) -> Between:
    """A number within bounds, in degrees."""
    return Between(least, most)


def texts(value: Value) -> list[str]:
    """A list of texts; one text will do."""
    items = value if isinstance(value, list) else [value]
    words = (text(item) for item in items if item is not None)
    return list(dict.fromkeys(word for word in words if word))


@dataclass(frozen=True, slots=True)
class Pairs:
    """A list of mappings with `first` and perhaps others, or of texts `first divider second`."""

    first: str
    second: tuple[str, ...]
    divider: str

    def __call__(self, value: Value) -> list[dict[str, str]]:
        """The mappings, without empty parts; ValueError where one is malformed."""
        items = value if isinstance(value, list) else [value]
        return [self._pair(item) for item in items if item is not None]

    def _pair(self, item: Any) -> dict[str, str]:
        if not isinstance(item, dict):
            name, _, rest = text(item).partition(self.divider)
            content = {self.first: name.strip(), self.second[0]: rest.strip()}
            if not content[self.first]:
                raise ValueError(f"{_cut(text(item))} has nothing before the '{self.divider}'")
            return {key: word for key, word in content.items() if word}
        allowed = (self.first, *self.second)
        for key in item:
            if key not in allowed:
                raise ValueError(f"has the unknown part {_cut(key)}: use {', '.join(allowed)}")
        words = {key: text(word) for key, word in item.items() if word is not None}
        content = {key: word for key, word in words.items() if word}
        if not content.get(self.first):
            raise ValueError(f"lacks '{self.first}': write {{{self.first}: ...}}")
        return content


def pairs(first: str, second: Sequence[str], divider: str) -> Pairs:
    """A list of mappings with `first` and perhaps others, or of texts `first divider second`."""
    return Pairs(first, tuple(second), divider)


def _cut(word: str) -> str:
    return repr(word if len(word) <= 60 else word[:57] + "...")

"""What of an answer counts when two are compared."""

from __future__ import annotations

import re
from hashlib import sha256
from html.parser import HTMLParser

_SPACE = re.compile(r"\s+")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head"})


def digest_of_page(body: bytes, content_type: str) -> str:
    """A hash of what a reader sees: of a web page its text, of anything else its bytes.

    Scripts, tokens and advertisements' addresses change with every visit; the text seldom does.
    """
    if "html" in content_type.lower():
        return sha256(seen_text(body).encode()).hexdigest()[:32]
    return sha256(body).hexdigest()[:32]


def seen_text(body: bytes) -> str:
    """The text of a web page as a reader sees it, white space folded."""
    reader = _Reader()
    reader.feed(body.decode("utf-8", "replace"))
    reader.close()
    return _SPACE.sub(" ", " ".join(reader.parts)).strip()


class _Reader(HTMLParser):
    """Gathers text outside of what is not seen."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes that something unseen begins."""
        del attrs
        if tag in _UNSEEN:
            self._unseen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Notes that it ends; what was not closed inside ends with it."""
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]

    def handle_data(self, data: str) -> None:
        """Keeps what is seen."""
        if not self._unseen:
            self.parts.append(data)

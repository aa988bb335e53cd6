"""The kinds of hint, in the order in which they are told: what calls for a decision comes first."""

from __future__ import annotations

KINDS = {
    "left-out": "files that are no table and are left out",
    "hidden": "hidden sheets, rows and columns, which are loaded too",
    "shared-name": "names that two things share",
    "near-name": "names that look like another's name or alias",
    "near-demand": "demands near to each other in wording, perhaps one",
    "same-link": "sources that share one link",
    "overlap": "intervals that overlap",
    "gap": "intervals that leave a gap",
    "open-possession": "possessions still open where another party's begins",
    "idle-speaker": "speakers who said nothing while they spoke for a party",
    "no-voice": "parties that nobody speaks for",
    "no-stance": "demands on which nobody takes a stance",
    "uncited": "sources that nobody cites",
    "no-link": "sources without a link",
    "no-day": "sources without a day",
    "one-source": "claims with one source only",
}

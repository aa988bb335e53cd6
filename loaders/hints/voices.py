"""Parties that nobody speaks for."""

from __future__ import annotations

from graph.vocabulary import VOCABULARY
from loaders.problems import Problems
from loaders.staging import Staging

_STANCES = sorted(VOCABULARY.names("stance"))


def hint_at_voices(dossier: str, staging: Staging, problems: Problems) -> None:
    """Parties but persons that no `speaks_for` names; it says whether they speak themselves."""
    ties = list(staging.claims_of(dossier, ["speaks_for"], "object"))
    voiced = {tie.content["object"] for tie in ties}
    voices = {tie.content["subject"] for tie in ties}
    stances = staging.subjects_of(dossier, _STANCES)
    for party in staging.things_labelled(dossier, "Party"):
        if party.id in voiced | voices or party.fields["kind"] == "person":
            continue
        if party.id in stances:
            message = f"nobody speaks for {party.id!r}: it takes its stances itself"
        else:
            message = f"nobody speaks for {party.id!r}, and it takes no stance itself"
        problems.warn(party.place, "id", message, "no-voice")

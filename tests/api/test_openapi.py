"""The OpenAPI document: every route and error with an example, and every example true."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.examples import example
from api.offers import OFFERS, Offer


def timeless(value: Any) -> Any:
    """An answer without what differs from store to store: moments, and cursors that hold them."""
    if isinstance(value, dict):
        hidden = {"known_at", "recorded_at", "next"}
        return {key: timeless(part) for key, part in value.items() if key not in hidden}
    return [timeless(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("offer", OFFERS, ids=lambda offer: offer.name)
def test_every_example_is_what_the_shipped_dossiers_answer(
    client: TestClient, offer: Offer
) -> None:
    url = offer.path.replace("{id}", offer.example) if offer.is_single else offer.path
    query = "" if offer.is_single else f"?{offer.example}"
    shown, answer = timeless(example(offer.name)), timeless(client.get(url + query).json())
    if "as_of" not in query:  # the pin's day is today
        shown["pin"].pop("as_of")
        answer["pin"].pop("as_of")
    assert answer == shown


def test_the_examples_of_exports_are_true(client: TestClient) -> None:
    for name, shown in example("export").items():
        asked = {"format": name, "source": "s-seed", "party": "zelensky", "kind": "demands"}
        text = client.get("/v1/export", params={**asked, "as_of": "2025-03-18"}).text
        text = re.sub(r"20\d\d-\d\d-\d\dT[0-9:.]+Z|lastmodifieddate=.{12}", "(moment)", text)
        assert (json.loads(text) if isinstance(shown, dict) else text) == shown


def test_the_example_in_cypher_is_true(client: TestClient) -> None:
    shown = example("cypher")
    assert client.post("/v1/cypher", json=shown["question"]).json() == shown["answer"]


def test_every_route_and_every_error_has_an_example(client: TestClient) -> None:
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                for kind, content in response.get("content", {}).items():
                    has_one = "example" in content or "examples" in content
                    assert has_one or kind == "text/csv", (path, status, kind)


def test_the_documentation_page_shows_every_route(client: TestClient) -> None:
    page = client.get("/docs").text
    for path in client.get("/openapi.json").json()["paths"]:
        assert path in page

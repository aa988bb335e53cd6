"""Links are asked politely, told apart, remembered; against a press on the loopback alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import pytest

from graph.errors import SetupError
from loaders.links.content import digest_of_page, seen_text
from loaders.links.guard import is_public
from loaders.links.manners import Manners
from loaders.links.memory import Memory
from loaders.links.outcome import STATES, Outcome
from loaders.links.patrol import Link, LinkFound, Patrol
from tests.loaders.links.press import Answer, Page, Press, open_press, page, status, to

QUICK = Manners(pause=0.0, timeout=2.0, patience=1.0)


@pytest.fixture
def press() -> Iterator[Press]:
    """A press of its own for each test."""
    with open_press() as opened:
        yield opened


class Desk:
    """Asks for links of a press, each time as much later as is said."""

    def __init__(self, press: Press, folder: Path, manners: Manners = QUICK) -> None:
        self.press = press
        self.memory = Memory(folder / "links.sqlite")
        self.manners = manners
        self.moment = datetime(2030, 1, 1, tzinfo=UTC)
        self.allow_private = True

    def found(self, *urls: str, days: int = 2) -> list[LinkFound]:
        """What becomes of some addresses."""
        self.moment += timedelta(days=days)
        patrol = Patrol(
            memory=self.memory,
            manners=self.manners,
            allow_private=self.allow_private,
            resolver=self.press.resolve,
            now=lambda: self.moment,
        )
        return patrol.run([Link(url, (("d", "s", ""),)) for url in urls], lambda *_: None)

    def outcome(self, path: str, host: str = "press.example") -> Outcome:
        """What becomes of one page."""
        [row] = self.found(self.press.url(path, host))
        return row.outcome


@pytest.fixture
def desk(press: Press, tmp_path: Path) -> Desk:
    """A desk that asks quickly."""
    return Desk(press, tmp_path)


PAGES: list[tuple[Answer, str, int | None]] = [
    (page("here"), "ok", 200),
    (status(404), "gone", 404),
    (status(410), "gone", 410),
    (status(401), "refused", 401),
    (status(403), "refused", 403),
    (status(500), "failing", 500),
    (status(429), "busy", 429),
    (to("/there"), "moved", 200),
    (to("/there", 308), "moved", 200),
    (to("/there", 302), "ok", 200),
    (to("/nowhere"), "gone", 404),
    (to("/page"), "loop", 301),
    (to("/turn"), "loop", 302),
    (to("mailto:x@example.org"), "failing", None),
    (to("http://there.example:99999/"), "failing", None),
]


@pytest.mark.parametrize(("answer", "state", "number"), PAGES, ids=range(len(PAGES)))
def test_what_an_answer_means(
    press: Press, desk: Desk, answer: Answer, state: str, number: int | None
) -> None:
    press.pages = {"/page": answer, "/there": page("there"), "/turn": to("/page", 302)}
    outcome = desk.outcome("/page")
    assert (outcome.state, outcome.status) == (state, number)
    assert outcome.state in STATES
    assert outcome.message


def test_a_move_says_where_to_and_whether_it_is_only_the_front_page(
    press: Press, desk: Desk
) -> None:
    press.pages = {"/a": to("/b"), "/b": page("b"), "/c": to("/"), "/": page("front")}
    assert desk.outcome("/a").leads_to == press.url("/b")
    assert desk.outcome("/a").message == f"has moved to {press.url('/b')}"
    assert desk.outcome("/c").message.endswith("a front page: perhaps it is gone")


def test_too_many_redirects_end(press: Press, desk: Desk) -> None:
    press.pages = {f"/{number}": to(f"/{number + 1}") for number in range(50)}
    assert desk.outcome("/0").state == "loop"
    assert len(press.paths()) == QUICK.most_redirects + 1


def test_content_that_changed_and_content_that_did_not(press: Press, desk: Desk) -> None:
    press.pages["/page"] = page("one <script>var token = 1</script>")
    assert desk.outcome("/page").state == "ok"
    press.pages["/page"] = page("one <script>var token = 2</script>")
    assert desk.outcome("/page").state == "ok"
    press.pages["/page"] = page("another")
    assert desk.outcome("/page").state == "changed"
    assert desk.outcome("/page").state == "ok"
    press.pages["/page"] = status(500)
    assert desk.outcome("/page").state == "failing"
    press.pages["/page"] = page("a third")
    assert desk.outcome("/page").state == "changed"


def test_a_server_is_asked_whether_its_tag_still_holds(press: Press, desk: Desk) -> None:
    def tagged(asked: Page) -> None:
        if asked.headers.get("If-None-Match") == '"1"':
            asked.answer(304, ETag='"1"')
        else:
            asked.answer(200, b"one", ETag='"1"')

    press.pages["/page"] = tagged
    first, second, third = (desk.outcome("/page") for _ in range(3))
    assert [row.status for row in (first, second, third)] == [200, 304, 304]
    assert {row.state for row in (first, second, third)} == {"ok"}
    assert third.digest == first.digest
    press.pages["/page"] = lambda asked: asked.answer(200, b"two", ETag='"2"')
    assert desk.outcome("/page").state == "changed"


def test_robots_are_obeyed_and_read_once(press: Press, desk: Desk) -> None:
    rules = b"User-agent: parley\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n"
    press.pages = {
        "/robots.txt": lambda asked: asked.answer(200, rules),
        "/private/a": page("a"),
        "/b": page("b"),
        "/c": to("/private/a"),
    }
    urls = [press.url(path) for path in ("/private/a", "/b", "/c")]
    assert [row.outcome.state for row in desk.found(*urls)] == ["robots", "ok", "robots"]
    assert sorted(press.paths()) == ["/b", "/c"]
    assert [row.path for row in press.asked].count("/robots.txt") == 1


@pytest.mark.parametrize(("number", "state"), [(404, "ok"), (403, "ok"), (500, "robots")])
def test_robots_that_cannot_be_read(press: Press, desk: Desk, number: int, state: str) -> None:
    press.pages = {"/robots.txt": status(number), "/page": page("x")}
    assert desk.outcome("/page").state == state


def test_a_crawl_delay_is_kept(press: Press, desk: Desk) -> None:
    rules = b"User-agent: *\nCrawl-delay: 0.3\n"
    press.pages = {"/robots.txt": lambda asked: asked.answer(200, rules), "/a": page("a")}
    desk.found(press.url("/a"), press.url("/a?2"))
    [_, first, second] = [row.at for row in press.asked]
    assert second - first >= 0.3


def test_a_host_is_asked_in_turn_with_a_pause_and_others_meanwhile(
    press: Press, tmp_path: Path
) -> None:
    hosts = ("one.example", "two.example", "three.example")
    together = threading.Barrier(len(hosts), timeout=20)

    def slowly(asked: Page) -> None:
        together.wait()  # a page is answered once a page of each host is asked for
        time.sleep(0.2)
        asked.answer(200, b"x")

    press.pages = {f"/{number}": slowly for number in range(3)}
    urls = [press.url(f"/{number}", host) for host in hosts for number in range(3)]
    Desk(press, tmp_path, Manners(pause=0.1)).found(*urls)
    assert not together.broken
    for host in hosts:
        times = [row.at for row in press.asked if row.host == host]
        assert len(times) == 4
        assert all(later - sooner >= 0.1 for sooner, later in pairwise(times))
        # A page takes 0.2 s, so that two of them at once would be closer than both together.
        assert times[3] - times[1] >= 0.6 - 0.01


def test_a_busy_server_is_asked_again_when_it_says(press: Press, desk: Desk) -> None:
    told = iter([status(429, Retry_After="1"), status(503, Retry_After="0"), page("at last")])

    def answer(asked: Page) -> None:
        next(told)(asked)

    press.pages["/page"] = answer
    assert desk.outcome("/page").state == "ok"
    [_, first, second, third] = [row.at for row in press.asked]
    assert second - first >= 1.0
    assert third - second < 1.0


def test_a_server_that_asks_for_too_much_patience_is_left(press: Press, desk: Desk) -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    press.pages = {"/a": status(429, Retry_After="3600"), "/b": status(503, Retry_After=moment)}
    assert desk.outcome("/a").message == "asks to come back in 3,600 seconds"
    assert desk.outcome("/b").state == "busy"
    assert press.paths() == ["/a", "/b"]


def test_what_drips_and_what_says_nothing_ends_in_time(press: Press, tmp_path: Path) -> None:
    def drips(asked: Page) -> None:
        asked.send_response(200)
        asked.end_headers()
        for _ in range(100):
            time.sleep(0.1)
            try:
                asked.wfile.write(b"x")
            except OSError:
                return

    press.pages = {"/drips": drips, "/mute": lambda _: time.sleep(3)}
    desk = Desk(press, tmp_path, Manners(pause=0, timeout=0.5))
    began = time.monotonic()
    urls = press.url("/drips", "a.example"), press.url("/mute", "b.example")
    found = desk.found(*urls)
    assert [row.outcome.state for row in found] == ["slow", "slow"]
    assert time.monotonic() - began < 2.5


def test_a_huge_body_is_read_only_so_far(press: Press, tmp_path: Path) -> None:
    sent = 0

    def huge(asked: Page) -> None:
        nonlocal sent
        asked.send_response(200)
        asked.end_headers()
        try:
            for _ in range(2_000):
                asked.wfile.write(b"x" * 100_000)
                sent += 100_000
        except OSError:
            return

    press.pages["/huge"] = huge
    desk = Desk(press, tmp_path, Manners(pause=0, most_bytes=1_000_000))
    first = desk.outcome("/huge")
    assert first.state == "ok"
    assert first.digest == digest_of_page(b"x" * 1_000_000, "")
    assert sent < 100_000_000


def test_names_ports_and_encryption_are_told_apart(press: Press, desk: Desk) -> None:
    urls = [
        press.url("/page", "nowhere.invalid"),
        "http://press.example:1/page",
        press.url("/page", "secure.example", "https"),
        "http://press.example:99999/",
    ]
    states = [row.outcome.state for row in desk.found(*urls)]
    assert states == ["no-host", "unreachable", "certificate", "failing"]
    assert press.asked == []


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1"),
        *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "ff02::1", "fe80::1%eth0"),
    ],
)
def test_addresses_that_are_private(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["192.0.66.2", "2606:4700::1", "::ffff:192.0.66.2"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_private_addresses_are_not_asked_by_name_number_or_redirect(
    press: Press, desk: Desk
) -> None:
    desk.allow_private = False
    press.pages["/page"] = page("secret")
    urls = [press.url("/page"), press.url("/page", "127.0.0.1")]
    assert [row.outcome.state for row in desk.found(*urls)] == ["private", "private"]
    assert press.asked == []


def test_what_was_settled_is_not_asked_again_for_a_day(press: Press, desk: Desk) -> None:
    press.pages = {"/a": page("a"), "/b": status(500)}
    urls = [press.url("/a"), press.url("/b"), press.url("/c")]
    assert [row.asked for row in desk.found(*urls)] == [True, True, True]
    again = desk.found(*urls, days=0)
    assert [row.asked for row in again] == [False, True, False]
    assert [row.outcome.state for row in again] == ["ok", "failing", "gone"]
    assert [row.asked for row in desk.found(*urls, days=1)] == [True, True, True]


def test_an_interrupted_run_keeps_what_it_found(press: Press, desk: Desk) -> None:
    def interrupted(_: Page) -> None:
        raise AssertionError("not asked in this run")

    press.pages = {"/a": page("a"), "/b": page("b")}
    urls = [press.url("/a"), press.url("/b")]

    def report(_stage: str, done: int, _of: int | None) -> None:
        if done == 1:
            raise KeyboardInterrupt

    patrol = Patrol(memory=desk.memory, manners=QUICK, allow_private=True, resolver=press.resolve)
    links = [Link(url, ()) for url in urls]
    with pytest.raises((KeyboardInterrupt, BaseExceptionGroup)):
        patrol.run(links, report)
    press.pages["/a"] = interrupted
    found = patrol.run(links, lambda *_: None)
    assert [row.asked for row in found] == [False, True]


def test_a_file_that_cannot_keep_anything_is_told(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("this is no database, but long enough to look at", "utf-8")
    for path in (tmp_path / "text", tmp_path / "text" / "below", tmp_path):
        with pytest.raises(SetupError, match="cannot keep"):
            Memory(path)


def test_what_a_reader_sees_of_a_page() -> None:
    body = b"<head><title>t</title></head><p>One&amp;<b>two</b><style>x</style>\n three<script>y"
    assert seen_text(body) == "One& two three"
    assert digest_of_page(body, "text/html") != digest_of_page(body, "text/plain")

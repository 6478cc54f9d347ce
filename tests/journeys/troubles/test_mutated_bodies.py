"""Signed bodies of which no page of Slack's or Meta's tells, against a running web process."""

import hashlib
import hmac
import json
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from bot.sandbox.credentials import FACEBOOK_APP_SECRET
from bot.sandbox.slack.delivery.courier import signature
from handlers.processes.sandbox import Ports, environment
from tests.channels.payloads import payload, situations
from tests.conftest import POSTGRES
from tests.database import MovableDatabase, chosen_databases
from tests.handlers.slack.mutations import events, interactions, mutated
from tests.handlers.slack.registered import registry
from tests.journeys.house import Process, eventually, free_port
from tests.journeys.rows import Rows
from tests.sandbox.serving import Site
from tests.slack.conftest import _bot, _platforms
from tests.slack.workplace import Workplace, open_workplace

pytestmark = pytest.mark.at_the_build

__all__ = ["_bot", "_platforms"]
_FORM = "application/x-www-form-urlencoded"
_TOLD = [name for name in situations("facebook") if not name.startswith("found_")]
_SENDERS = 6
_WHOLE, _GOOD = 0.15, 0.2  # of Facebook's deliveries, of Slack's events


@dataclass(frozen=True)
class Body:
    """One signed request; ``valid`` names the item in it that must be kept."""

    platform: str
    path: str
    raw: bytes
    headers: dict[str, str] = field(default_factory=dict)
    valid: str = ""


class Web:
    """A web process of ours behind a workplace, and what stands in its database and its log."""

    def __init__(self, place: Workplace, url: str, folder: Path) -> None:
        self.place, self.rows, self.log = place, Rows(url), folder / "web.log"
        self.broke: list[bytes] = []  # the bodies that were answered with a fault of ours
        port, page = free_port(), int(place.address.rpartition(":")[2])
        self.address = f"http://127.0.0.1:{port}"
        keys = place.app.settings.seal_keys.get_secret_value()
        ours = {"DATABASE_URL": url, "EARSHOT_SEAL_KEYS": keys}
        env = {**environment(Ports(page=page, bot=port), folder), **ours}
        self.process = Process(["handlers", "web"], env=env, log=self.log)
        eventually(lambda: self.get("/readyz").ok, what="the web process")

    def get(self, path: str) -> requests.Response:
        """What it answers."""
        return requests.get(f"{self.address}{path}", timeout=5)

    def send_all(self, bodies: list[Body]) -> Counter[tuple[str, int]]:
        """Send them over several connections at once; how often each platform got each status."""
        with ThreadPoolExecutor(_SENDERS) as senders:
            shares = [bodies[share::_SENDERS] for share in range(_SENDERS)]
            return sum(senders.map(self._send, shares), Counter[tuple[str, int]]())

    def _send(self, bodies: list[Body]) -> Counter[tuple[str, int]]:
        statuses = Counter[tuple[str, int]]()
        with requests.Session() as session:
            for body in bodies:
                signed = signature(body.raw) if body.platform == "slack" else _metas(body.raw)
                answer = session.post(
                    f"{self.address}{body.path}",
                    data=body.raw,
                    headers={**body.headers, **signed},
                    timeout=60,
                )
                statuses[body.platform, answer.status_code] += 1
                self.broke += [body.raw] * (answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR)
        return statuses

    def lines(self) -> Counter[str]:
        """How often it logged what."""
        return Counter(str(line["event"]) for line in self._log())

    def tracebacks(self) -> list[str]:
        """What it logged of faults of ours."""
        return [str(line["exception"]) for line in self._log() if "exception" in line]

    def _log(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


@pytest.fixture(params=[each for each in chosen_databases() if each == "postgresql"])
def web(
    request: pytest.FixtureRequest, tmp_path: Path, _platforms: Site, _bot: Site
) -> Iterator[Web]:
    """A web process of its own: who is mutated there may lose a role, and a case its customer."""
    with request.config.stash[POSTGRES].fresh_url() as url:
        database = MovableDatabase(url)
        with open_workplace(database, _platforms, _bot) as place:
            made = Web(place, url, tmp_path)
            try:
                yield made
            finally:
                made.process.kill()
        database.dispose()


@pytest.mark.parametrize("number", [600, pytest.param(20_000, marks=pytest.mark.proof)])
def test_nothing_mutated_is_a_5xx_or_costs_a_valid_item_and_each_is_one_line(
    web: Web, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice = random.Random(20261129)
    slack, facebook = _of_slack(web.place, dice, monkeypatch), _of_facebook(dice)
    bodies = [next(slack if dice.random() < 0.5 else facebook) for _ in range(number)]
    statuses = web.send_all(bodies)
    assert not web.broke, (web.broke, web.tracebacks())
    assert set(statuses) <= {("slack", 200), ("slack", 400), ("facebook", 200)}, statuses
    lines, kept = web.lines(), web.rows.ask("SELECT source, key FROM received_items")
    whole = [key for source, key in kept if source == "facebook:webhook"]
    notes = {text for (text,) in web.rows.ask("SELECT text FROM notes")}
    valid = {each: _valid(bodies, of=each) for each in ("slack", "facebook")}
    print(number, dict(statuses), dict(lines), {of: len(items) for of, items in valid.items()})
    print(
        len(kept), "items of Facebook kept, of them whole because they cannot be split:", len(whole)
    )
    assert valid["slack"] <= notes
    assert valid["facebook"] <= {key for _, key in kept}
    assert lines["slack.body_unreadable"] == statuses["slack", 400]
    assert lines["webhook.unreadable"] == len(whole)
    assert not web.tracebacks()
    # Where a press was mutated and let in, the place to show its answer may be none of Slack's.
    unshown = {name for name in lines if name.endswith("_not_shown")}
    assert set(lines) - unshown <= {"slack.body_unreadable", "webhook.unreadable"}
    assert sum(lines[each] for each in unshown) <= statuses["slack", 200]
    assert min(statuses.values()) > number / 10, "enough of each"


def _valid(bodies: list[Body], *, of: str) -> set[str]:
    return {body.valid for body in bodies if body.platform == of and body.valid}


def _of_slack(
    place: Workplace, dice: random.Random, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Body]:
    """Events and presses about one case, mutated; and words for another case's thread as they are."""
    case_id, other = place.complaint(), place.complaint(author="ben")
    told = list(events(place, case_id=case_id))
    pressed = list(interactions(place, registry(place.app, monkeypatch), case_id=case_id))
    word = next(each for each in told if each["event"].get("text") == "We look.")
    thread = place.thread(other).slack_ts
    number = 0
    while True:
        number += 1
        if dice.random() < _GOOD:
            text = f"A word for the thread, number {number}"
            event: dict[str, Any] = {
                "text": text,
                "thread_ts": thread,
                "ts": f"1796000000.{number:06d}",
            }
            event |= {"blocks": [], "client_msg_id": f"m{number}"}
            body = {**word, "event_id": f"Ev{number}", "event": {**word["event"], **event}}
            yield _slacks(json.dumps(body), valid=text)
        elif dice.random() < 0.5:
            yield _slacks(json.dumps(mutated(dice.choice(told), dice)))
        else:
            form = urlencode({"payload": json.dumps(mutated(dice.choice(pressed), dice))})
            yield _slacks(form, kind=_FORM)


def _slacks(text: str, *, kind: str = "application/json", valid: str = "") -> Body:
    return Body("slack", "/slack/events", text.encode(), {"content-type": kind}, valid)


def _of_facebook(dice: random.Random) -> Iterator[Body]:
    """Entries mutated, each beside a good one; and whole deliveries mutated."""
    number = 0
    while True:
        number += 1
        told = payload(f"facebook/{dice.choice(_TOLD)}")
        if dice.random() < _WHOLE:
            yield _facebooks({**mutated(told, dice), "n": number})
            continue
        comment = f"55_{number}"
        good = payload("facebook/comment_add")["entry"][0]
        value = good["changes"][0]["value"]
        value["comment_id"] = comment
        strange = mutated(told["entry"], dice)
        key = f"{comment}:add:{value['created_time']}"
        yield _facebooks({"object": "page", "entry": [*strange, good]}, valid=key)


def _facebooks(told: Any, *, valid: str = "") -> Body:
    raw = json.dumps(told).encode()
    return Body("facebook", "/webhooks/facebook", raw, {"content-type": "application/json"}, valid)


def _metas(raw: bytes) -> dict[str, str]:
    signed = hmac.new(FACEBOOK_APP_SECRET.encode(), raw, hashlib.sha256).hexdigest()
    return {"x-hub-signature-256": f"sha256={signed}"}

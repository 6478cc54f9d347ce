"""Five who cannot wait, among forty ordinary complaints of one night: told at once, and first in the morning.

Northbank's desk speaks English and Harbour's Arabic; of the two on duty Daniel reads English and Noura Arabic.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.language import say, speaking
from tests.conftest import POSTGRES
from tests.journeys.conftest import DANIEL, DUTY, House
from tests.journeys.house import eventually
from tests.journeys.night import ORDINARY, URGENT
from tests.journeys.slack_acts import asks, headline, home, open_thread, press_at_home, text_of

pytestmark = pytest.mark.at_the_build

NOURA = "U0NOURA"
DIGESTS = "C0DIGESTS"
ALL = len(URGENT) + len(ORDINARY)
EVERY = ALL // len(URGENT)  # an urgent one comes after so many others
ARABIC = re.compile("[\u0621-\u064a]{2}")
ENGLISH = "nobody has it"
with speaking("ar"):
    IN_ARABIC, URGENT_IN_ARABIC = say(ENGLISH), say("Urgent")
REFERENCE = re.compile(r"C-\d+")
_LONDON = ZoneInfo("Europe/London")
_ON_DUTY = f"""
[teams.every]
time_zone = "Europe/London"
shifts = [{{ people = ["{DANIEL}", "{NOURA}"] }}]
"""


class NightDesk(House):
    """A house of its own; what is said of the vulnerable goes to a channel here, by configuration."""

    def _settle_in(self) -> None:
        super()._settle_in()
        ours = self.folder / "config"
        (ours / "duty.toml").write_text(_ON_DUTY)
        (ours / "signals").mkdir()
        (ours / "signals" / "vulnerable.toml").write_text(f'tell = ["{DUTY}"]\n')
        roles, routing = ours / "roles.toml", ours / "routing.toml"
        same = re.search(rf"(?m)^{DANIEL} = (.*)$", roles.read_text())
        assert same is not None
        told = re.sub(rf"(?m)^{NOURA} = .*$", f"{NOURA} = {same[1]}", roles.read_text())
        roles.write_text(told)
        arabic = '[brands.harbour]\nlanguage = "ar"'
        routing.write_text(routing.read_text().replace("[brands.harbour]", arabic))


@pytest.fixture(scope="module")
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NightDesk]:
    with request.config.stash[POSTGRES].fresh_url() as url:
        opened = NightDesk(tmp_path_factory.mktemp("night"), url)
        try:
            opened.open()
            yield opened
        finally:
            opened.close()


def test_five_of_one_night_are_told_at_once_and_stand_first_in_the_morning(
    desk: NightDesk,
) -> None:
    to(desk, hour=22, weekdays=range(4))
    five = a_night(desk)
    what_is_ordinary_was_told_to_nobody(desk, five)
    to(desk, hour=8, minute=20, weekdays=range(5))
    eventually(
        lambda: f"🔴 {ALL} late" in board(desk, DANIEL), what="all of them late", within_s=90
    )
    eventually(lambda: all_is_said(desk), what="the end of what is said of it", within_s=120)
    orders = {
        f"{where}, {who}": shown
        for who in (DANIEL, NOURA)
        for where, shown in surfaces(desk, who).items()
    }
    first = {where: shown[: len(five)] for where, shown in orders.items()}
    print("\n" + "\n".join(f"{where}: {' '.join(found)}" for where, found in first.items()))
    for where, found in first.items():
        assert set(found) == set(five.values()), where
    assert len({tuple(found) for found in first.values()}) == 1, "one order, everywhere"
    the_counts_agree(desk)
    the_alerts_have_the_same_order(desk, five)
    the_daily_digest_names_them_first(desk, five)


def all_is_said(desk: NightDesk) -> bool:
    """Whether nothing more is on its way to Slack."""
    return not desk.rows.ask("SELECT count(*) FROM deliveries WHERE state = 'ready'")[0][0]


def to(desk: NightDesk, *, hour: int, weekdays: range, minute: int = 0) -> None:
    """Move the world to this hour of the next of these days."""
    now = datetime.fromisoformat(desk.platforms.look("clock")["now"]).astimezone(_LONDON)
    then = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    while then <= now or then.weekday() not in weekdays:
        then += timedelta(days=1)
    desk.platforms.move(minutes=(then - now).total_seconds() / 60)


def a_night(desk: NightDesk) -> dict[str, str]:
    """Forty-five posts until the morning; each urgent one is told before the next comes. Their references."""
    urgent = iter(URGENT.items())
    five: dict[str, str] = {}
    for place, words in enumerate(ORDINARY):
        if place % (EVERY - 1) == 2:
            signal, said = next(urgent)
            five[signal] = comes_first_at_once(desk, signal, said)
        writes(desk, f"Writer {place}", words)
        desk.platforms.move(minutes=10)
    open_thread(desk, ORDINARY[-1])
    eventually(lambda: desk.rows.ask("SELECT count(*) FROM cases")[0][0] == ALL, what="all of them")
    assert len(five) == len(URGENT)
    return five


def writes(desk: NightDesk, name: str, words: str) -> None:
    """Arabic words to Harbour, English ones to Northbank, on X or under its Page's post."""
    if ARABIC.search(words):
        desk.platforms.x_post(name, f"@HarbourCares {words}")
    elif len(words) % 2:
        desk.facebook_comment(name, words)
    else:
        desk.platforms.x_post(name, f"@NorthbankHelp {words}")


def comes_first_at_once(desk: NightDesk, signal: str, words: str) -> str:
    """It is told to who is on duty, each in their language, and its headline says why; its reference."""
    writes(desk, f"Somebody {len(signal)}", words)
    channel, ts = open_thread(desk, words)
    reference = desk.reference_of(channel, ts)
    quoted = re.search("“([^”]+)”", headline(desk, channel, ts))
    assert quoted is not None
    assert quoted[1] in words, "the headline says which words decided"
    level = URGENT_IN_ARABIC if ARABIC.search(words) else "Urgent: “"
    assert level in headline(desk, channel, ts) or signal == "vulnerable"
    told = [DUTY] if signal == "vulnerable" else [f"D{who[1:]}" for who in (DANIEL, NOURA)]
    for place in told:
        message = eventually(
            partial(about, desk, place, reference), what=f"the word of {signal} in {place}"
        )
        assert quoted[1] in text_of(message), "with the words that decided"
        at = datetime.fromtimestamp(float(message["ts"]), tz=_LONDON)
        assert not 8 <= at.hour < 18, "whatever the hour"
        print(f"{at:%a %H:%M} {place}: {text_of(message)}")
    return reference


def about(desk: NightDesk, place: str, reference: str) -> dict[str, Any] | None:
    """The first message there that names this case."""
    return next((m for m in desk.platforms.messages(place) if reference in text_of(m)), None)


def what_is_ordinary_was_told_to_nobody(desk: NightDesk, five: dict[str, str]) -> None:
    for who in (DANIEL, NOURA):
        told = named([text_of(m) for m in desk.platforms.messages(f"D{who[1:]}")])
        assert set(told) <= set(five.values()), "only those that could not wait"


def named(shown: Any) -> list[str]:
    """The cases that something shown names, each once, in their order."""
    return list(dict.fromkeys(REFERENCE.findall(str(shown))))


def surfaces(desk: NightDesk, who: str) -> dict[str, list[str]]:
    """What this person reads in each place, in their own language."""
    tab = home(desk, who)
    own = own_digest(desk, who, tab)
    shown: dict[str, Any] = {
        "Home": nobodys(tab),
        "/case queue": asks(desk, who, "queue"),
        "/case state:new": asks(desk, who, "state:new"),
        "digest": to_look_at(own),
        "drill-down, who waits": drill_down(desk, who, own, "waiting"),
        "drill-down, overdue": drill_down(desk, who, own, "overdue"),
    }
    ours, others = (ENGLISH, IN_ARABIC) if who == DANIEL else (IN_ARABIC, ENGLISH)
    for where, words in shown.items():
        assert ours in str(words), (where, who)
        assert others not in str(words), (where, who)
    return {where: named(words) for where, words in shown.items()}


def nobodys(tab: dict[str, Any]) -> list[dict[str, Any]]:
    """Of a Home tab the list of those that nobody has."""
    blocks: list[dict[str, Any]] = tab["blocks"]
    title = next(
        at for at, b in enumerate(blocks) if f"({ALL})" in str(b) and b["type"] == "header"
    )
    return blocks[title:]


def to_look_at(message: dict[str, Any]) -> list[dict[str, Any]]:
    """Of a digest the cases; above them its figures may name whoever waits longest."""
    blocks: list[dict[str, Any]] = message["blocks"]
    return blocks[next(at for at, block in enumerate(blocks) if block["type"] == "divider") :]


def own_digest(desk: NightDesk, who: str, tab: dict[str, Any]) -> dict[str, Any]:
    """The daily digest that somebody asks for at the Home tab, for themselves."""
    place = f"D{who[1:]}"
    press = {"user": who, "view_id": tab["id"], "action_id": "digest_now", "value": "v1|me|daily"}
    desk.platforms.do("slack/click_view", **press)

    def look() -> dict[str, Any] | None:
        found = [
            m for m in desk.platforms.messages(place) if "digest_cases" in str(m.get("blocks"))
        ]
        return found[-1] if found else None

    return eventually(look, what=f"the digest of {who}")


def drill_down(desk: NightDesk, who: str, digest: dict[str, Any], figure: str) -> Any:
    """The cases behind a figure of a digest, as the form shows them."""
    values = re.findall(rf"'(v1\|daily\|[\dT:-]+\|{figure})'", str(digest["blocks"]))
    press = {"user": who, "channel": f"D{who[1:]}", "ts": digest["ts"], "value": values[0]}
    desk.platforms.do("slack/click", action_id="digest_cases", **press)
    form = eventually(lambda: desk.platforms.form(who), what=f"who is behind {figure}")
    desk.platforms.do("slack/close_view", user=who, view_id=form["id"])
    return form["blocks"]


def board(desk: NightDesk, who: str) -> str:
    """The board of people."""
    form = press_at_home(desk, who, "people")
    desk.platforms.do("slack/close_view", user=who, view_id=form["id"])
    return str(form["blocks"])


def the_counts_agree(desk: NightDesk) -> None:
    """Home, the board of people and the digest say the same of how many are open and late."""
    assert f"*Nobody has these yet*  {ALL} open  ·  🔴 {ALL} late" in board(desk, DANIEL)
    tab = home(desk, DANIEL)
    assert f"Overdue now*\n{ALL}" in text_of(own_digest(desk, DANIEL, tab))
    assert f"({ALL})" in str(nobodys(tab)[0])


def the_alerts_have_the_same_order(desk: NightDesk, five: dict[str, str]) -> None:
    """Whatever names several names the urgent ones before any other."""
    for place in (f"D{DANIEL[1:]}", f"D{NOURA[1:]}", DUTY):
        for message in desk.platforms.messages(place):
            if "digest_cases" in str(message.get("blocks")):
                continue  # its figures name whoever waits longest
            is_ordinary = [one not in five.values() for one in named(text_of(message))]
            assert is_ordinary == sorted(is_ordinary), text_of(message)
            if len(is_ordinary) > 1:
                print(f"{place}: {' '.join(named(text_of(message)))}")


def the_daily_digest_names_them_first(desk: NightDesk, five: dict[str, str]) -> None:
    """And the one that comes by itself, in its channel."""
    to(desk, hour=8, minute=31, weekdays=range(5))

    def look() -> dict[str, Any] | None:
        found = [
            m for m in desk.platforms.messages(DIGESTS) if m["text"].startswith("Daily digest")
        ]
        return found[-1] if found else None

    told = eventually(look, what="the daily digest")
    assert set(named(to_look_at(told))[: len(five)]) == set(five.values())

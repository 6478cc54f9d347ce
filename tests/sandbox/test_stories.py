"""Stories play whole, once, and say where their words come from."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests

import bot.sandbox.console
from bot.sandbox.server import Sandbox, build
from bot.sandbox.stories.player import Progress
from bot.sandbox.stories.story import COUNTED, HISTORY, STORIES, Step, load
from bot.slack.views.threads.more_menu import OFFERS
from tests.sandbox.serving import Running

AT_ONCE = 1e9


def opened(folder: Path | None = None) -> Sandbox:
    return build(folder=folder, bot_url="http://127.0.0.1:9", start=datetime.now(UTC))


def public_posts(sandbox: Sandbox) -> int:
    on_x = len(sandbox.x.timeline(1000))
    on_facebook = [item for item in sandbox.facebook.timeline(1000) if not item["is_bank"]]
    return on_x + len(on_facebook)


@pytest.mark.parametrize("name", STORIES)
def test_every_story_plays_to_its_end(name: str) -> None:
    sandbox = opened()
    sandbox.player.start(name, speed=AT_ONCE)

    assert sandbox.player.wait(20)
    status = sandbox.player.status()
    assert status["finished"]
    assert status["done"] == status["posts"] == public_posts(sandbox)
    assert sandbox.faults.rules == []
    sandbox.world.close()


def test_a_story_mends_what_it_broke_and_leaves_what_a_person_switched_off() -> None:
    sandbox = opened()
    sandbox.faults.add(platform="slack", kind="down", times=None)
    sandbox.faults.add(platform="x", kind="429", operation="POST /2/tweets")
    sandbox.player.start("outage", speed=AT_ONCE)
    assert sandbox.player.wait(20)

    left = [(rule.platform, rule.kind) for rule in sandbox.faults.rules]
    assert left == [("slack", "down"), ("x", "429")]
    sandbox.world.close()


def test_the_day_has_sixty_posts_on_both_channels_for_both_brands() -> None:
    posts = [step for step in load("day").steps if step.do in COUNTED]
    places = Counter((step.channel, step.brand) for step in posts)

    assert len(posts) == 60
    assert len(places) == 4
    assert min(places.values()) >= 8
    assert {"repost", "edit", "delete"} <= {step.do for step in load("day").steps}
    assert sum(len(step.text) > 280 for step in posts) >= 2
    assert any("4111 1111 1111 1111" in step.text for step in posts)


def test_steps_stand_in_the_order_of_their_times_and_know_what_they_answer() -> None:
    for name in STORIES:
        made: set[str | None] = set()
        times = [step.at for step in load(name).steps]
        assert times == sorted(times)
        for step in load(name).steps:
            assert {step.to, step.of} - {None} <= made
            made.add(step.key)


def test_no_step_carries_a_redaction_mark() -> None:
    for name in STORIES:
        for step in load(name).steps:
            assert not re.search(r"XX|[{}]", step.text)
            assert step.source.split()[0] in ("cfpb", "banking77", "written")


def test_a_story_goes_on_after_a_restart_and_plays_nothing_twice(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.player.start("day", speed=50_000)
    version = 0
    while first.player.status()["done"] < 5:
        version = first.world.wait(version, timeout=5)
    first.world.close()
    interrupted = first.player.status()["done"]

    second = opened(tmp_path)
    second.player.start("day", speed=AT_ONCE)
    assert second.player.wait(20)
    played = public_posts(second)
    second.player.start("day", speed=AT_ONCE)
    assert second.player.wait(20)

    assert 5 <= interrupted < 60
    assert played == public_posts(second) == 60
    second.world.close()


def test_a_story_can_be_played_again_on_purpose() -> None:
    sandbox = opened()
    for _ in range(2):
        sandbox.player.start("quiet", speed=AT_ONCE, again=True)
        assert sandbox.player.wait(20)

    assert public_posts(sandbox) == 30
    sandbox.world.close()


class Slow:
    """Somebody who needs three looks before a step is done."""

    def __init__(self) -> None:
        self.looks: list[str] = []
        self.rested = 0

    def is_there(self) -> bool:
        return True

    def play(self, step: Step) -> bool:
        self.looks.append(step.kind)
        return self.looks.count(step.kind) == 3

    def rest(self) -> None:
        self.rested += 1


def test_what_others_do_is_waited_for_and_the_story_goes_on_from_there() -> None:
    sandbox, slow = opened(), Slow()
    sandbox.player.cast = dict.fromkeys(("press", "choose", "submit"), slow)
    steps = [step for step in load("chat").steps if step.do in sandbox.player.cast]
    for step in steps[:3]:
        sandbox.player._wait_for(slow, step)
    assert slow.looks == [each.kind for each in steps[:3] for _ in range(3)]
    assert slow.rested == 3
    sandbox.world.close()


def test_the_page_knows_all_that_a_story_asks_of_the_phone() -> None:
    page = Path(bot.sandbox.console.__file__).parent / "static" / "phone_story.js"
    known = set(re.findall(r"^  async (\w+)\(", page.read_text(), re.MULTILINE))
    asked = {step.kind for name in STORIES for step in load(name).steps if step.do == "phone"}
    assert asked - {"speak"} <= known


@pytest.mark.parametrize("name", STORIES)
def test_what_staff_choose_in_a_story_is_a_line_of_the_menu(name: str) -> None:
    chosen = {step.kind for step in load(name).steps if step.do == "choose"}
    assert chosen <= {offer.name for offer in OFFERS}


def test_a_story_is_started_and_followed_over_http(running: Running) -> None:
    control = f"{running.address}/control/story"
    started = requests.post(control, json={"story": "quiet", "speed": AT_ONCE}, timeout=5)
    unknown = requests.post(control, json={"story": "no such day"}, timeout=5)
    running.sandbox.player.wait(20)

    assert started.ok
    assert unknown.status_code == 400
    assert requests.get(control, timeout=5).json()["done"] == 15


def test_a_new_world_lives_through_two_weeks_before_its_first_story() -> None:
    sandbox = build(folder=None, bot_url="http://127.0.0.1:9", start=None)
    begun = sandbox.world.now()
    for _ in range(2):
        sandbox.player.start("quiet", speed=AT_ONCE, history=True)
        assert sandbox.player.wait(30)

    days = {datetime.fromisoformat(item["at"]) for item in sandbox.facebook.timeline(1000)}
    lived = sandbox.world.now() - begun
    assert 15 <= lived.days <= 17  # ten working days, and on to the next
    assert sandbox.player.status()["story"] == "quiet"
    assert public_posts(sandbox) == load(HISTORY).posts + load("quiet").posts == 65
    assert all(day.weekday() < 5 for day in days)
    sandbox.world.close()


def test_two_weeks_that_were_interrupted_go_on(tmp_path: Path) -> None:
    first = opened(tmp_path)
    first.player.progress = Progress(HISTORY, position=len(load(HISTORY).steps) - 1)
    first.world.close()

    second = opened(tmp_path)
    second.player.start("quiet", speed=AT_ONCE, history=True)
    assert second.player.wait(20)
    assert public_posts(second) == 15
    second.world.close()


def test_everybody_who_writes_in_the_two_weeks_is_answered_once_and_each_day_has_a_digest() -> None:
    steps = load(HISTORY).steps
    writers = [step.author for step in steps if step.do == "post"]
    assert len(set(writers)) == len(writers) == 50
    assert sorted(step.about for step in steps if step.do == "work") == sorted(writers)
    assert [step.kind for step in steps if step.do == "await"].count("digest") == 10

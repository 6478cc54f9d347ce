"""A backup is restored, as the README says: nobody's press, word or link reaches another's case."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.world import WORLD_FILE
from tests.conftest import POSTGRES
from tests.database import chosen_databases
from tests.journeys.backup import Backup
from tests.journeys.conftest import AMIRA, JONAS, LENA, PRIYA, TOM, House
from tests.journeys.house import Process, eventually
from tests.journeys.slack_acts import (
    OVER,
    RAISED,
    alarm,
    answer,
    asks,
    claim,
    hears,
    home,
    open_thread,
    press_below,
    press_reply,
    reads,
    shows,
    the_form,
)

pytestmark = [pytest.mark.proof, pytest.mark.xdist_group("restored")]
BANK = "NorthbankHelp"
OLD_BUTTON = "This button is from before a backup was restored"
OLD_FORM = "This form is from before a backup was restored"
_UNDO_S = "300"  # an answer waits for as long, so that a backup can be made in between


class Bank(House):
    """A house whose answers leave when a journey says so, and that lives at the time of its database."""

    def __init__(self, folder: Path, database_url: str) -> None:
        super().__init__(folder, database_url)
        (folder / WORLD_FILE).write_text(json.dumps({"offset": 0}))

    @property
    def env(self) -> dict[str, str]:
        """As of every house, but for the time in which an answer can be taken back."""
        return {**super().env, "EARSHOT_UNDO_SECONDS": _UNDO_S}

    def operate(self, *command: str) -> str:
        """What a command of ours prints; it must end well."""
        log = self.folder / f"{'-'.join(command[:2])}.log"
        process = Process(["handlers", *command], env=self.env, log=log)
        assert process.finish() == 0, log.read_text()
        return log.read_text()


@dataclass(frozen=True)
class Shown:
    """A case as it stands in Slack, and the post it began with."""

    post: str
    mark: str
    channel: str
    ts: str
    reference: str


@dataclass
class Story:
    """What happened before the backup, and between it and the restore."""

    house: Bank
    known: Shown  # stood there before the backup, and nobody had it
    kept: Shown  # its answer was on its way when the backup was made, and left after it
    lost: list[Shown]  # came after the backup, and were answered or begun
    form: dict[str, Any]  # opened by Priya on the second of the lost ones
    home: dict[str, Any]  # drawn for Lena before the restore
    told: str  # by `earshot restored`
    told_before: int  # how much stood in the fallback channel until then


def came_in(house: House, author: str) -> Shown:
    """A customer writes; the case once it stands in Slack."""
    mark = house.mark()
    post = house.platforms.x_post(author, f"@{BANK} my card is blocked {mark}")
    return shown(house, post, mark)


def shown(house: House, post: str, mark: str) -> Shown:
    """The case about this post."""
    channel, ts = open_thread(house, mark)
    return Shown(post, mark, channel, ts, house.reference_of(channel, ts))


def again(house: House, lost: Shown) -> Shown:
    """The case that the same words became when the platform was read anew."""

    def look() -> Shown | None:
        for message in house.platforms.messages(lost.channel):
            is_root = message.get("thread_ts") in {None, message["ts"]}
            if is_root and lost.mark in str(message["blocks"]) and message["ts"] != lost.ts:
                number = house.reference_of(lost.channel, message["ts"])
                return Shown(lost.post, lost.mark, lost.channel, message["ts"], number)
        return None

    return eventually(look, what=f"the words of {lost.reference} in a new case")


@pytest.fixture(scope="module", params=[e for e in chosen_databases() if e == "postgresql"])
def story(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """A bank whose backup was restored, and that works again."""
    folder = tmp_path_factory.mktemp("restored")
    with request.config.stash[POSTGRES].fresh_url() as url:
        house = Bank(folder, url)
        try:
            house.open()
            yield played(house)
        finally:
            house.close()


def played(house: Bank) -> Story:
    """The lost time, the restore by the README's three steps, and the first new customer."""
    known, kept = came_in(house, "Dora Vik"), came_in(house, "Ana Roth")
    answer(house, AMIRA, kept.channel, kept.ts, f"We unblock it today. {kept.mark}")
    reads(house, kept.channel, kept.ts, "Undo")
    backup = Backup(house.database_url)
    assert not house.platforms.x_answers(kept.post)
    lost = [came_in(house, "Ben Moe"), came_in(house, "Cleo Lie")]
    claim(house, JONAS, lost[0].channel, lost[0].ts)
    answer(house, JONAS, lost[0].channel, lost[0].ts, f"It is on its way. {lost[0].mark}")
    house.waits_are_over()
    for each in (kept, lost[0]):
        eventually(partial(house.platforms.x_answers, each.post), what="the answer on X")
    form = press_reply(house, PRIYA, lost[1].channel, lost[1].ts)
    drawn = home(house, LENA)
    house.stop_bot()
    before = len(house.platforms.messages("C0DUTY"))
    backup.restore(age=timedelta(hours=1))
    backup.forget()
    house.operate("migrate")
    told = house.operate("restored", "--as", "Nadia")
    house.start_bot()
    return Story(house, known, kept, lost, form, drawn, told, before)


def test_what_is_lost_is_listed_and_the_fallback_channel_is_told(story: Story) -> None:
    house = story.house
    print(story.told)
    assert "Threads in Slack of cases that are lost here: 2" in story.told
    for each in story.lost:
        assert f"/archives/{each.channel}/p{each.ts.replace('.', '')}" in story.told
    assert (
        f"Answers that may have gone out already, and ask in their threads: 1\n    {story.kept.reference}"
        in (story.told)
    )
    said = alarm(house, RAISED, "A backup was restored", after=story.told_before)
    assert "Threads in Slack that nobody here knows: 2." in said
    assert "wait for a person: 1." in said


def test_no_number_is_given_twice_and_nobody_waits_unheard(story: Story) -> None:
    lost = {each.reference for each in story.lost}
    found = [again(story.house, each) for each in story.lost] + [came_in(story.house, "Eve Dahl")]
    numbers = {each.reference for each in found}
    assert len(numbers) == len(found)
    assert not numbers & (lost | {story.kept.reference})
    assert all(story.house.count_headlines(each.mark) == 2 for each in story.lost)


def test_every_button_of_a_lost_headline_is_refused_with_a_sentence(story: Story) -> None:
    house = story.house
    for each in story.lost:
        message = house.platforms.message(each.channel, each.ts) or {}
        for act in acts_of(message):
            place = {"user": TOM, "channel": each.channel, "ts": each.ts}
            house.platforms.do("slack/click", **place, **act)
            form = the_form(house, TOM)
            assert (form["callback_id"], OLD_BUTTON in str(form)) == ("refusal", True)
            house.platforms.do("slack/close_view", user=TOM, view_id=form["id"])
        assert f"<@{TOM}>" not in str(house.platforms.message(each.channel, each.ts))
    assert trail_of(house, TOM) == []


def acts_of(message: dict[str, Any]) -> Iterator[dict[str, str]]:
    """All that can be pressed or chosen on a message."""
    rows = [block["elements"] for block in message["blocks"] if block["type"] == "actions"]
    for element in (each for row in rows for each in row):
        groups = element.get("option_groups") or [{"options": element.get("options", [])}]
        options = [option["value"] for group in groups for option in group["options"]]
        for value in options or [element.get("value")]:
            yield {"action_id": element["action_id"], "value": value}


def trail_of(house: House, user: str) -> list[Any]:
    """What the trail says this person did to any case."""
    return house.rows.ask(
        f"SELECT case_id, verb FROM audit_entries WHERE case_id > 0 AND actor_id = '{user}'"
    )


def test_what_stands_since_before_the_backup_goes_on(story: Story) -> None:
    claim(story.house, JONAS, story.known.channel, story.known.ts)
    reads(story.house, story.known.channel, story.known.ts, "Jonas claimed")


def test_a_form_that_was_open_and_the_home_tab_of_before_do_nothing(story: Story) -> None:
    house, lost = story.house, story.lost[1]
    words = f"This must not go out. {house.mark()}"
    outcome = house.submit(PRIYA, story.form, text=words, purpose="answers")
    assert OLD_FORM in str(outcome) + str(house.platforms.form(PRIYA))
    assert not house.platforms.x_answers(lost.post)
    assert not house.database_holds(words)
    act = next(acts_of(story.home))
    house.platforms.do("slack/click_view", user=LENA, view_id=story.home["id"], **act)
    assert OLD_BUTTON in str(house.platforms.form(LENA))


def test_a_word_in_a_lost_thread_is_a_note_of_no_case_and_its_author_is_told(story: Story) -> None:
    house, lost, words, note = story.house, story.lost[0], story.house.mark(), story.house.mark()
    for user, case, text in [
        (TOM, lost, f"Call him {words}"),
        (PRIYA, lost, f"@Earshot reply We call you {words}"),
        (JONAS, story.known, f"Call her {note}"),
    ]:
        place = {"channel": case.channel, "thread_ts": case.ts}
        house.platforms.do("slack/say", user=user, **place, text=text, typed=True)
    eventually(lambda: house.database_holds(note), what="the note in a thread that is known")
    for user, told in [(TOM, "noted on no case"), (PRIYA, "Say that in the thread of a case")]:
        hears(house, user, told)
    assert not house.database_holds(words)


def test_a_lost_number_is_nobodys_and_the_posts_link_finds_the_new_case(story: Story) -> None:
    house, lost = story.house, story.lost[0]
    new = again(house, lost)
    told = asks(house, TOM, lost.reference)
    assert f"There is no case {lost.reference}" in told, told
    told = asks(house, TOM, lost.mark)
    assert new.reference in told
    assert not re.search(rf"{lost.reference}\b", told)


def test_what_may_be_out_is_asked_and_is_not_said_twice(story: Story) -> None:
    house, kept = story.house, story.kept
    reads(house, kept.channel, kept.ts, "It was on its way when the backup was made")
    [out] = house.platforms.x_answers(kept.post)
    press_below(house, AMIRA, kept.channel, kept.ts, "doubt_there")
    form = eventually(lambda: house.platforms.form(AMIRA), what="where it is")
    link = f"https://x.com/{BANK}/status/{out['id']}"
    outcome = house.submit(AMIRA, form, link=link)
    assert not outcome.get("errors"), outcome
    shows(house, kept.channel, kept.ts, "With the customer")
    house.waits_are_over()
    assert len(house.platforms.x_answers(kept.post)) == 1


def test_the_alarm_ends_when_somebody_says_that_it_was_looked_through(story: Story) -> None:
    story.house.operate("restored", "--done", "--as", "Nadia")
    alarm(story.house, OVER, "The restored backup was looked through.", after=story.told_before)

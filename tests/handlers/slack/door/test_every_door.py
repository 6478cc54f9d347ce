"""Whoever is not one of the desk gets through none of the doors; the list of doors is Bolt's own.

A new listener is in that list by itself. It fails here until it checks who presses, and until
``doors`` knows what it reads.
"""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from bot.desk.permissions import NotAllowed
from bot.domain.records.cases.case import Surface
from bot.domain.records.staff import Role, Staff
from bot.domain.rules.role_rules import Verb
from bot.sandbox.credentials import SLACK_TEAM_ID
from bot.slack.api.values import CaseValue
from bot.slack.views.threads.more_menu import MORE, OFFERS
from handlers.slack.case_verbs import MENU
from handlers.slack.door.acting import Person
from handlers.slack.door.presses import Press
from tests.database import MovableDatabase, sqlite_url
from tests.handlers.slack.doors import Visitor, dispatched, interactions, knock
from tests.handlers.slack.memory import Memory
from tests.handlers.slack.registered import Registry, registry
from tests.handlers.slack.signed import event
from tests.slack.workplace import (
    AMIRA,
    CHANNEL,
    GUEST,
    JONAS,
    LENA,
    STRANGER,
    TOM,
    Workplace,
)

PARTNER = "T0PARTNER"
NO_MEMBER = "Only members of the bank's own Slack workspace can act here."
NO_GUEST = "Guests can look, but not act."
NO_ROLE = "you have no role here yet"
UNSURE = "Your role could not be confirmed"
NOT_THEIRS = "Your role does not include this"
NOT_FOR_YOU = "is a private talk, and you are not in the Slack channel where it stands"
SECRET = "My salary is 4000"

# Asked of nobody: Slack opens the link by itself, and what comes back is only acknowledged.
DOES_NOTHING = {"action open_on_channel"}
# Closing a form and typing in it tell no reason; that they change nothing is held all the same.
SAYS_NOTHING = {"view_closed reply", "action text"}
# For whoever may look. All else asks for a role that may do it.
FOR_READERS = {
    "action board_refresh",
    "action home_find",
    "action home_list",
    "action home_only",
    "action home_page_mine_2",
    "action case_page_2",
    "action digest_cases",
    "action digest_more",
    "action voice_words",
    "action language",
    "action quality_read",
    "action why",
    "action command_not_mine",  # of whoever was asked; a no is never refused
    "command /case",
    "view language",
    "view quality_answer",
}
# What a team is asked may be answered by its specialists, who do nothing else at the desk.
FOR_SPECIALISTS = {
    "action consult_answer",
    "action consult_not_for_us",
    "view consult_answered",
    "view consult_declined",
}
# About no case, or about those that the person asking sees anyway.
NOT_OF_ONE_CASE = DOES_NOTHING | {
    "action command_is_mine",
    "action command_not_mine",
    "action away",
    "action away_back",
    "action board_refresh",
    "action case_page_2",
    "action cause_change",
    "action cause_tell",
    "action desk_settings",
    "action digest_cases",
    "action digest_more",
    "action digest_now",
    "action give_on",
    "action hand_over_all",
    "action home_find",
    "action home_list",
    "action home_only",
    "action home_page_mine_2",
    "action language",
    "action setting_open_duty",
    "action setting_posts",
    "action bank_1",
    "action canned_1",
    "action canned_only",
    "action canned_put_in",
    "action canned_take_out",
    "action setting_remove_1",
    "action next_case",
    "action people",
    "action quality_next",
    "action several",
    "action surge_another_wording",
    "action surge_answer",
    "action surge_end",
    "action surge_mended",
    "action surge_name",
    "action surge_open",
    "action take_in_blocked",
    "action take_in_kept",
    "action voice_words",
    "command /case",
    "view away",
    "view canned_import",
    "view canned_page",
    "view cause_step",
    "view give_on",
    "view hand_over_all",
    "view language",
    "view no_reply_several",
    "view setting_add",
    "view surge_answers",
    "view surge_name",
    "view surge_open",
    "view surge_wordings",
}
# Their number is an answer's, a message's or a delivery's; the tests of each have one of such a talk.
OF_ANOTHER_NUMBER = FOR_SPECIALISTS | {
    "action consult_take_back",
    "action consult_use",
    "action approve",
    "action approve_edit",
    "action approve_return",
    "action doubt_drop",
    "action doubt_send",
    "action doubt_there",
    "action impostor_dealt_with",
    "action not_an_impostor",
    "action warn_reached",
    "action native_asks",
    "action native_holding",
    "action native_moves_to_private",
    "action open_chat_file",
    "action not_me",
    "action pledge_take_down",
    "action quality_read",
    "action reply_again",
    "action rule_answer_open",
    "action rest_send",
    "action undo",
    "view approval_edit",
    "view approval_return",
    "view rule_answer",
    "view quality_answer",
    "view quality_review",
    "view reply_is_there",
}
# What is drawn for anybody, with the reason in it why nothing else stands there.
EVENTS_OF_PEOPLE = {"app_home_opened", "message"}
# Slack tells these of itself: nobody can make it say them without the right to do what they tell.
EVENTS_OF_SLACK = {
    "channel_shared",
    "channel_archive",
    "channel_left",
    "channel_unarchive",
    "group_archive",
    "group_left",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "subteam_members_changed",
    "user_change",
}


@pytest.fixture
def database(tmp_path: Path, _sqlite_template: Path) -> Iterator[MovableDatabase]:
    """One engine is enough here: what is refused reaches no table."""
    made = MovableDatabase(sqlite_url(tmp_path, _sqlite_template))
    yield made
    made.dispose()


@pytest.fixture
def doors(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """A bank with two cases, and everything its Slack listens to."""
    workplace.complaint()
    workplace.complaint(author="ben")
    return registry(workplace.app, monkeypatch)


def nobody_in_the_table(workplace: Workplace) -> None:
    with workplace.database.transaction() as session:
        session.delete(session.get_one(Staff, JONAS))


@pytest.mark.parametrize(
    ("visitor", "sentence"),
    [
        (Visitor(GUEST), NO_GUEST),
        (Visitor(STRANGER, PARTNER), NO_MEMBER),
        (Visitor(AMIRA, PARTNER), NO_MEMBER),
        (Visitor(JONAS), NO_ROLE),
        (Visitor(TOM), UNSURE),
    ],
    ids=["a guest", "a partner", "a partner's namesake", "unknown", "without a role"],
)
def test_nobody_but_the_desk_gets_through_any_door(
    workplace: Workplace, doors: Registry, visitor: Visitor, sentence: str
) -> None:
    nobody_in_the_table(workplace)
    workplace.give(TOM)
    heard = knocked(workplace, doors, visitor, case=1)
    unsaid = {label: said for label, said in heard.items() if sentence not in said}
    commands = {"command /case"} if visitor.team == PARTNER else set()  # not even answered
    assert unsaid == dict.fromkeys(DOES_NOTHING | SAYS_NOTHING | commands, "")


def test_whoever_may_only_look_gets_through_the_readers_doors_alone(
    workplace: Workplace, doors: Registry
) -> None:
    workplace.give(TOM, "reader")
    heard = knocked(workplace, doors, Visitor(TOM), case=1)
    menu = {label for label in heard if label.startswith(f"action {MORE} ")}
    let_in = {label for label, said in heard.items() if NOT_THEIRS not in said}
    assert let_in - menu == FOR_READERS | FOR_SPECIALISTS | DOES_NOTHING | SAYS_NOTHING


def test_an_auditor_reads_takes_case_files_and_acts_nowhere(
    workplace: Workplace, doors: Registry
) -> None:
    workplace.give(TOM, "auditor")
    heard = knocked(workplace, doors, Visitor(TOM), case=1)
    menu = {label for label in heard if label.startswith(f"action {MORE} ")}
    let_in = {label for label, said in heard.items() if NOT_THEIRS not in said}
    assert let_in - menu == FOR_READERS | DOES_NOTHING | SAYS_NOTHING | {"view case_file"}
    press = Press(Person(TOM, SLACK_TEAM_ID), CaseValue(1, 1), key="k", trigger_id="1.2.3")
    for verb in (v for v in MENU.values() if v.verb not in {Verb.LOOK, Verb.CASE_FILE}):
        with pytest.raises(NotAllowed):
            verb.press(workplace.app, press)
    may = {verb for verb in Verb if workplace.app.rules.may(verb, {Role.AUDITOR})}
    assert may == {Verb.LOOK, Verb.CASE_FILE}


def test_every_verb_of_the_menu_asks_for_its_own_role(
    workplace: Workplace, doors: Registry
) -> None:
    workplace.give(TOM, "reader")
    press = Press(Person(TOM, SLACK_TEAM_ID), CaseValue(1, 1), key="k", trigger_id="1.2.3")
    for verb in (verb for verb in MENU.values() if verb.verb is not Verb.LOOK):
        with pytest.raises(NotAllowed):
            verb.press(workplace.app, press)


def test_the_menu_offers_every_verb_that_can_be_chosen_and_no_other() -> None:
    assert {offer.name for offer in OFFERS} == set(MENU)


def test_all_roles_together_open_no_private_talk_to_somebody_outside_its_channel(
    workplace: Workplace, doors: Registry
) -> None:
    word = workplace.post(
        SECRET, author="cleo", surface=Surface.PRIVATE, conversation="talk-cleo", permalink=""
    )
    case_id = workplace.take_in(word)
    workplace.send_all()
    workplace.give(LENA, *Role)
    event(workplace, type="member_left_channel", user=LENA, channel="C0NBPRIVATE")
    heard = knocked(
        workplace, doors, Visitor(LENA), case=case_id, but=NOT_OF_ONE_CASE | OF_ANOTHER_NUMBER
    )
    unsaid = {label: said for label, said in heard.items() if NOT_FOR_YOU not in said}
    assert unsaid == dict.fromkeys(SAYS_NOTHING, "")


def test_every_event_is_known_as_one_of_a_person_or_of_slack_itself(doors: Registry) -> None:
    assert doors.names("event") == EVENTS_OF_PEOPLE | EVENTS_OF_SLACK


def test_no_event_of_another_workspace_or_of_one_of_its_people_changes_anything(
    workplace: Workplace, doors: Registry
) -> None:
    memory = Memory(workplace.database)
    told = {
        "tab": "home",
        "channel": CHANNEL,
        "user": STRANGER,
        "ts": "9.000001",
        "thread_ts": workplace.thread(1).slack_ts,
        "text": "I was here.",
    }
    for kind in sorted(EVENTS_OF_PEOPLE | EVENTS_OF_SLACK):
        for envelope, more in ((PARTNER, {}), (SLACK_TEAM_ID, {"user_team": PARTNER})):
            body = {"type": "event_callback", "team_id": envelope, "event_id": f"{kind}{envelope}"}
            answer = dispatched(doors, {**body, "event": {"type": kind, **told, **more}})
            assert (kind, answer.status, memory.has_changed()) == (kind, 200, False)
    memory.close()
    assert workplace.slack()["homes"] == {}


def knocked(
    workplace: Workplace,
    doors: Registry,
    visitor: Visitor,
    *,
    case: int,
    but: Collection[str] = (),
) -> dict[str, str]:
    """What was said at each door to one person; whatever changed or broke stands there instead."""
    memory, heard = Memory(workplace.database), {}
    for door, name in interactions(doors):
        label = f"{door.kind} {name}"
        if label in but:
            continue
        answer = knock(workplace, doors, visitor, door, name, case=case)
        changed = "It changed what is stored." if memory.has_changed() else ""
        broke = f"It broke: {answer.status}." if answer.status != 200 else ""
        heard[label] = changed or broke or answer.said
    memory.close()
    return heard

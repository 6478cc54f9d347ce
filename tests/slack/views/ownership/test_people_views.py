"""The forms and messages about people and the weekly data, from the longest and strangest input."""

from datetime import date, timedelta

import pytest

from bot.domain.rules.house.bank_row import BankRow
from bot.domain.rules.house.contact_row import ContactRow
from bot.domain.rules.house.named_row import NamedRow
from bot.domain.rules.house.weekly_data import (
    AbsenceRow,
    BlockedRow,
    CannedRow,
    ClosedDayRow,
    DutyRow,
    Kind,
    MemberRow,
    Row,
)
from bot.outbox.kinds import EventDetails
from bot.slack.api.values import FormKey
from bot.slack.views import parts
from bot.slack.views.cases.block_form import AsideShown, aside_view, block_form, unblock_form
from bot.slack.views.home.settings_forms import Choices, KindShown, kind_view, settings_view
from bot.slack.views.models import EventShown
from bot.slack.views.ownership.away_form import away_form
from bot.slack.views.ownership.handover_card import GivenShown, handover_card
from bot.slack.views.ownership.handover_forms import (
    hand_over_form,
    outcome_view,
    read_shift,
    shift_form,
)
from bot.slack.views.ownership.words_people import SENTENCES
from bot.slack.views.refusal import FilledIn, refusal_view
from bot.slack.views.threads.thread import event
from tests.slack.views.slack_rules import assert_drawn, assert_view
from tests.slack.views.strange import NOON, STRANGE, case, strange_case

KEY = FormKey(case_id=1042, version=3, request_key="k" * 36)
MANY = 150


@pytest.fixture(params=list(STRANGE.values()), ids=list(STRANGE))
def text(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.mark.parametrize("template", SENTENCES)
def test_what_is_said_of_people_is_valid_and_pings_nobody(text: str, template: str) -> None:
    details = EventDetails(
        to_person="U0JONAS", from_person="U0TOM", owner="U0TOM", title=text, version=3
    )
    for by in ("", "U0TOM", "U0LENA"):
        shown = EventShown(
            template, NOON, 1042, slack_user_id=by, explanation=text, details=details
        )
        assert_drawn(event(shown))


def test_the_form_of_a_hand_over_is_valid(text: str) -> None:
    teams = [(f"team{number}", text or "Team") for number in range(120)]
    assert_view(hand_over_form(strange_case(text), teams=teams, key=KEY))
    assert_view(hand_over_form(strange_case(text), teams=[], key=KEY))


def test_the_form_of_a_shift_holds_as_many_cases_as_it_can_move(text: str) -> None:
    numbered = [case(case_id=900_000 + n, author=text, thread_link="") for n in range(MANY)]
    linked = [case(case_id=900_000 + n, author=text) for n in range(MANY)]
    for cases in (numbered, linked, []):
        view = shift_form(cases, left_out=3, key="k" * 36)
        assert_view(view)
        assert len(read_shift(view["private_metadata"]).versions) == len(cases)


def test_what_became_of_a_shift_is_valid(text: str) -> None:
    assert_view(outcome_view(["2 cases are handed over.", *["• *C-1*  "] * 40]))
    filled_in = [FilledIn(text, typed=text.strip()), FilledIn(text, chosen=parts.safe(text))] * 40
    assert_view(refusal_view("Not now.", filled_in=filled_in))


def test_the_direct_message_of_a_hand_over_is_valid_and_pings_nobody(text: str) -> None:
    given = [
        GivenShown("C-1", "https://x.example/1", text, text, note_is_elsewhere=bool(n % 2))
        for n in range(MANY)
    ]
    assert_drawn(handover_card(given, by="U0TOM", before="U0LENA"))
    assert_drawn(handover_card(given[:1], by="", before=""))


def test_the_form_of_an_absence_is_valid() -> None:
    for holds, until in ((0, None), (7, NOON)):
        assert_view(away_form(holds=holds, until=until, key="k" * 36, suggested=NOON))


def test_the_forms_of_a_block_and_the_list_of_posts_are_valid(text: str) -> None:
    assert_view(block_form(strange_case(text), key=KEY))
    assert_view(unblock_form(strange_case(text), key=KEY))
    posts = [
        AsideShown(n, text, text, NOON, text, deleted_at=NOON if n % 3 == 0 else None)
        for n in range(60)
    ]
    for may in (True, False):
        assert_view(aside_view(posts, count=600, may_take_in=may))
    assert_view(aside_view([], count=0, may_take_in=True))


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_weekly_data_is_valid(text: str, kind: Kind) -> None:
    words = text.strip()[:80] or "x"
    choices = Choices(
        teams=tuple((f"t{n}", words) for n in range(120)), calendars=("standard",) * 3
    )
    for may_edit, count in ((True, 300), (False, 300), (True, 0)):
        shown = KindShown(
            kind=kind,
            rows=[(n, _row(kind, words)) for n in range(count)],
            choices=choices,
            may_edit=may_edit,
            authors=(("x", "7", words),),
            notice="Entered.",
            posts=count,
        )
        assert_view(kind_view(shown, key="k" * 36))
    assert_view(settings_view([(each, 12_345) for each in Kind], idle=[text] * 40))


def test_without_teams_or_calendars_there_is_still_a_form() -> None:
    for kind in Kind:
        assert_view(kind_view(KindShown(kind=kind, rows=[], may_edit=True), key="k"))


def _row(kind: Kind, words: str) -> Row:
    rows: dict[Kind, Row] = {
        Kind.DUTY: DutyRow(team=words, person="U0TOM"),
        Kind.ABSENCES: AbsenceRow(
            person="U0TOM", start=NOON, until=NOON + timedelta(days=1), stand_in="U0LENA"
        ),
        Kind.CLOSED_DAYS: ClosedDayRow(calendar=words, day=date(2026, 5, 4), reason=words),
        Kind.BLOCKED: BlockedRow(channel="x", author_id="7", reason=words, until=NOON),
        Kind.MEMBERS: MemberRow(team=words, person="U0TOM"),
        Kind.CANNED: CannedRow(title=f"A {words}"[:60], text=f"A {words}", writer="U0TOM"),
        Kind.CONTACTS: ContactRow(value="+44 20 7946 0958", name=words[:40]),
        Kind.NAMED: NamedRow(person="U0TOM", channel="x", author_id=f"a{words}"[:100]),
        Kind.BANKS: BankRow(
            name=f"A bank {words}"[:60],
            also=(f"An old {words}"[:60],),
            handles=("RowanBank",),
            write_to=words[:100],
            writer="U0TOM",
        ),
    }
    return rows[kind]

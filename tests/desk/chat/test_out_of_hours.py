"""Out of hours the page says when somebody of the case's own team is there, and takes the word all the same."""

from datetime import UTC, datetime

import pytest

from bot.desk.chat import standing
from bot.desk.chat.standing import ChatState
from bot.domain.records.cases.case import Case
from bot.language import speaking
from handlers.web.chat.shown import Shown
from tests.desk.chat.conftest import Chat

FRIDAY_NIGHT = datetime(2026, 11, 20, 20, 0, tzinfo=UTC)
SATURDAY_NINE = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
MONDAY_EIGHT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TUESDAY_SIX = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
_EARLY = {day: ["06:00-12:00"] for day in ("tuesday", "wednesday")}


def state(chat: Chat, cookie: str) -> ChatState:
    visitor = chat.visitor(cookie)
    with chat.bank.desk() as desk:
        return standing.state(desk, visitor=visitor)


@pytest.fixture
def cookie(chat: Chat) -> str:
    """A customer who comes on a Friday night."""
    chat.bank.now = FRIDAY_NIGHT
    with chat.bank.desk() as desk:
        chat_row = chat.invitation(desk)
        chat_row.expires_at = TUESDAY_SIX
        desk.session.add(chat_row)
    return chat.enter()


def test_it_opens_when_the_team_is_at_work_again(chat: Chat, cookie: str) -> None:
    assert state(chat, cookie).opens_at == SATURDAY_NINE
    chat.say(cookie, "It is urgent", "k1")
    assert chat.page(cookie) == ["It is urgent"]


def test_a_closed_day_is_left_out(chat: Chat, cookie: str) -> None:
    closed = {"2026-11-21": "Move of the office"}
    chat.bank.lay_over({"calendar": {"calendars": {"standard": {"closed_days": closed}}}})
    assert state(chat, cookie).opens_at == MONDAY_EIGHT


def test_of_a_case_that_went_to_another_team_its_hours_count(chat: Chat, cookie: str) -> None:
    early = {"time_zone": "UTC", "holidays": "none", "week": _EARLY}
    chat.bank.lay_over(
        {
            "calendar": {"calendars": {"early": early}},
            "routing": {"teams": {"harbour": {"calendar": "early"}}},
        }
    )
    with chat.bank.desk() as desk:
        case = desk.session.get_one(Case, chat.case_id)
        case.team = "harbour"
        desk.session.add(case)
    assert state(chat, cookie).opens_at == TUESDAY_SIX


@pytest.mark.parametrize(
    ("language", "says"), [("en", "Nobody is here just now."), ("ar", "لا أحد هنا الآن.")]
)
def test_it_says_so_in_the_customers_language(
    chat: Chat, cookie: str, language: str, says: str
) -> None:
    shown = Shown(chat.visitor(cookie), state(chat, cookie), [])
    with speaking(language):
        assert shown.promise.startswith(says)
        assert shown.as_json()["opens_at"] == "2026-11-21T09:00:00Z"

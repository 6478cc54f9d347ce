"""The answer form in every state, drawn from the longest and strangest words there can be."""

from datetime import timedelta

import pytest

from bot.domain.records.answers.reply import PURPOSE_MEANING
from bot.domain.records.cases.case import Surface
from bot.slack.api.values import FormKey
from bot.slack.views.answers.reply_begun import ColleagueShown, kept_view, taken_form
from bot.slack.views.answers.reply_form import Writing, purpose_effects, reply_form
from bot.slack.views.answers.reply_places import PlaceShown
from bot.slack.views.home.mentions import help_text, hint_text, reply_blocks
from tests.slack.views.slack_rules import assert_message, assert_view
from tests.slack.views.strange import NOON, STRANGE, strange_case

KEY = FormKey(case_id=1042, version=3, request_key="k" * 36)
PLACES = (
    PlaceShown(Surface.PUBLIC, True),
    PlaceShown(Surface.PRIVATE, True, until=NOON + timedelta(hours=24), once=True),
)


@pytest.fixture(params=list(STRANGE.values()), ids=list(STRANGE))
def text(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


def colleague(text: str) -> ColleagueShown:
    return ColleagueShown("U0JONAS", NOON - timedelta(minutes=4), NOON, "ER-1043", text)


@pytest.mark.parametrize("limit", [280, 8000, 25_000])
def test_the_form_with_words_in_it_is_valid_and_pings_nobody(text: str, limit: int) -> None:
    writing = Writing(
        text=text,
        purpose="asks",
        notices=("🟠 Read this first.",) * 4,
        places=PLACES,
        colleague=colleague(text),
        fill="3fa2b1",
    )
    case = strange_case(text)
    view = reply_form(case, latest=case.post, limit=limit, key=KEY, writing=writing)
    assert_view(view)
    assert view["notify_on_close"]


def test_what_does_not_fit_into_the_form_is_said() -> None:
    case = strange_case("")
    view = reply_form(case, latest=None, limit=280, key=KEY, writing=Writing(text="word " * 1000))
    assert "only its beginning stands here" in str(view)
    [field] = [block for block in view["blocks"] if block.get("block_id") == "text"]
    assert len(field["element"]["initial_value"]) <= field["element"]["max_length"]


def test_a_closed_place_says_why_and_an_open_one_until_when() -> None:
    case = strange_case("x")
    places = (
        PlaceShown(Surface.PUBLIC, False, why_not="They took it down."),
        PlaceShown(Surface.PRIVATE, True, until=NOON),
    )
    view = reply_form(case, latest=None, limit=280, key=KEY, writing=Writing(places=places))
    assert_view(view)
    assert "They took it down." in str(view)
    assert "answered privately until" in str(view)
    assert "Who reads it?" not in str(view)  # there is nothing to choose


def test_until_when_a_private_answer_is_taken_is_said_once_in_the_readers_own_time() -> None:
    writing = Writing(places=PLACES)
    view = reply_form(
        strange_case("x"), latest=None, limit=280, key=KEY, private=True, writing=writing
    )
    stamp = int((NOON + timedelta(hours=24)).timestamp())
    assert str(view).count(f"<!date^{stamp}^") == 1
    [choice] = [block for block in view["blocks"] if block.get("block_id") == "surface"]
    assert "UTC" not in str(choice)


def test_the_warning_and_the_words_given_back_are_valid_and_ping_nobody(text: str) -> None:
    case = strange_case(text)
    assert_view(taken_form(case, colleague(text), key=KEY))
    for is_kept in (True, False):
        assert_view(kept_view("It did not go.", text, is_kept=is_kept, saved_at=NOON))


def test_what_is_answered_to_a_mention_is_valid() -> None:
    assert_message(reply_blocks(1042, with_words=True))
    assert_message(reply_blocks(1042, with_words=False, problem="It mentions a person."))
    assert len(help_text(frozenset({"claim", "reply", "resolve", "digest_now"}))) < 3000
    assert hint_text()


def test_every_purpose_says_what_it_does_in_one_short_line() -> None:
    effects = purpose_effects()
    assert set(effects) == set(PURPOSE_MEANING)
    assert all(0 < len(line) <= 75 for line in effects.values())

"""Choosing one's language on the Home tab, whatever Slack is set to."""

from bot.desk.ownership import staffing
from bot.domain.records.staff import Staff
from bot.slack.shown.readers import language_of_person
from bot.storage.record import audit
from tests.handlers.slack.people import at_home, home
from tests.slack.workplace import AMIRA, JONAS, Workplace


def reads(workplace: Workplace, user: str) -> str:
    with workplace.database.reading() as session:
        return language_of_person(session=session, slack_user_id=user)


def choose(workplace: Workplace, user: str, language: str) -> None:
    at_home(workplace, user, "language")
    workplace.submit(user, language=language)


def test_all_is_said_in_the_language_somebody_chose_until_they_choose_again(
    workplace: Workplace,
) -> None:
    choose(workplace, AMIRA, "ar")
    assert "حالاتي" in str(home(workplace, AMIRA)["blocks"])
    at_home(workplace, AMIRA, "language")
    form = workplace.form(AMIRA)
    assert form["title"]["text"] == "اللغة"
    assert form["blocks"][0]["element"]["initial_option"]["value"] == "ar"
    workplace.submit(AMIRA, language="slack")
    assert "My cases" in str(home(workplace, AMIRA)["blocks"])
    assert reads(workplace, JONAS) == "en"


def test_the_next_reading_of_slack_takes_no_choice_away(workplace: Workplace) -> None:
    choose(workplace, AMIRA, "ar")
    with workplace.database.reading() as session:
        read = Staff.model_validate(session.get_one(Staff, AMIRA).model_dump() | {"language": None})
    with workplace.app.desk() as desk:
        staffing.refresh(desk, read=[read])
    assert reads(workplace, AMIRA) == "ar"


def test_a_choice_over_slack_s_own_language_and_the_record_of_it(workplace: Workplace) -> None:
    with workplace.database.transaction() as session:
        session.get_one(Staff, AMIRA).locale = "ar-SA"
    choose(workplace, AMIRA, "en")
    assert reads(workplace, AMIRA) == "en"
    with workplace.database.reading() as session:
        told = [
            each.details
            for each in audit.entries(session=session, case_id=audit.HOUSE)
            if each.verb == "language_chosen"
        ]
    assert told == [{"staff": AMIRA, "language": "en"}]

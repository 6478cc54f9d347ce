"""A message's language is told, its case follows, a person puts it right; and its route is by it."""

from typing import Any

import pytest

from bot.desk.triage import languages
from bot.desk.triage.languages import CannotSetLanguage
from bot.domain.channels.inbound import Happening
from bot.domain.languages.answering import answered_in
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.models import language as model
from bot.storage.cases.case_threads import threads_of
from bot.storage.messages.by_platform_id import message_of
from bot.storage.record import audit
from tests.desk.conftest import X_ACCOUNT, Bank

LENA = Actor.staff("U0LENA")
IN_ARABIC, IN_ENGLISH = "وين فلوسي؟ التطبيق معلق", "Still no answer about my card"
ARABIC_TEAM = {
    "routing": {
        "teams": {"arabic": {"title": "Arabic desk", "calendar": "standard", "language": "ar"}},
        "brands": {
            "northbank": {"languages": {"ar": {"team": "arabic", "slack_channel": "C0ARABIC"}}}
        },
    }
}


@pytest.fixture
def listening(bank: Bank) -> Bank:
    """A bank whose desk tells languages by words, as a worker's does."""
    bank.guess = model.guess
    return bank


def words_of(bank: Bank, external_id: str) -> Message:
    with bank.database.reading() as session:
        found = message_of(session=session, channel="x", account=X_ACCOUNT, external_id=external_id)
    assert found is not None
    return found


def test_the_case_is_in_the_language_of_the_latest_words_that_have_one(listening: Bank) -> None:
    case_id = listening.complaint(IN_ENGLISH)
    assert listening.case(case_id).language == "en"
    listening.complaint(IN_ARABIC)
    assert listening.case(case_id).language == "ar"
    listening.complaint("???")
    assert listening.case(case_id).language == "ar"


def test_an_edit_is_told_anew(listening: Bank) -> None:
    post = listening.post(IN_ENGLISH)
    case_id = listening.take_in(post)
    listening.later(minutes=1)
    edit = {
        "happening": Happening.EDITED,
        "text": IN_ARABIC,
        "at": listening.now,
        "version_id": "v",
    }
    listening.take_in(post.model_copy(update=edit))
    assert words_of(listening, post.external_id).language == "ar"
    assert listening.case(case_id).language == "ar"


def test_of_what_is_too_short_the_platforms_word_is_kept(listening: Bank) -> None:
    post = listening.post("hola", language="es")
    case_id = listening.take_in(post)
    assert words_of(listening, post.external_id).language == "es"
    assert listening.case(case_id).language == "es"


def test_what_a_person_said_no_word_changes(listening: Bank) -> None:
    case_id = listening.complaint(IN_ENGLISH)
    with listening.desk() as desk:
        languages.set_language(desk, case_id=case_id, language="fr", by=LENA)
    listening.complaint(IN_ARABIC)
    case = listening.case(case_id)
    assert (case.language, case.language_by) == ("fr", str(LENA))
    with listening.database.reading() as session:
        told = [
            e
            for e in audit.entries(session=session, case_id=case_id)
            if e.verb == Trail.CASE_LANGUAGE
        ]
    assert [(str(e.actor), e.details["before"], e.details["language"]) for e in told] == [
        (str(LENA), "en", "fr")
    ]


def test_it_cannot_be_set_to_none_of_the_banks_or_twice_the_same(listening: Bank) -> None:
    case_id = listening.complaint(IN_ENGLISH)
    for language, said in (("xx", "no such language"), ("en", "")):
        with listening.desk() as desk:
            if said:
                with pytest.raises(CannotSetLanguage, match=said):
                    languages.set_language(desk, case_id=case_id, language=language, by=LENA)
            else:
                languages.set_language(desk, case_id=case_id, language=language, by=LENA)
    with listening.desk() as desk, pytest.raises(CannotSetLanguage, match="is in English already"):
        languages.set_language(desk, case_id=case_id, language="en", by=LENA)


def test_a_case_takes_the_route_of_its_language(listening: Bank) -> None:
    listening.lay_over(ARABIC_TEAM)
    arabic, english = listening.complaint(IN_ARABIC), listening.complaint(IN_ENGLISH, author="bo")
    assert listening.case(arabic).team == "arabic"
    assert listening.case(english).team == "desk"
    with listening.database.reading() as session:
        [thread] = threads_of(session=session, case_id=arabic)
    assert thread.slack_channel == "C0ARABIC"


def test_a_desk_without_the_model_has_letters_and_the_platform(bank: Bank) -> None:
    assert bank.case(bank.complaint(IN_ARABIC)).language == "ar"
    assert bank.case(bank.complaint(IN_ENGLISH, author="bo")).language == ""


@pytest.mark.parametrize(
    ("case", "said", "language"),
    [
        ({"language": "fr", "language_by": "staff:U0LENA"}, {"language": "en"}, "fr"),
        ({"language": "fr"}, {"language": "es"}, "es"),
        ({"language": "fr"}, {"language": "und"}, "fr"),
        ({}, {"language": "", "text": IN_ARABIC}, "ar"),
        ({}, {"language": "", "text": IN_ENGLISH}, "en"),
    ],
)
def test_a_customer_is_answered_in(
    case: dict[str, Any], said: dict[str, Any], language: str
) -> None:
    assert answered_in(Case.model_construct(**case), Message.model_construct(**said)) == language

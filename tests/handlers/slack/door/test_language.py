"""Whoever acts is answered in their own language, and the channel is told in its own."""

import dataclasses

from bot import bootstrap
from bot.domain.records.cases.case import CaseThread
from bot.domain.records.staff import Staff
from bot.domain.rules.house_rules import HouseRules
from bot.domain.rules.routing import Routing
from bot.language import say, speaking
from bot.outbox.kinds import SlackPayload
from bot.slack.shown.readers import language_of_person, language_there
from tests.slack.workplace import AMIRA, CHANNEL, JONAS, Workplace


def speaks(workplace: Workplace, user: str, locale: str) -> None:
    with workplace.database.transaction() as session:
        person = session.get_one(Staff, user)
        person.locale = locale
        session.add(person)


def test_a_refusal_is_said_in_the_language_of_whoever_pressed(workplace: Workplace) -> None:
    speaks(workplace, JONAS, "ar-AE")
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.press(JONAS, case_id, "claim")
    sentence = workplace.refused(JONAS)
    assert sentence.startswith(f"استلم <@{AMIRA}> الحالة C-{case_id} الساعة \u200f\u200e<!date^")


def test_the_next_to_press_is_answered_in_their_own(workplace: Workplace) -> None:
    speaks(workplace, JONAS, "ar-AE")
    case_id = workplace.complaint()
    workplace.press(JONAS, case_id, "claim")
    workplace.press(JONAS, case_id, "claim")
    workplace.press(AMIRA, case_id, "claim")
    assert "claimed C-" in workplace.refused(AMIRA)


def test_a_form_is_opened_in_the_language_of_whoever_pressed(workplace: Workplace) -> None:
    speaks(workplace, AMIRA, "ar-SA")
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    workplace.press(AMIRA, case_id, "reply")
    form = workplace.form(AMIRA)
    assert form["title"]["text"] == f"الرد على C-{case_id}"
    assert form["close"]["text"] == "إلغاء"


def test_the_cases_a_form_offers_are_named_in_its_readers_language(workplace: Workplace) -> None:
    first = workplace.complaint("My card was declined", author="ana")
    workplace.press(AMIRA, first, "claim")
    workplace.press(AMIRA, first, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    second = workplace.complaint("And my mortgage", author="ana")
    speaks(workplace, AMIRA, "ar-SA")
    workplace.choose(AMIRA, second, "merge")
    with speaking("ar"):
        resolved = say("Resolved")
    assert f"C-{first} · {resolved}" in str(workplace.form(AMIRA)["blocks"])


def test_a_channel_is_told_in_its_own_language_whoever_pressed(workplace: Workplace) -> None:
    speaks(workplace, AMIRA, "ar-SA")
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    assert "claimed C-" in workplace.below(case_id)[-1]["text"]


def test_an_arabic_brands_channel_is_told_in_arabic(workplace: Workplace) -> None:
    rules = workplace.app.rules
    brands = rules.routing.model_dump()["brands"]
    brands["northbank"]["language"] = "ar"
    spoken = {**rules.routing.model_dump(), "brands": brands}
    fields = {name: getattr(rules, name) for name in type(rules).model_fields}
    rules = HouseRules.model_validate({**fields, "routing": Routing.model_validate(spoken)})
    workplace.app = dataclasses.replace(workplace.app, rules=rules)
    workplace.relay = bootstrap.relay(workplace.app)
    case_id = workplace.complaint()
    workplace.press(AMIRA, case_id, "claim")
    workplace.send_all()
    assert "استلم" in workplace.below(case_id)[-1]["text"]
    assert "الرد قبل" in str(workplace.headline(case_id))


def test_a_direct_message_is_in_its_readers_language(workplace: Workplace) -> None:
    speaks(workplace, JONAS, "ar-SA")
    case_id = workplace.complaint()
    with workplace.database.reading() as session:
        thread = session.get_one(CaseThread, workplace.thread(case_id).id)
        spoken = {thread.slack_channel: "ar"}
        payloads = [
            SlackPayload(slack_channel=JONAS),
            SlackPayload(slack_channel=AMIRA),
            SlackPayload(slack_channel="U0NOBODY"),
            SlackPayload(slack_channel=CHANNEL),
            SlackPayload(slack_channel="C0ELSEWHERE"),
            SlackPayload(thread_id=thread.id),
            SlackPayload(thread_id=0),
        ]
        languages = [
            language_there(session=session, payload=payload, languages=spoken)
            for payload in payloads
        ]
        unknown = language_of_person(session=session, slack_user_id="U0NOBODY", told="ar-KW")
    assert languages == ["ar", "en", "en", "ar", "en", "ar", "en"]
    assert unknown == "ar"

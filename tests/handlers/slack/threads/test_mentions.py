"""``@Earshot`` in a thread: the button to the form, the words as a draft, help, a hint."""

from typing import Any

from sqlmodel import select

from bot.domain.records.cases.note import Note
from bot.sandbox import credentials
from tests.handlers.slack.answers.test_reply_drafts import begun
from tests.handlers.slack.heard import do
from tests.slack.workplace import AMIRA, CHANNEL, GUEST, TOM, Workplace

US = f"<@{credentials.SLACK_BOT_USER_ID}>"


def say(workplace: Workplace, text: str, *, user: str = AMIRA, case_id: int = 0) -> None:
    ts = workplace.thread(case_id).slack_ts if case_id else None
    do(workplace, "say", user=user, channel=CHANNEL, text=text, thread_ts=ts)


def told(workplace: Workplace, user: str = AMIRA) -> list[dict[str, Any]]:
    return [e for e in workplace.slack()["ephemerals"] if e["user"] == user]


def test_reply_gives_a_button_that_opens_the_form_with_the_words(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    say(workplace, f"{US} reply We are *sorry*, Ana", case_id=case_id)
    [answer] = told(workplace)
    assert answer["thread_ts"] == workplace.thread(case_id).slack_ts
    assert "stays a note" in str(answer["blocks"])
    workplace.do("click", user=AMIRA, channel=CHANNEL, ts=answer["ts"], action_id="reply")
    assert begun(workplace, AMIRA) == "We are sorry, Ana"
    with workplace.database.reading() as session:
        [note] = session.exec(select(Note))
    assert "reply We are" in note.text
    assert workplace.deliveries("reply") == []


def test_words_that_mention_a_colleague_wait_nowhere_and_are_pointed_out(
    workplace: Workplace,
) -> None:
    case_id = workplace.complaint()
    say(workplace, f"{US} reply ask <@{TOM}>", case_id=case_id)
    assert "mentions a person" in str(told(workplace)[0]["blocks"])
    workplace.do(
        "click", user=AMIRA, channel=CHANNEL, ts=told(workplace)[0]["ts"], action_id="reply"
    )
    assert begun(workplace, AMIRA) == ""


def test_reply_outside_a_case_says_where(workplace: Workplace) -> None:
    say(workplace, f"{US} reply hello")
    assert "in the thread of a case" in told(workplace)[0]["text"]


def test_help_names_what_this_person_can_do(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    say(workplace, f"{US} help", case_id=case_id)
    assert "opens the answer form" in told(workplace)[0]["text"]
    workplace.give(TOM, "reader")
    say(workplace, f"{US}", user=TOM, case_id=case_id)
    assert "ask an Earshot admin" in told(workplace, TOM)[0]["text"]


def test_who_may_not_answer_is_told_so(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    workplace.give(TOM, "reader")
    say(workplace, f"{US} reply hello", user=TOM, case_id=case_id)
    assert "does not include this" in told(workplace, TOM)[0]["text"]


def test_unknown_words_get_a_hint_and_a_mention_in_passing_none(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    say(workplace, f"{US} make me a sandwich", case_id=case_id)
    assert "reply` and `@Earshot help" in told(workplace)[0]["text"]
    say(workplace, f"I asked {US} about it", case_id=case_id)
    assert len(told(workplace)) == 1


def test_a_guest_is_answered_that_they_can_only_read(workplace: Workplace) -> None:
    case_id = workplace.complaint()
    do(workplace, "join", user=GUEST, channel=CHANNEL)
    say(workplace, f"{US} reply hello", user=GUEST, case_id=case_id)
    answers = told(workplace, GUEST)
    assert not answers or "Guests" in answers[0]["text"]

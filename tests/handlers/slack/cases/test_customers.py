"""*About the customer…*: what the account wrote before, for whoever looks."""

from bot.domain.records.case import Surface
from bot.domain.records.message import Direction, Message
from tests.slack.workplace import AMIRA, JONAS, Workplace


def card(workplace: Workplace, user: str, case_id: int) -> str:
    workplace.choose(user, case_id, "customer")
    return str(workplace.form(user)["blocks"])


def resolved(workplace: Workplace, text: str) -> int:
    case_id = workplace.complaint(text, author="ana")
    workplace.press(AMIRA, case_id, "claim")
    workplace.press(AMIRA, case_id, "resolve")
    workplace.submit(AMIRA, outcome="fixed", remark="Rang the customer")
    workplace.send_all()
    return case_id


def test_who_writes_for_the_first_time_has_no_other_case(workplace: Workplace) -> None:
    case_id = workplace.complaint("Hello?", author="ana")
    workplace.complaint("Somebody else", author="bo")
    shown = card(workplace, JONAS, case_id)
    assert "No other case of theirs" in shown
    assert "First heard of" in shown
    assert "Somebody else" not in shown


def test_earlier_cases_stand_with_how_they_ended_and_what_was_answered(
    workplace: Workplace,
) -> None:
    earlier = resolved(workplace, "My card was declined")
    now = workplace.complaint("And my mortgage", author="ana")
    with workplace.app.desk() as desk:
        desk.session.add(said(workplace, earlier, "Your card works again, Ana.", Surface.PUBLIC))
    shown = card(workplace, JONAS, now)
    assert "1 other case" in shown
    assert f"|C-{earlier}>" in shown
    assert "My card was declined" in shown
    assert "put right" in shown.lower()
    assert "Your card works again, Ana." in shown
    assert "And my mortgage" not in shown


def test_private_words_stay_with_those_who_may_read_them(workplace: Workplace) -> None:
    now = workplace.complaint("Please help me", author="ana")
    with workplace.app.desk() as desk:
        desk.session.add(said(workplace, now, "about your salary of 4000", Surface.PRIVATE))
    assert "salary" not in card(workplace, JONAS, now)


def said(workplace: Workplace, case_id: int, text: str, surface: Surface) -> Message:
    """Our answer, as it is kept once it is published."""
    case = workplace.case(case_id)
    return Message(
        case_id=case_id,
        channel=case.channel,
        account=case.account,
        external_id=f"answer-{case_id}-{surface}",
        direction=Direction.OUTBOUND,
        surface=surface,
        text=text,
        posted_at=case.opened_at,
        received_at=case.opened_at,
    )

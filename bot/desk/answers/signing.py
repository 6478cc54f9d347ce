"""Whose initials an answer ends with, where the bank's rules ask for it."""

from sqlmodel import select

from bot.desk.answers.surfaces import How, ToAnswer
from bot.desk.desk import Desk
from bot.domain.records.answers.reply import fingerprint
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Staff
from bot.domain.rules.answers import signature_rules


def signed(
    desk: Desk, *, case: Case, answers: ToAnswer, surface: Surface, text: str, slack_user_id: str
) -> str:
    """The text with the initials of this person at its end; as it is where the rules ask for none."""
    form = _form(desk, case=case, answers=answers, surface=surface)
    if not form or not slack_user_id:
        return text
    person = desk.session.get(Staff, slack_user_id)
    initials = desk.rules.replies.signature.of(slack_user_id, person.name if person else "")
    return signature_rules.signed(text, form=form, initials=initials)


def same_words(
    desk: Desk, *, case: Case, answers: ToAnswer, surface: Surface, text: str
) -> list[str]:
    """The fingerprints of these words, whoever of the desk signed them."""
    form = _form(desk, case=case, answers=answers, surface=surface)
    if not form:
        return [fingerprint(text)]
    rules = desk.rules.replies.signature
    people = desk.session.exec(select(Staff.slack_user_id, Staff.name))
    initials = sorted({rules.of(*person) for person in people})
    ways = {text, *(signature_rules.signed(text, form=form, initials=each) for each in initials)}
    return sorted(fingerprint(each) for each in ways)


def _form(desk: Desk, *, case: Case, answers: ToAnswer, surface: Surface) -> str:
    return desk.rules.replies.signature.form(
        brand=case.brand,
        channel=answers.channel,
        surface="chat" if answers.how is How.CHAT else surface.value,
    )

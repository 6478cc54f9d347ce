"""Whose initials an answer ends with, where the bank's rules ask for it."""

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
    return signature_rules.signed(text, form=form, initials=initials, known=_of_the_desk(desk))


def same_words(
    desk: Desk, *, case: Case, answers: ToAnswer, surface: Surface, text: str
) -> list[str]:
    """The fingerprints of these words, whoever of the desk signed them."""
    form = _form(desk, case=case, answers=answers, surface=surface)
    if not form:
        return [fingerprint(text)]
    known = _of_the_desk(desk)
    ways = {
        signature_rules.signed(text, form=form, initials=each, known=known) for each in known
    } | {text}
    return sorted(fingerprint(each) for each in ways)


def _of_the_desk(desk: Desk) -> frozenset[str]:
    """The initials of everybody who is or was of the desk."""
    rules = desk.rules.replies.signature
    return frozenset(filter(None, (rules.of(*person) for person in desk.people)))


def _form(desk: Desk, *, case: Case, answers: ToAnswer, surface: Surface) -> str:
    return desk.rules.replies.signature.form(
        brand=case.brand,
        channel=answers.channel,
        surface="chat" if answers.how is How.CHAT else surface.value,
    )

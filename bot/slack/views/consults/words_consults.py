"""Sentences in the case's thread about a question to a specialist team, and the buttons below them."""

from collections.abc import Callable

from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import say
from bot.slack.api.values import ConsultValue
from bot.slack.views import parts, rich
from bot.slack.views.consult import ConsultShown
from bot.slack.views.models import EventShown
from bot.slack.views.parts import Block

USE, TAKE_BACK = "consult_use", "consult_take_back"
_MOST = 2500


def _asked(shown: EventShown) -> str:
    consult = _of(shown)
    return say(
        "❓ {who} asked {team} about {case}, answer by {when}.",
        who=shown.actor,
        team=parts.safe(consult.team),
        case=case_reference(shown.case_id),
        when=moment(consult.due_at),
    )


def _answered(shown: EventShown) -> str:
    consult = _of(shown)
    what = "💬 {team} answered{to}, by {who}:"
    if consult.adds:
        what = "💬 {who} of {team} added{to}:"
    if not consult.answer:
        what = "{who} of {team} answered; the message was deleted since."
    return say(what, who=shown.actor, team=parts.safe(consult.team), to=_to(shown))


def _not_for_us(shown: EventShown) -> str:
    consult = _of(shown)
    said = say(
        "🟠 {team} says that the question is not for them{to}, by {who}. Ask another team, or answer it yourself.",
        who=shown.actor,
        team=parts.safe(consult.team),
        to=_to(shown),
    )
    return f"{said} “{parts.safe(consult.note, 500)}”" if consult.note else said


def _taken_back(shown: EventShown) -> str:
    return say(
        "{who} took the question to {team} back.",
        who=shown.actor,
        team=parts.safe(_of(shown).team),
    )


def _not_posted(shown: EventShown) -> str:
    return say(
        "🔴 The question to {team} did not get into Slack, so nobody there has read it{to}. Ask them otherwise.",
        team=parts.safe(_of(shown).team),
        to=_to(shown),
    )


def _to(shown: EventShown) -> str:
    """Whoever waits for it, with a ping."""
    person = shown.details.get("to_person")
    return f" (<@{person}>)" if person else ""


def _of(shown: EventShown) -> ConsultShown:
    """An event of ours always has it; a question that is gone reads as one of a team without a name."""
    return shown.consult or ConsultShown(0, say("a team"), "", shown.at, waits=False)


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "consult_asked": _asked,
    "consult_answered": _answered,
    "consult_not_for_us": _not_for_us,
    "consult_taken_back": _taken_back,
    "consult_not_posted": _not_posted,
}


def after_consult(shown: EventShown) -> list[Block]:
    """The question or the answer, and what can be done with it."""
    consult = shown.consult
    if consult is None:
        return []
    if shown.template == "consult_asked":
        blocks = [rich.quote(consult.question, most=_MOST)] if consult.question else []
        return blocks + _buttons(consult, TAKE_BACK, say("Take the question back"), consult.waits)
    if shown.template == "consult_answered" and consult.answer:
        use = _buttons(consult, USE, say("Use as answer"), True)
        return [rich.quote(consult.answer, most=_MOST), *use]
    return []


def _buttons(consult: ConsultShown, act: str, label: str, is_offered: bool) -> list[Block]:
    value = str(ConsultValue(consult.consult_id, consult.note_id))
    button = parts.button(label, action_id=act, value=value)
    return (
        [parts.actions(f"{act}-{consult.consult_id}-{consult.note_id}", [button])]
        if is_offered
        else []
    )

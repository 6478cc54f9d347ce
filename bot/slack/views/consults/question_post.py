"""A question in the team's channel: what is asked, of whom, the case's words, and *Answer…*, *Not for us*."""

from dataclasses import dataclass

from bot.domain.records.consult import ConsultEnd
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import ConsultValue
from bot.slack.views import parts, rich
from bot.slack.views.consult import ConsultShown
from bot.slack.views.models import CaseShown, Drawn
from bot.slack.views.parts import Block

ANSWER, NOT_FOR_US = "consult_answer", "consult_not_for_us"
_QUESTION_MOST = 1600


@dataclass(frozen=True)
class QuestionShown:
    """A question with its case, as far as the team may see it."""

    consult: ConsultShown
    case: CaseShown
    ring: tuple[str, ...] = ()  # Slack user ids of whoever is reminded by name


def question_post(shown: QuestionShown) -> Drawn:
    """The post; once the question has ended, what came of it in the place of the buttons."""
    consult, case = shown.consult, shown.case
    title = say(
        "❓ <@{who}> asks {team} about {case}",
        who=consult.asked_by,
        team=parts.safe(consult.team),
        case=parts.link(case.thread_link, case.reference) or case.reference,
    )
    blocks = [
        parts.section(parts.line(f"*{title}*")),
        rich.quote(consult.question or parts.BLANK, most=_QUESTION_MOST),
        *_words(case),
        parts.context(parts.line(_standing(consult))),
    ]
    if consult.waits:
        blocks.append(parts.actions(f"consult-{consult.consult_id}", _buttons(consult)))
    return Drawn(blocks, title)


def missing_post(shown: QuestionShown) -> Drawn:
    """A word that the answer is still missing, with the way to the question."""
    consult, case = shown.consult, shown.case
    sentence = "⏰ {team}: the question about {case} waits for an answer, by {when}."
    if consult.is_late:
        sentence = "🔴 {team}: the question about {case} should have been answered by {when}."
    told = say(
        sentence,
        team=parts.safe(consult.team),
        case=parts.link(consult.link, case.reference) or case.reference,
        when=moment(consult.due_at),
    )
    by = say("Asked by <@{who}>.", who=consult.asked_by)
    ring = " ".join(f"<@{each}>" for each in shown.ring)
    return Drawn([parts.section(parts.line(" ".join(filter(None, [told, by, ring]))))], told)


def _words(case: CaseShown) -> list[Block]:
    """What the customer said last, as far as it may stand there."""
    if case.latest is None or case.latest.deleted_at is not None:
        return []
    who = say(
        "{who} wrote on {channel}:",
        who=parts.safe(case.author),
        channel=parts.safe(case.channel_title),
    )
    return [parts.context(parts.line(who)), rich.quote(case.latest.text or parts.BLANK, most=1000)]


def _standing(consult: ConsultShown) -> str:
    if consult.waits:
        return say(
            "Answer by {when}, with the button or with a reply here. It goes to colleagues, not to the customer.",
            when=moment(consult.due_at),
        )
    if consult.ended_as == ConsultEnd.CASE_ENDED:
        return say("The case has ended, so no answer is needed any more.")
    who = f"<@{consult.ended_by}>" if consult.ended_by else "Earshot"
    said = {
        ConsultEnd.ANSWERED: "✅ Answered by {who}. A further reply here is added to that.",
        ConsultEnd.NOT_FOR_US: "{who} said that it is not for this team.",
        ConsultEnd.TAKEN_BACK: "{who} took the question back.",
    }[ConsultEnd(consult.ended_as)]
    told = say(said, who=who)
    return f"{told} “{parts.safe(consult.note, 300)}”" if consult.note else told


def _buttons(consult: ConsultShown) -> list[Block]:
    value = str(ConsultValue(consult.consult_id))
    return [
        parts.button(say("Answer…"), action_id=ANSWER, value=value, style="primary"),
        parts.button(say("Not for us…"), action_id=NOT_FOR_US, value=value),
    ]

"""Direct messages about reviews: no word of a customer or of ours is in them."""

from datetime import datetime

from bot.domain.quality.review import Criterion, Grade
from bot.domain.text.moments import moment
from bot.language import say, say_count
from bot.slack.api.values import ReviewValue
from bot.slack.views import parts
from bot.slack.views.models import Drawn
from bot.slack.views.quality.forms import NEXT, READ, marks_line


def asked(count: int, *, due_at: datetime) -> Drawn:
    """To a reviewer: how many wait, by when, and the way to the first."""
    words = say_count(
        count,
        "🔎 {count} answer waits for your review until {when}.",
        "🔎 {count} answers wait for your review until {when}.",
        when=moment(due_at),
    )
    hint = say("You find them on the Home tab too, and with {command}.", command="`/case quality`")
    button = parts.button(say("Review the next one…"), action_id=NEXT, value="next")
    return Drawn(
        [parts.section(words), parts.actions("quality", [button]), parts.context(hint)], words
    )


def reviewed(
    review_id: int, *, reference: str, case_link: str, marks: dict[Criterion, Grade]
) -> Drawn:
    """To whoever wrote the answer: its marks; the remark is a press away."""
    case = parts.link(case_link, reference) if case_link else reference
    words = say("🔎 A colleague reviewed your answer in {case}. Only you see this.", case=case)
    value = str(ReviewValue(review_id))
    button = parts.button(say("Read and answer…"), action_id=READ, value=value)
    shown = [parts.section(words), parts.section(marks_line(marks))]
    return Drawn([*shown, parts.actions("quality", [button])], words)


def answered(review_id: int, *, reference: str) -> Drawn:
    """To the reviewer: the writer said something of the review."""
    words = say("💬 Your review in {case} was answered.", case=reference)
    value = str(ReviewValue(review_id))
    button = parts.button(say("Read the answer…"), action_id=READ, value=value)
    return Drawn([parts.section(words), parts.actions("quality", [button])], words)

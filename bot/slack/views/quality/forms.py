"""The form in which an answer is reviewed, and the one in which its writer reads that and may answer."""

import json
from dataclasses import dataclass

from bot.domain.quality.review import Criterion, Grade
from bot.language import say, say_count
from bot.slack.api.values import UnreadableValue
from bot.slack.views import parts, rich
from bot.slack.views.parts import Block

NEXT, READ = "quality_next", "quality_read"
REVIEW_FORM, WRITER_FORM, NONE_LEFT = "quality_review", "quality_answer", "quality_none"
_WORDS_MOST = 500
CRITERIA: dict[Criterion, tuple[str, str]] = {
    Criterion.ACCURACY: ("Accuracy", "Is what it says right?"),
    Criterion.TONE: ("Tone", "Is it kind, plain and to the person?"),
    Criterion.HELP: ("Help", "Does it bring the customer further?"),
    Criterion.RULES: ("Rules", "Does it keep to our rules and the law?"),
}
GRADES: dict[Grade, str] = {Grade.GOOD: "🟢 Good", Grade.OK: "🟠 OK", Grade.POOR: "🔴 Poor"}


@dataclass(frozen=True)
class ReviewKey:
    """A form's private metadata: which review, and the form's own key."""

    review_id: int
    request_key: str

    def __str__(self) -> str:
        return json.dumps({"v": 1, "review": self.review_id, "key": self.request_key})

    @classmethod
    def read(cls, private_metadata: str) -> "ReviewKey":
        """Raises UnreadableValue."""
        try:
            content = json.loads(private_metadata)
            review_id = content["review"]
            if not isinstance(review_id, int) or not 0 < review_id < 2**31:
                raise UnreadableValue
            return cls(review_id, str(content["key"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableValue from error


@dataclass(frozen=True)
class ReviewedShown:
    """An answer as it is reviewed: without the name of who wrote it."""

    reference: str
    case_link: str
    where: str  # the channel, and who reads it
    customer: str  # masked; empty once the customer took it down
    answer: str
    left: int = 0  # how many wait after this one
    marks: dict[Criterion, Grade] | None = None
    remark: str = ""
    reply: str = ""  # what the writer said of the review


def review_form(shown: ReviewedShown, *, key: ReviewKey) -> Block:
    """Four marks and a remark, below the customer's words and the answer."""
    marks = [
        parts.input_block(say(title), _grades(each), block_id=each.value, hint=say(hint))
        for each, (title, hint) in CRITERIA.items()
    ]
    left = say_count(shown.left, "{count} more after this one", "{count} more after this one")
    return parts.modal(
        callback_id=REVIEW_FORM,
        title=say("{case}: review", case=shown.reference),
        submit=say("Save"),
        metadata=str(key),
        blocks=[
            *_head(shown),
            *marks,
            parts.input_block(
                say("A remark"),
                _words("remark"),
                block_id="remark",
                hint=say("Whoever wrote the answer reads it in private, without your name."),
                optional=True,
            ),
            *([parts.context(left)] if shown.left else []),
        ],
    )


def answer_form(shown: ReviewedShown, *, key: ReviewKey, may_answer: bool) -> Block:
    """The review as its writer, or afterwards its reviewer, reads it."""
    said = [parts.section(say("What was remarked:")), rich.quote(shown.remark, most=_WORDS_MOST)]
    replied = [
        parts.section(say("What the writer says:")),
        rich.quote(shown.reply, most=_WORDS_MOST),
    ]
    asked = parts.input_block(
        say("What would you like to say?"),
        _words("words"),
        block_id="words",
        hint=say("It stands beside the review in the record, and the reviewer reads it."),
    )
    return parts.modal(
        callback_id=WRITER_FORM,
        title=say("{case}: review", case=shown.reference),
        submit=say("Answer") if may_answer else "",
        close=say("Close"),
        metadata=str(key),
        blocks=[
            *_head(shown),
            parts.section(marks_line(shown.marks or {})),
            *(said if shown.remark else []),
            *(replied if shown.reply else []),
            *([asked] if may_answer else []),
        ],
    )


def none_left() -> Block:
    """Nothing waits for this reviewer."""
    return parts.modal(
        callback_id=NONE_LEFT,
        title=say("Reviews"),
        close=say("Close"),
        blocks=[parts.section(say("✅ No answer waits for your review. Thank you."))],
    )


def marks_line(marks: dict[Criterion, Grade]) -> str:
    """Each mark in words: ``Accuracy: 🟢 Good``, one below the other."""
    return "\n".join(
        f"{say(CRITERIA[each][0])}: {say(GRADES[grade])}" for each, grade in marks.items()
    )


def _head(shown: ReviewedShown) -> list[Block]:
    case = parts.link(shown.case_link, shown.reference) if shown.case_link else shown.reference
    gone = say("The customer took these words down.")
    return [
        parts.context(parts.apart(case, parts.safe(shown.where))),
        parts.section(say("*The customer wrote*")),
        rich.quote(shown.customer, most=1000) if shown.customer else parts.context(gone),
        parts.section(say("*We answered*")),
        rich.quote(shown.answer or parts.BLANK, most=2500),
    ]


def _grades(criterion: Criterion) -> Block:
    options = [parts.option(say(title), grade.value) for grade, title in GRADES.items()]
    return {"type": "radio_buttons", "action_id": criterion.value, "options": options}


def _words(name: str) -> Block:
    return parts.text_field(name, most=_WORDS_MOST, multiline=True)

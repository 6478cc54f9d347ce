"""*This rule hurts customers*: the form of who saw it, with what became of earlier remarks; and the answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.lessons.rule_remark import RULE_ANSWER_WORDS, RuleAnswer
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import FormKey, UnreadableValue, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

RULE_FORM, RULE_ANSWER_FORM = "rule_hurts", "rule_answer"
_SHOWN = 10


@dataclass(frozen=True)
class RuleShown:
    """One remark, and what was said to it. ``happened`` is empty where it may not stand here."""

    remark_id: int
    case: str  # as mrkdwn: a link, or the reference
    rule: str
    happened: str
    by: str  # a Slack user id
    at: datetime
    answer: RuleAnswer | None = None
    answer_text: str = ""
    answered_by: str = ""


@dataclass(frozen=True)
class RuleKey:
    """The private metadata of an answer: which remark it is about, and the form's own key."""

    remark_id: int
    request_key: str

    def __str__(self) -> str:
        return json.dumps({"v": 1, "remark": self.remark_id, "key": self.request_key})

    @classmethod
    def read(cls, private_metadata: str) -> "RuleKey":
        """Raises UnreadableValue."""
        try:
            content = json.loads(private_metadata)
            remark_id = content["remark"]
            if not isinstance(remark_id, int) or not 0 <= remark_id < 2**31:
                raise UnreadableValue
            return cls(remark_id, str(content["key"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableValue from error


def rule_form(case: CaseShown, *, before: Sequence[RuleShown], key: FormKey) -> Block:
    """Which rule, and what happened; above it what became of the remarks before."""
    return parts.modal(
        callback_id=RULE_FORM,
        title=say("A rule that hurts"),
        submit=say("Save"),
        metadata=form_metadata(key),
        blocks=[
            rich.line(rich.words(parts.clip(case.author, 90), bold=True)),
            *(remark_block(one) for one in before[-_SHOWN:]),
            parts.input_block(
                say("Which rule of ours?"), parts.text_field("rule", most=150), block_id="rule"
            ),
            parts.input_block(
                say("What happened?"),
                parts.text_field("happened", most=1000, multiline=True),
                block_id="happened",
                hint=say("For colleagues alone. You are told what becomes of it."),
                optional=True,
            ),
        ],
    )


def rule_answer_form(remark: RuleShown, *, key: RuleKey) -> Block:
    """What becomes of the rule; whoever wrote the remark is told."""
    options = [parts.option(say(words), what) for what, words in RULE_ANSWER_WORDS.items()]
    choice: Block = {"type": "radio_buttons", "action_id": "answer", "options": options}
    return parts.modal(
        callback_id=RULE_ANSWER_FORM,
        title=say("What becomes of it?"),
        submit=say("Save"),
        metadata=str(key),
        blocks=[
            remark_block(remark),
            parts.input_block(say("What becomes of it?"), choice, block_id="answer"),
            parts.input_block(
                say("In your words"),
                parts.text_field("why", most=1000, multiline=True),
                block_id="why",
                hint=say("Whoever wrote the remark reads it. The customer never does."),
                optional=True,
            ),
        ],
    )


def remark_block(one: RuleShown, *, accessory: Block | None = None) -> Block:
    """Which rule, in which case, who says so and when; and what was answered."""
    who, when = f"<@{one.by}>" if one.by else "Earshot", moment(one.at)
    lines = [
        f"*{parts.safe(one.rule, 150)}*",
        parts.line(parts.apart(one.case, say("{who}, {when}", who=who, when=when))),
    ]
    if one.happened:
        lines.append(parts.safe(one.happened, 400))
    if one.answer is not None:
        by = f"<@{one.answered_by}>" if one.answered_by else "Earshot"
        said = say("➡️ {answer} ({who})", answer=say(RULE_ANSWER_WORDS[one.answer]), who=by)
        lines.append(parts.line(said))
        if one.answer_text:
            lines.append(parts.safe(one.answer_text, 400))
    return parts.section("\n".join(lines), accessory=accessory)

"""The page of root causes: how many cases, whose it is, how far it has come; and the rules that hurt customers."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.lessons.cause_step import CAUSE_STATE_WORDS, CauseState
from bot.domain.text.moments import moment
from bot.language import listed, month_name, say, say_count
from bot.slack.api.values import UnreadableValue
from bot.slack.views import parts
from bot.slack.views.lessons.rule_form import RuleShown, remark_block
from bot.slack.views.parts import Block

CAUSES_PAGE, CAUSE_STEP_FORM = "causes", "cause_step"
CHANGE_CAUSE, TELL_MENDED, ANSWER_RULE = "cause_change", "cause_tell", "rule_answer_open"
_CAUSES_MOST, _RULES_MOST = 30, 15
_MARKS = {
    CauseState.OPEN: "⚪",
    CauseState.SEEN: "🟠",
    CauseState.PLANNED: "🔵",
    CauseState.MENDED: "✅",
}


@dataclass(frozen=True)
class CauseShown:
    """One cause as it stands."""

    name: str
    title: str
    cases: int  # of the last four weeks
    state: CauseState = CauseState.OPEN
    owner: str = ""  # a Slack user id
    due_on: date | None = None
    since: datetime | None = None  # none: nobody has said anything yet
    remark: str = ""
    to_tell: int = 0
    refused: Sequence[tuple[str, str]] = ()  # answers that did not go out: the case, and why

    @property
    def is_quiet(self) -> bool:
        """Whether no case names it, and nobody has said anything of it."""
        return not (self.cases or self.since or self.to_tell or self.refused)


@dataclass(frozen=True)
class CauseKey:
    """The private metadata of a cause's form: which one, and the form's own key."""

    cause: str
    request_key: str

    def __str__(self) -> str:
        return json.dumps({"v": 1, "cause": self.cause, "key": self.request_key})

    @classmethod
    def read(cls, private_metadata: str) -> "CauseKey":
        """Raises UnreadableValue."""
        try:
            content = json.loads(private_metadata)
            return cls(str(content["cause"]), str(content["key"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableValue from error


def causes_page(
    causes: Sequence[CauseShown],
    rules: Sequence[RuleShown],
    *,
    may_edit: bool,
    may_tell: bool,
) -> Block:
    """What stands, with the buttons that this person may press."""
    blocks: list[Block] = [
        parts.context(say("Cases of the last four weeks, and how far the business is with each."))
    ]
    told = [one for one in causes if not one.is_quiet]
    for number, one in enumerate(told[:_CAUSES_MOST], start=1):
        button = parts.button(say("Change…"), action_id=CHANGE_CAUSE, value=one.name)
        blocks.append(parts.section(_told(one), accessory=button if may_edit else None))
        if one.to_tell and may_tell:
            blocks.append(_tell_button(one, number))
    blocks += _quiet([one for one in causes if one.is_quiet], may_edit=may_edit)
    if not causes:
        blocks.append(parts.section(say("The bank has no list of causes yet.")))
    if rules:
        blocks += [parts.divider(), parts.section(say("*Rules that hurt customers*"))]
    for remark in rules[:_RULES_MOST]:
        answer = parts.button(say("Answer…"), action_id=ANSWER_RULE, value=f"{remark.remark_id}")
        blocks.append(remark_block(remark, accessory=answer if may_edit else None))
    return parts.modal(
        callback_id=CAUSES_PAGE, title=say("Root causes"), close=say("Close"), blocks=blocks
    )


def cause_step_form(one: CauseShown, *, key: CauseKey) -> Block:
    """Whose it is, how far it has come, by when, and a word on it."""
    options = [parts.option(say(words), state) for state, words in CAUSE_STATE_WORDS.items()]
    chosen = next(option for option in options if option["value"] == one.state)
    state: Block = {
        "type": "radio_buttons",
        "action_id": "state",
        "options": options,
        "initial_option": chosen,
    }
    owner: Block = {"type": "users_select", "action_id": "owner"}
    if one.owner:
        owner["initial_user"] = one.owner
    due: Block = {"type": "datepicker", "action_id": "due_on"}
    if one.due_on:
        due["initial_date"] = one.due_on.isoformat()
    remark = parts.text_field("remark", most=500, multiline=True)
    return parts.modal(
        callback_id=CAUSE_STEP_FORM,
        title=say("Root cause"),
        submit=say("Save"),
        metadata=str(key),
        blocks=[
            parts.section(f"*{parts.safe(one.title)}*"),
            parts.input_block(
                say("Whose is it in the business?"),
                owner,
                block_id="owner",
                hint=say("They are told when it grows."),
                optional=True,
            ),
            parts.input_block(say("How far is it?"), state, block_id="state"),
            parts.input_block(
                say("By which day will it be mended?"),
                due,
                block_id="due_on",
                optional=True,
            ),
            parts.input_block(say("What is being done?"), remark, block_id="remark", optional=True),
        ],
    )


def _told(one: CauseShown) -> str:
    cases = say_count(one.cases, "{count} case", "{count} cases")
    head = f"{_MARKS[one.state]} *{parts.safe(one.title)}*"
    by = ""
    if one.due_on is not None:
        by = say("by {day}", day=f"{one.due_on.day} {month_name(one.due_on)}")
    state = parts.apart(
        cases,
        say(CAUSE_STATE_WORDS[one.state]),
        by,
        say("since {when}", when=moment(one.since)) if one.since else "",
        f"<@{one.owner}>" if one.owner else say("nobody's yet"),
    )
    lines = [head, state]
    if one.remark:
        lines.append(parts.safe(one.remark, 300))
    if one.refused:
        lines += parts.refused_lines(one.refused)
    return "\n".join(lines)


def _quiet(causes: Sequence[CauseShown], *, may_edit: bool) -> list[Block]:
    """All of those in one line, and a menu to change one."""
    if not causes:
        return []
    names = listed(parts.safe(one.title, 60) for one in causes[:_CAUSES_MOST])
    line = parts.context(parts.line(say("No case of these: {causes}", causes=names)))
    if not may_edit:
        return [line]
    menu: Block = {
        "type": "static_select",
        "action_id": CHANGE_CAUSE,
        "placeholder": parts.plain_text(say("Change one of these…"), 150),
        "options": [parts.option(one.title, one.name) for one in causes[:_CAUSES_MOST]],
    }
    return [line, parts.actions("quiet", [menu])]


def _tell_button(one: CauseShown, number: int) -> Block:
    label = say_count(
        one.to_tell,
        "Tell {count} customer that it is mended…",
        "Tell {count} customers that it is mended…",
    )
    button = parts.button(label, action_id=TELL_MENDED, value=one.name, style="primary")
    return parts.actions(f"tell_{number}", [button])

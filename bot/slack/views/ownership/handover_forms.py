"""The forms of handing over: one case, to a colleague or a team; and all of a shift, a line each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.rules.consult_rules import Handling
from bot.language import listed, say, say_count
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

HAND_OVER_FORM = "hand_over"
SHIFT_FORM = "hand_over_all"
QUEUE, SOMEBODY = "queue", "somebody"
LINES_MOST = 40  # two blocks each; the others go along without a line of their own
_NOTE_MOST = 500
_LINE_MOST = 200


@dataclass(frozen=True)
class ShiftForm:
    """What the form of a shift's end carries: the cases as they were seen, and its own key."""

    request_key: str
    versions: dict[int, int] = field(default_factory=dict)


def hand_over_form(
    case: CaseShown,
    *,
    teams: Sequence[tuple[str, str]],
    people: Sequence[tuple[str, str]] = (),
    key: FormKey,
) -> Block:
    """To whom, and a word about it. ``teams``: name and title of those it is not with."""
    blocks = [
        rich.line(
            rich.words(parts.clip(case.author, 90), bold=True),
            rich.words(f" · {case.channel_title}"),
        ),
        parts.input_block(
            say("To a colleague"),
            parts.people_picker(people, action_id="to"),
            block_id="to",
            hint=say("They have the case at once and are told in a direct message."),
            optional=True,
        ),
    ]
    if teams:
        options = [parts.option(title, name) for name, title in teams[:100]]
        blocks.append(
            parts.input_block(
                say("Or to a team"),
                {"type": "static_select", "action_id": "team", "options": options},
                block_id="team",
                hint=say("It stands in that team's queue until somebody claims it."),
                optional=True,
            )
        )
    blocks.append(_note(say("Note for whoever goes on"), most=_NOTE_MOST))
    if case.around.handling == Handling.ONE_STOP:
        rule = say(
            "As a rule these cases stay with the front team: *Ask a team…* asks specialists without giving them away."
        )
        blocks.insert(1, parts.context(rule))
    return parts.modal(
        callback_id=HAND_OVER_FORM,
        title=say("Hand over {case}", case=case.reference),
        submit=say("Hand over"),
        metadata=form_metadata(key),
        blocks=blocks,
    )


def shift_form(
    cases: Sequence[CaseShown],
    *,
    left_out: int,
    people: Sequence[tuple[str, str]] = (),
    key: str,
) -> Block:
    """Everything somebody holds, each with room for a line."""
    choices = [
        parts.option(say("Back to the queue"), QUEUE),
        parts.option(say("To a colleague"), SOMEBODY),
    ]
    count = say_count(len(cases), "You hold {count} case.", "You hold {count} cases.")
    blocks = [
        parts.section(count),
        parts.input_block(
            say("Where do they go?"),
            {"type": "radio_buttons", "action_id": "where", "options": choices},
            block_id="where",
        ),
        parts.input_block(
            say("Which colleague?"),
            parts.people_picker(people, action_id="to"),
            block_id="to",
            optional=True,
        ),
    ]
    for case in cases[:LINES_MOST]:
        blocks += _line(case)
    rest = cases[LINES_MOST:]
    if rest:
        numbers = listed(case.reference for case in rest)
        blocks.append(parts.context(say("Handed over as well: {cases}", cases=numbers)))
    if left_out:
        more = say_count(
            left_out,
            "{count} more case stays with you; open this form again for it.",
            "{count} more cases stay with you; open this form again for them.",
        )
        blocks.append(parts.context(more))
    return parts.modal(
        callback_id=SHIFT_FORM,
        title=say("Hand over my cases"),
        submit=say("Hand over"),
        metadata=_metadata(ShiftForm(key, {case.case_id: case.version for case in cases})),
        blocks=blocks,
    )


def read_shift(private_metadata: str) -> ShiftForm:
    """What the form carried. Raises ValueError, KeyError."""
    told = json.loads(private_metadata)
    versions = {int(number): int(version) for number, version in told["cases"]}
    return ShiftForm(str(told["key"]), versions)


def outcome_view(sentences: Sequence[str]) -> Block:
    """What became of the shift's cases."""
    return parts.modal(
        callback_id="handed_over",
        title=say("Handed over"),
        close=say("Close"),
        blocks=[parts.section(parts.clip(sentence, 400)) for sentence in sentences[:100]],
    )


def _line(case: CaseShown) -> list[Block]:
    link = parts.link(case.thread_link, case.reference) or case.reference
    words = parts.clip(" ".join(case.post.text.split()), 120) if case.post else ""
    return [
        rich.line(
            rich.words(f"{case.reference}  {parts.clip(case.author, 60)}", bold=True),
            rich.words(f"  {words}"),
        )
        if not case.thread_link
        else parts.section(
            parts.line(f"*{link}*  {parts.safe(case.author, 60)}: {parts.safe(words, 120)}")
        ),
        _note(
            say("Note on {case}", case=case.reference),
            most=_LINE_MOST,
            block_id=f"line-{case.case_id}",
            multiline=False,
        ),
    ]


def _note(label: str, *, most: int, block_id: str = "note", multiline: bool = True) -> Block:
    element = parts.text_field("note", most=most, multiline=multiline)
    return parts.input_block(label, element, block_id=block_id, optional=True)


def _metadata(form: ShiftForm) -> str:
    rows = [[number, version] for number, version in form.versions.items()]
    return json.dumps({"v": 1, "key": form.request_key, "cases": rows}, separators=(",", ":"))

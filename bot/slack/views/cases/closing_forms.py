"""The forms that end a case: *resolve* asks what came of it, *no reply needed* asks why."""

from collections.abc import Iterable, Sequence

from bot.domain.records.cases.closure import NOT_ACTIONABLE_MEANING, OUTCOME_MEANING
from bot.domain.rules.triage.topic_rules import TopicRules
from bot.language import say
from bot.slack.api.values import FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.answers.ending_fields import acceptance_fields
from bot.slack.views.lessons.cause_form import cause_fields
from bot.slack.views.listening.topic_form import topic_field
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

RESOLVE_FORM = "resolve"
NOT_ACTIONABLE_FORM = "not_actionable"


def resolve_form(
    case: CaseShown,
    *,
    key: FormKey,
    topics: TopicRules,
    causes: Sequence[tuple[str, str]] = (),
    needs_acceptance: Sequence[str] = (),
) -> Block:
    """What came of it; what it was about, if nobody has said, and why it came about; and where a complaint's
    deadline needs it, whether the customer accepted."""
    form = _form(
        case,
        key=key,
        callback_id=RESOLVE_FORM,
        title=say("Resolve {case}", case=case.reference),
        submit=say("Resolve"),
        question=say("What came of it?"),
        choices=OUTCOME_MEANING.items(),
    )
    form["blocks"][2:2] = cause_fields(causes, chosen=case.around.lessons.cause)
    if topics.offered and not case.around.topic.is_set:
        form["blocks"].insert(2, topic_field(case.around.topic, topics, optional=True))
    if needs_acceptance:
        form["blocks"] += acceptance_fields(needs_acceptance)
    return form


def not_actionable_form(case: CaseShown, *, key: FormKey) -> Block:
    """Why nobody needs to answer."""
    return _form(
        case,
        key=key,
        callback_id=NOT_ACTIONABLE_FORM,
        title=say("{case}: no reply", case=case.reference),
        submit=say("No reply needed"),
        question=say("Why does it need no reply?"),
        choices=NOT_ACTIONABLE_MEANING.items(),
    )


def _form(
    case: CaseShown,
    *,
    key: FormKey,
    callback_id: str,
    title: str,
    submit: str,
    question: str,
    choices: Iterable[tuple[str, str]],
) -> Block:
    reasons = {
        "type": "radio_buttons",
        "action_id": "outcome",
        "options": [_choice(value, say(meaning)) for value, meaning in choices],
    }
    remark = parts.text_field("remark", most=500, multiline=True)
    return parts.modal(
        callback_id=callback_id,
        title=title,
        submit=submit,
        metadata=form_metadata(key),
        blocks=[
            rich.line(
                rich.words(parts.clip(case.author, 90), bold=True),
                rich.words(" " + say("on {channel}", channel=case.channel_title)),
            ),
            parts.input_block(question, reasons, block_id="outcome"),
            parts.input_block(
                say("Remark for colleagues"),
                remark,
                block_id="remark",
                hint=say("Stays in Slack and in the record. The customer never sees it."),
                optional=True,
            ),
        ],
    )


def _choice(value: str, meaning: str) -> Block:
    """``Put right: the customer has …`` becomes a label with its explanation under it."""
    label, _, explanation = meaning.partition(": ")
    return parts.option(label, str(value), description=explanation[:1].upper() + explanation[1:])

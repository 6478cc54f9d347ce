"""The forms of *Ask a team…*: the question; and in the team's channel its answer, or that it is not theirs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.records.cases.case import Surface
from bot.domain.rules.consult_rules import Handling
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import FormKey, UnreadableValue, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.consults.question_post import QuestionShown
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

ASK_FORM, ANSWER_FORM, NOT_FOR_US_FORM = "ask_team", "consult_answered", "consult_declined"
QUESTION_MOST, ANSWER_MOST = 1500, 3000
_NOTE_MOST = 500


@dataclass(frozen=True)
class ConsultKey:
    """A form's private metadata: which question it is about, and the form's own key."""

    consult_id: int
    request_key: str

    def __str__(self) -> str:
        return json.dumps({"v": 1, "consult": self.consult_id, "key": self.request_key})

    @classmethod
    def read(cls, private_metadata: str) -> "ConsultKey":
        """Raises UnreadableValue."""
        try:
            content = json.loads(private_metadata)
            consult_id = content["consult"]
            if not isinstance(consult_id, int) or not 0 < consult_id < 2**31:
                raise UnreadableValue
            return cls(consult_id, str(content["key"]))
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UnreadableValue from error


@dataclass(frozen=True)
class Asking:
    """What can be asked about a case, of whom, and by when."""

    teams: Sequence[tuple[str, str]]  # keys and titles
    within: Sequence[tuple[str, str]]  # targets and how they are said, what is meant first
    has_public: bool = True
    has_private: bool = False


def ask_form(case: CaseShown, asking: Asking, *, key: FormKey) -> Block:
    """Whom, what, by when; and whose words the team is shown, where there are both kinds."""
    teams = [parts.option(title, name) for name, title in asking.teams[:100]]
    if not teams:
        return parts.modal(
            callback_id=f"{ASK_FORM}_nobody",
            title=say("Ask a team"),
            close=say("Close"),
            blocks=[
                parts.section(
                    say(
                        "No other team can be asked about this case yet: none has a channel for it."
                    )
                )
            ],
        )
    within = [parts.option(said, target) for target, said in asking.within[:100]]
    return parts.modal(
        callback_id=ASK_FORM,
        title=say("Ask a team"),
        submit=say("Ask"),
        metadata=form_metadata(key),
        blocks=[
            parts.context(*_what_it_means(case)),
            parts.input_block(say("Which team?"), _select("team", teams), block_id="team"),
            parts.input_block(
                say("Your question"), _text("question", QUESTION_MOST), block_id="question"
            ),
            parts.input_block(
                say("By when?"), _select("within", within, first=True), block_id="within"
            ),
            *_whose_words(asking),
        ],
    )


def _what_it_means(case: CaseShown) -> list[str]:
    stays = say(
        "{case} stays with whoever has it. The customer sees nothing of this.", case=case.reference
    )
    if case.around.handling != Handling.CONCIERGE:
        return [stays]
    rule = say("As a rule these cases are handed over to the specialists: *Hand over…* does that.")
    return [stays, rule]


def answer_form(shown: QuestionShown, *, key: ConsultKey) -> Block:
    """The answer, below the question."""
    return parts.modal(
        callback_id=ANSWER_FORM,
        title=say("Answer colleagues"),
        submit=say("Answer"),
        metadata=str(key),
        blocks=[
            *_head(shown),
            parts.input_block(
                say("The answer"),
                _text("text", ANSWER_MOST),
                block_id="text",
                hint=say("It goes to whoever asked, who may use it as the answer to the customer."),
            ),
        ],
    )


def not_for_us_form(shown: QuestionShown, *, key: ConsultKey) -> Block:
    """Why not, or who else."""
    return parts.modal(
        callback_id=NOT_FOR_US_FORM,
        title=say("Not for us"),
        submit=say("Send it back"),
        metadata=str(key),
        blocks=[
            *_head(shown),
            parts.input_block(
                say("Who could answer it instead, or why is it not for you?"),
                _text("note", _NOTE_MOST),
                block_id="note",
            ),
        ],
    )


def _head(shown: QuestionShown) -> list[Block]:
    consult = shown.consult
    told = say(
        "<@{who}> asks about {case}, answer by {when}:",
        who=consult.asked_by,
        case=shown.case.reference,
        when=moment(consult.due_at),
    )
    return [parts.section(told), rich.quote(consult.question or parts.BLANK, most=QUESTION_MOST)]


def _whose_words(asking: Asking) -> list[Block]:
    """A choice where there is one; what is private, first, for the question may repeat it."""
    choices = {
        Surface.PRIVATE: say("The private talk. It is asked in the team's private channel."),
        Surface.PUBLIC: say("What is public alone. Repeat nothing private in the question."),
    }
    given = {Surface.PRIVATE: asking.has_private, Surface.PUBLIC: asking.has_public}
    options = [parts.option(choices[each], each.value) for each in choices if given[each]]
    if len(options) < 2:
        return []
    radio: Block = {
        "type": "radio_buttons",
        "action_id": "surface",
        "options": options,
        "initial_option": options[0],
    }
    return [parts.input_block(say("What may the team see?"), radio, block_id="surface")]


def _select(name: str, options: Sequence[Block], *, first: bool = False) -> Block:
    chosen = {"initial_option": options[0]} if first else {}
    return {"type": "static_select", "action_id": name, "options": list(options), **chosen}


def _text(name: str, most: int) -> Block:
    return parts.text_field(name, most=most, multiline=True)

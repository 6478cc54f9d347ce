"""The Voice of the customer as a message and as a form: causes in lines, a press that shows what customers said."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.api.values import UnreadableValue
from bot.slack.views import parts, rich
from bot.slack.views.lessons.rule_form import RuleShown, remark_block
from bot.slack.views.parts import Block

VOICE_WORDS = "voice_words"
_ROWS_MOST, _OTHERS_MOST, _RULES_MOST = 10, 6, 5
_VALUE = re.compile(r"v1\|([a-z0-9_.-]{1,41})\|([0-9T:-]{10,16})\|([a-z0-9_.-]{1,60})")


@dataclass(frozen=True)
class VoiceLine:
    """One line. ``value`` opens what was said; empty where there is nothing to read."""

    label: str
    told: str
    value: str = ""
    owner: str = ""  # a Slack user id


@dataclass(frozen=True)
class VoiceShown:
    """The voice of a period, in words."""

    sentence: str
    causes: Sequence[VoiceLine] = ()
    others: Sequence[VoiceLine] = ()
    rules: Sequence[RuleShown] = ()


@dataclass(frozen=True)
class QuoteShown:
    """What one customer said, masked, with the ways to it."""

    author: str
    text: str
    at: datetime
    permalink: str = ""
    case: str = ""  # as mrkdwn: a link, or the reference


def words_value(digest: str, period: str, part: str) -> str:
    """``v1|voice|2026-11-30|delay``: whose words are asked for; nothing where it cannot be carried."""
    value = f"v1|{digest}|{period}|{part}"
    return value if _VALUE.fullmatch(value) else ""


def read_words(value: str) -> tuple[str, str, str]:
    """Digest, period and part. Raises UnreadableValue."""
    match = _VALUE.fullmatch(value)
    if match is None:
        raise UnreadableValue
    return match[1], match[2], match[3]


def voice_blocks(shown: VoiceShown) -> list[Block]:
    """At most 19 blocks, none of them with a customer's words."""
    blocks: list[Block] = [parts.section(parts.safe(shown.sentence, 300))]
    blocks += [_line(line) for line in shown.causes[:_ROWS_MOST]]
    if len(shown.causes) > _ROWS_MOST:
        more = say("`/case causes` has them all.")
        blocks.append(parts.context(more))
    plain = [line for line in shown.others if not line.value]
    pressed = [line for line in shown.others if line.value]
    blocks += [_line(line) for line in pressed[:_OTHERS_MOST]]
    told = [f"{parts.safe(line.label)}: *{parts.safe(line.told)}*" for line in plain]
    return [*blocks, parts.context(parts.apart(*told))] if told else blocks


def voice_form(shown: VoiceShown) -> Block:
    """The same as it stands now, with the rules that hurt in full."""
    weeks = say("In brackets: the cases of each of the last three weeks.")
    blocks = [*([parts.context(weeks)] if shown.causes else []), *voice_blocks(shown)]
    if shown.rules:
        blocks += [parts.divider(), parts.section(say("*Rules that hurt customers*"))]
        blocks += [remark_block(rule) for rule in shown.rules[:_RULES_MOST]]
    return parts.modal(
        callback_id="voice", title=say("Voice of customers"), close=say("Close"), blocks=blocks
    )


def words_form(quotes: Sequence[QuoteShown], *, title: str) -> Block:
    """What customers said, as it stands in public now."""
    blocks: list[Block] = [parts.section(f"*{parts.safe(title)}*")]
    for quote in quotes:
        blocks.append(rich.quote(quote.text, most=600))
        link = parts.link(quote.permalink, say("Open the post"))
        who = parts.apart(parts.safe(quote.author), moment(quote.at), quote.case, link)
        blocks.append(parts.context(who))
    if not quotes:
        blocks.append(parts.section(say("Nothing of it stands in public any more.")))
    return parts.modal(
        callback_id="voice_words", title=say("In their words"), close=say("Close"), blocks=blocks
    )


def _line(line: VoiceLine) -> Block:
    owner = f" · <@{line.owner}>" if line.owner else ""
    words = f"*{parts.safe(line.label)}*\n{parts.safe(line.told, 200)}{owner}"
    if not line.value:
        return parts.section(words)
    button = parts.button(say("In their words…"), action_id=VOICE_WORDS, value=line.value)
    return parts.section(words, accessory=button)

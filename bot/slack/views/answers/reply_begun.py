"""Around an answer that was begun: a colleague is writing already, and words that could not go.

Somebody else's words stand here masked; nobody's words are lost because a form could not be sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.text.moments import clock_time, moment, span
from bot.language import say
from bot.slack.api.values import CaseValue, FormKey, form_metadata
from bot.slack.views import parts, rich
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block

TAKEN_FORM = "reply_taken"
TAKE_CASE, ASK_FOR_CASE = "take_case", "ask_for_case"
KEPT_VIEW = "reply_kept"


@dataclass(frozen=True)
class ColleagueShown:
    """A colleague at an answer to the same customer."""

    slack_user_id: str
    since: datetime
    now: datetime
    reference: str = ""  # of the other case, when it is another
    text: str = ""  # what they saved, masked

    @property
    def ago(self) -> str:
        """``4 min``."""
        return span(max(self.now - self.since, timedelta()))


@dataclass(frozen=True)
class HolderShown:
    """Who has the case, where that is somebody else. ``may_take``: the writer is a lead."""

    slack_user_id: str
    may_take: bool = False
    is_asked: bool = False


def holder_blocks(case: CaseShown, holder: HolderShown) -> list[Block]:
    """Said before they write, not when they send: only the owner or a lead answers; and the way out."""
    who, value = f"<@{holder.slack_user_id}>", str(CaseValue(case.case_id, case.version))
    if holder.may_take:
        said = say("{who} holds this case. As a lead you can answer all the same.", who=who)
        on = parts.button(say("Take the case over"), action_id=TAKE_CASE, value=value)
        return [parts.section(f"🟠 {said}", accessory=on)]
    if holder.is_asked:
        return [parts.section("✅ " + say("{who} is asked in the thread for this case.", who=who))]
    said = say("{who} holds this case: only they or a lead can send an answer.", who=who)
    on = parts.button(say("Ask for the case"), action_id=ASK_FOR_CASE, value=value)
    return [parts.section(f"🟠 {said}", accessory=on)]


def taken_form(case: CaseShown, colleague: ColleagueShown, *, key: FormKey) -> Block:
    """Says who is writing, and offers to take over with one press."""
    who, author = f"<@{colleague.slack_user_id}>", parts.safe(case.author, 90)
    since, ago = clock_time(colleague.since), colleague.ago
    sentence = say(
        "{who} is writing to *{author}* since {since} ({ago} ago).",
        who=who,
        author=author,
        since=since,
        ago=ago,
    )
    if colleague.reference:
        sentence += " " + say("They do it in {reference}.", reference=colleague.reference)
    blocks = [parts.section(f"🟠 {sentence}")]
    if colleague.text:
        blocks += [parts.context(say("What they saved so far")), _quoted(colleague.text)]
    after = say(
        "Take over, and you write instead: {who} is told, keeps their words as a draft and cannot "
        "send them before taking over again. Or cancel, and let them finish.",
        who=who,
    )
    return parts.modal(
        callback_id=TAKEN_FORM,
        title=say("Somebody is writing"),
        submit=say("Take over"),
        metadata=form_metadata(key),
        blocks=[*blocks, parts.section(after)],
    )


def colleague_blocks(case: CaseShown, colleague: ColleagueShown) -> list[Block]:
    """In the form: what a colleague began and left, with a button to go on with it."""
    value = str(CaseValue(case.case_id, case.version))
    began = say(
        "<@{user}> began an answer {ago} ago.", user=colleague.slack_user_id, ago=colleague.ago
    )
    take = parts.button(say("Take it over"), action_id="take_draft", value=value)
    return [parts.section(began, accessory=take), _quoted(colleague.text)]


def kept_view(sentence: str, text: str, *, is_kept: bool, saved_at: datetime) -> Block:
    """Why it did not go, and the words themselves, to copy. ``sentence`` is our own mrkdwn."""
    where = say(
        "Your words are kept as a draft, {when}. Here they are, too:", when=moment(saved_at)
    )
    if not is_kept:
        where = say("Your words were not kept. Copy them from here if you need them:")
    blocks = [parts.section(parts.clip(sentence, 2900))]
    if text.strip():
        blocks += [parts.context(where), rich.exact(parts.clip(text, 2900))]
    return parts.modal(
        callback_id=KEPT_VIEW, title=say("Not sent"), close=say("Close"), blocks=blocks
    )


def _quoted(text: str) -> Block:
    return rich.quote(text, most=600)

"""An answer that waits for a second person, in the thread: who is asked, why, and what was decided.

What was changed is shown to whoever wrote it: what went out struck through, what came in in bold.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher

from bot.domain.rules.answers.approval_rules import Reason
from bot.language import listed, say
from bot.slack.api.values import ReplyValue
from bot.slack.views import parts, rich
from bot.slack.views.machine_words import begun_with
from bot.slack.views.models import ApprovalShown, EventShown
from bot.slack.views.parts import Block

APPROVE, EDIT, RETURN = "approve", "approve_edit", "approve_return"
_ASKED = {"approval_asked", "approval_asked_again"}
_IS_OUT = {"reply_queued", "reply_sent"}
_WHY: dict[str, str] = {
    Reason.WORDS: "its words ask for it",
    Reason.AUTHOR: "by the role of who wrote it",
    Reason.COMPLAINT: "the case is a complaint",
    Reason.SIGNAL: "there is a signal on the case",
    Reason.PRIORITY: "by the priority of the case",
    Reason.TOPIC: "by what the case is about",
    Reason.SURGE: "the case is in a surge",
    Reason.SHARE: "it is one of those drawn by chance",
}


def why(reasons: Iterable[str]) -> str:
    """The reasons, as one clause."""
    return listed(say(_WHY[each]) for each in reasons if each in _WHY)


def _asked(shown: EventShown) -> str:
    told = shown.approval
    sentence = say(
        "🟠 An answer by {who} waits for a second person: {why}.",
        who=_named(shown, told.asked_by),
        why=why(told.reasons),
    )
    if not told.waits:
        return f"{sentence} {say('What came of it stands below.')}"
    return f"{sentence} {_please(shown)}"


def _asked_again(shown: EventShown) -> str:
    sentence = say("🟠 Nobody who was asked about this answer is there any more.")
    return f"{sentence} {_please(shown)}" if shown.approval.waits else sentence


def _named(shown: EventShown, who: str) -> str:
    return shown.named(who) if who else say("Somebody")


def _at(who: str) -> str:
    """With a ping, for they have something to do."""
    return f"<@{who}>" if who else say("Somebody")


def _please(shown: EventShown) -> str:
    people = listed(f"<@{who}>" for who in shown.details.get("ring", ()))
    if not people:
        return say("Nobody who may approve it is there now. {command} lists it.", command=_LIST)
    return say("Please decide: {people}.", people=people)


_LIST = "`/case approvals`"


def _returned(shown: EventShown) -> str:
    told = shown.approval
    sentence = say(
        "{who} returned the answer to {author}. The customer has not seen it; its words are kept as a draft.",
        who=_named(shown, told.decided_by),
        author=_at(told.asked_by),
    )
    return sentence


def _expired(shown: EventShown) -> str:
    return say(
        "🔴 Nobody decided about the answer by {author} in time, so the customer has *not* seen it. Its "
        "words are kept as a draft.",
        author=_at(shown.approval.asked_by),
    )


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "approval_asked": _asked,
    "approval_asked_again": _asked_again,
    "approval_returned": _returned,
    "approval_expired": _expired,
}


def after_approval(shown: EventShown) -> list[Block]:
    """The buttons of whoever decides; a note; or who approved it, and what they changed."""
    told = shown.approval
    if shown.template in _ASKED and told.waits:
        buttons = parts.actions(f"approval-{shown.reply_id}-{shown.template}", _buttons(shown))
        return [*_begun(told), *since_returned(told.returned, shown.reply_text), buttons]
    if shown.template == "approval_returned" and told.note:
        return [rich.quote(told.note, most=500)]
    if shown.template not in _IS_OUT or not told.approved:
        return []
    if not told.before:
        return [parts.context(say("Approved by {who}.", who=_named(shown, told.decided_by)))]
    changed = say(
        "{author}: {who} approved it with changes.",
        author=_at(told.asked_by),
        who=_named(shown, told.decided_by),
    )
    return [parts.context(changed), difference(told.before, shown.reply_text)]


def _begun(told: ApprovalShown) -> list[Block]:
    said = begun_with(told.machine, told.machine_percent)
    return [parts.context(said)] if told.machine else []


def since_returned(before: str, now: str) -> list[Block]:
    """What is otherwise than in the answer that came back to its author, the initials too; nothing the first time."""
    if not before:
        return []
    if before == now:
        return [parts.context(say("These are the very words that came back before."))]
    return [parts.context(say("What changed since it came back:")), difference(before, now)]


def difference(before: str, after: str) -> Block:
    """Two texts as one, word by word: struck through what went, in bold what came."""
    old, new = _words(before), _words(after)
    runs: list[Block] = []
    for what, i, j, k, m in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        runs += _runs("".join(old[i:j]), "".join(new[k:m]), is_same=what == "equal")
    return rich.line(*runs)


def _runs(old: str, new: str, *, is_same: bool) -> Iterator[Block]:
    if is_same:
        yield rich.words(old)
        return
    if old:
        yield rich.words(old, strike=True)
    if new:
        yield rich.words(new, bold=True)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\S+", text)


def _buttons(shown: EventShown) -> list[Block]:
    value = str(ReplyValue(shown.reply_id))
    return [
        parts.button(say("Approve"), action_id=APPROVE, value=value, style="primary"),
        parts.button(say("Edit and approve…"), action_id=EDIT, value=value),
        parts.button(say("Return…"), action_id=RETURN, value=value),
        parts.button(say("Take it back"), action_id="undo", value=value),
    ]

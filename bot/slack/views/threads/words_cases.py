"""The sentences of snoozing, merging, splitting, linking and priorities."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.text.moments import moment
from bot.domain.text.references import case_reference
from bot.language import listed, say, say_count
from bot.slack.views import parts
from bot.slack.views.around import because_words, guidance_words, level_name, title_words
from bot.slack.views.models import EventShown


def _case(shown: EventShown) -> str:
    return case_reference(shown.case_id)


def _other(shown: EventShown) -> str:
    reference = case_reference(int(shown.details.get("other") or 0))
    return parts.link(shown.permalink, reference) or reference


def _reason(shown: EventShown) -> str:
    return f" “{parts.safe(shown.explanation, 500)}”" if shown.explanation else ""


def _snoozed(shown: EventShown) -> str:
    until = moment(datetime.fromisoformat(str(shown.details["until"])))
    said = say(
        "💤 {who} snoozed {case} until {until}.", who=shown.actor, case=_case(shown), until=until
    )
    return said + _reason(shown)


def _woken(shown: EventShown) -> str:
    return say("{who} woke {case} before its time.", who=shown.actor, case=_case(shown))


def _woke(shown: EventShown) -> str:
    owner = str(shown.details.get("owner") or "")
    if owner:
        said = say("⏰ <@{owner}>, {case} is awake again.", owner=owner, case=_case(shown))
    else:
        said = say("⏰ {case} is awake again, and nobody has it.", case=_case(shown))
    return said + _reason(shown)


def _merged(shown: EventShown) -> str:
    return say(
        "{who} merged this case into {other}. It goes on there.",
        who=shown.actor,
        other=_other(shown),
    )


def _took_over(shown: EventShown) -> str:
    what = "{who} merged {other} into this case. Later words and answers come here; the older start counts."
    return say(what, who=shown.actor, other=_other(shown))


def _unmerged(shown: EventShown) -> str:
    what = "{who} took the merge into {other} back. This case stands alone again; words that came since stay there."
    return say(what, who=shown.actor, other=_other(shown))


def _gave_back(shown: EventShown) -> str:
    said = say(
        "{who} took the merge back: {other} stands alone again.",
        who=shown.actor,
        other=_other(shown),
    )
    return (
        f"{said} {say('Its complaint mark left with it.')}" if shown.details.get("count") else said
    )


def _answer_followed(shown: EventShown) -> str:
    return say(
        "The answer {who} had sent in {other} is published.", who=shown.actor, other=_other(shown)
    )


def _split(shown: EventShown) -> str:
    count = int(shown.details.get("count") or 1)
    return say_count(
        count,
        "{who} split {count} message off into {other}.",
        "{who} split {count} messages off into {other}.",
        who=shown.actor,
        other=_other(shown),
    )


def _split_from(shown: EventShown) -> str:
    return say("{who} split this case off {other}.", who=shown.actor, other=_other(shown))


def _linked(shown: EventShown) -> str:
    return say(
        "{who} linked this case to {other}.", who=shown.actor, other=_other(shown)
    ) + _reason(shown)


def _unlinked(shown: EventShown) -> str:
    return say("{who} unlinked this case from {other}.", who=shown.actor, other=_other(shown))


def _priority(shown: EventShown) -> str:
    now = level_name(str(shown.details.get("level") or "")).lower()
    if shown.slack_user_id:
        return say(
            "{who} set the priority to {priority}.", who=shown.actor, priority=now
        ) + _reason(shown)
    because = because_words(map(str, shown.details.get("because", ())))
    if not because:
        return say("Priority is {priority} now.", priority=now)
    return say("Priority is {priority} now: {because}.", priority=now, because=because)


def _signal(shown: EventShown) -> str:
    """What was heard, and what staff should do now."""
    titles = listed(map(title_words, shown.details.get("signals", ())))
    heard = say("❗ Heard in the customer's words: *{signals}*.", signals=titles)
    told = guidance_words(shown.details.get("guidance", {}), shown.details.get("ring", ()))
    return f"{heard}\n{told}".rstrip()


def _signal_taken_back(shown: EventShown) -> str:
    return say(
        "{who} says it was not so: {signals}. Priority is {priority} now.",
        who=shown.actor,
        signals=listed(map(title_words, shown.details.get("signals", ()))),
        priority=level_name(str(shown.details.get("level") or "")).lower(),
    )


def _is_ours(shown: EventShown) -> str:
    bank = parts.safe(str(shown.details.get("bank") or ""))
    return say("{who} says it is not meant for {bank}.", who=shown.actor, bank=bank)


def _thanked(shown: EventShown) -> str:
    return say("🙂 The customer said thanks. {case} stays as it is.", case=_case(shown))


def accepted(shown: EventShown) -> str:
    """What the customer's acceptance, or the want of it, meant for a deadline that asks for it."""
    kept, unkept = shown.details.get("kept"), shown.details.get("unkept")
    if kept:
        return say(
            "The customer accepted it: “{deadline}” is kept.", deadline=parts.safe(kept, 160)
        )
    if unkept:
        return say(
            "Nobody recorded that the customer accepted it, so “{deadline}” is not kept by this.",
            deadline=parts.safe(unkept, 160),
        )
    return ""


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "snoozed": _snoozed,
    "woken": _woken,
    "woke": _woke,
    "merged": _merged,
    "took_over": _took_over,
    "unmerged": _unmerged,
    "gave_back": _gave_back,
    "answer_followed": _answer_followed,
    "split": _split,
    "split_from": _split_from,
    "linked": _linked,
    "unlinked": _unlinked,
    "priority": _priority,
    "signal": _signal,
    "signal_taken_back": _signal_taken_back,
    "misdirection_taken_back": _is_ours,
    "customer_thanked": _thanked,
}

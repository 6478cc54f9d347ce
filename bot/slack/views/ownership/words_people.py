"""Sentences in the thread about who has a case: handed over, back in the queue, offered again."""

from collections.abc import Callable

from bot.domain.text.references import case_reference
from bot.language import say, say_count
from bot.slack.api.values import CaseValue
from bot.slack.views import parts
from bot.slack.views.around import because_words, level_name
from bot.slack.views.models import EventShown
from bot.slack.views.parts import Block

TAKE_IN_KEPT = "take_in_kept"


def _person(slack_user_id: str | None) -> str:
    """Somebody by Slack id, as Slack writes them."""
    return f"<@{slack_user_id}>" if slack_user_id else say("a colleague")


def _with_note(sentence: str, shown: EventShown) -> str:
    if not shown.explanation:
        return sentence
    return f"{sentence}\n{say('Note: {note}', note=parts.safe(shown.explanation, 500))}"


def _handed_over(shown: EventShown) -> str:
    case, to = case_reference(shown.case_id), _person(shown.details.get("to_person"))
    before = shown.details.get("from_person") or ""
    if before and shown.slack_user_id == shown.details.get("to_person"):
        took = say(
            "{who} took {case} over from {to}.", who=shown.actor, case=case, to=_person(before)
        )
        return _with_note(took, shown)
    if shown.slack_user_id and before in {"", shown.slack_user_id}:
        said = say("{who} handed {case} over to {to}.", who=shown.actor, case=case, to=to)
    elif before:
        said = say(
            "{case} went from {before} to {to}, by {who}.",
            case=case,
            before=f"<@{before}>",
            to=to,
            who=shown.actor,
        )
    else:
        said = say("{case} went to {to}, by {who}.", case=case, to=to, who=shown.actor)
    return _with_note(said, shown)


def _asked_for(shown: EventShown) -> str:
    return say(
        "🟠 {owner}, {who} would like to answer {case}. Give it to them, or answer it yourself.",
        owner=_person(shown.details.get("owner")),
        who=shown.actor,
        case=case_reference(shown.case_id),
    )


def _back_in_queue(shown: EventShown) -> str:
    said = say(
        "{case} is back in the queue, by {who}. Anybody may claim it.",
        case=case_reference(shown.case_id),
        who=shown.actor,
    )
    return _with_note(said, shown)


def _handed_to_team(shown: EventShown) -> str:
    said = say(
        "{who} handed {case} over to {team}. Anybody there may claim it; its clocks run on.",
        who=shown.actor,
        case=case_reference(shown.case_id),
        team=parts.safe(shown.details.get("title") or ""),
    )
    return _with_note(said, shown)


def _goes_on_elsewhere(shown: EventShown) -> str:
    link = parts.link(shown.permalink, say("Open it there"))
    said = say(
        "{case} was handed over to {team} and goes on there.",
        case=case_reference(shown.case_id),
        team=parts.safe(shown.details.get("title") or ""),
    )
    return f"{said} {say('→')} {link}" if link else said


def _handled_before(shown: EventShown) -> str:
    return say(
        "This customer is back. {who} handled them before. It is theirs to take first; "
        "anybody may claim it.",
        who=_person(shown.details.get("owner")),
    )


def _owner_is_away(shown: EventShown) -> str:
    return say(
        "{who} is away, so {case} is back in the queue. Anybody may claim it.",
        who=shown.named(shown.details.get("owner") or ""),
        case=case_reference(shown.case_id),
    )


def _owner_has_left(shown: EventShown) -> str:
    return say(
        "{who} has left the desk, so {case} is back in the queue. Anybody may claim it.",
        who=shown.named(shown.details.get("owner") or ""),
        case=case_reference(shown.case_id),
    )


def _author_blocked(shown: EventShown) -> str:
    said = say(
        "{who} blocked this author: their later posts are set aside. This case stays as it is.",
        who=shown.actor,
    )
    return _with_note(said, shown)


def _author_unblocked(shown: EventShown) -> str:
    if shown.slack_user_id:
        said = say("{who} unblocked this author: their posts become cases again.", who=shown.actor)
    else:  # its day came, or an import left it out
        said = say("The block of this author is over: their posts become cases again.")
    kept = shown.details.get("count") or 0
    if not kept:
        return said
    one, other = (
        "{count} post was kept back meanwhile.",
        "{count} posts were kept back meanwhile.",
    )
    return f"{said} {say_count(kept, one, other)}"


def _post_kept_back(shown: EventShown) -> str:
    said = say(
        "🔕 The blocked author has written again. It is kept back; the top of this thread counts what is."
    )
    level = shown.details.get("level")
    if not level:
        return said
    rules = say(
        "By your rules it is {level}: {why}. Read it in *Desk settings*, *Blocked authors*.",
        level=level_name(level).lower(),
        why=because_words(shown.details.get("because") or ()),
    )
    return f"{said}\n{rules}"


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "asked_for": _asked_for,
    "handed_over": _handed_over,
    "back_in_queue": _back_in_queue,
    "handed_to_team": _handed_to_team,
    "goes_on_elsewhere": _goes_on_elsewhere,
    "handled_before": _handled_before,
    "owner_is_away": _owner_is_away,
    "owner_has_left": _owner_has_left,
    "author_blocked": _author_blocked,
    "author_unblocked": _author_unblocked,
    "post_kept_back": _post_kept_back,
}


def after_people(shown: EventShown) -> list[Block]:
    """*Claim*, for whoever is offered the case; *Give to…*, for whoever is asked for it; *Take them in*, for
    what was kept back."""
    if shown.template == "author_unblocked" and shown.details.get("count"):
        value = str(CaseValue(shown.case_id))
        take = parts.button(say("Take them in"), action_id=TAKE_IN_KEPT, value=value)
        return [parts.actions(f"kept-{shown.case_id}", [take])]
    if shown.template == "asked_for":
        value = str(CaseValue(shown.case_id))
        give = parts.button(say("Give to…"), action_id="give", value=value)
        return [parts.actions(f"asked-{shown.case_id}-{shown.slack_user_id}", [give])]
    if shown.template not in {"handled_before", "owner_is_away", "owner_has_left"}:
        return []
    value = str(CaseValue(shown.case_id, int(shown.details.get("version") or 0)))
    claim = parts.button(say("Claim"), action_id="claim", value=value, style="primary")
    return [parts.actions(f"offer-{shown.case_id}-{shown.template}", [claim])]

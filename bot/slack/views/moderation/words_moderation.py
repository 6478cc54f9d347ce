"""Sentences in the thread about our own answer being taken down, and a customer's post being hidden."""

from collections.abc import Callable

from bot.language import say, say_stored
from bot.slack.views import parts
from bot.slack.views.models import EventShown


def _answer_asked(shown: EventShown) -> str:
    return say("{who} asked {channel} to delete our answer. Reason: {why}", **_asked(shown))


def _answer_done(shown: EventShown) -> str:
    return say(
        "🗑️ Our answer was deleted on {channel}, as {who} asked. If the customer still needs one, "
        "write a new answer; the clocks are as they were.",
        **_asked(shown),
    )


def _hide_asked(shown: EventShown) -> str:
    return say(
        "{who} asked {channel} to hide a post of the customer. Reason: {why}", **_asked(shown)
    )


def _hide_done(shown: EventShown) -> str:
    return say(
        "🙈 The post is hidden on {channel}, as {who} asked. Its author and their friends there "
        "may still see it.",
        **_asked(shown),
    )


def _unhide_asked(shown: EventShown) -> str:
    return say("{who} asked {channel} to show a hidden post again. Reason: {why}", **_asked(shown))


def _unhide_done(shown: EventShown) -> str:
    return say("👁️ The post is shown again on {channel}, as {who} asked.", **_asked(shown))


def _refused(shown: EventShown) -> str:
    why = parts.safe(
        say_stored(shown.explanation), 500
    )  # the platform's reasons, where we know them
    return say(
        "🔴 {channel} did not do what {who} asked, so nothing has changed there. {why}",
        **{**_asked(shown), "who": shown.pinged, "why": why},
    )


def _asked(shown: EventShown) -> dict[str, str]:
    return {
        "who": shown.actor,
        "channel": parts.safe(shown.channel_title),
        "why": parts.safe(shown.explanation, 500),
    }


SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "remove_answer_asked": _answer_asked,
    "remove_answer_done": _answer_done,
    "remove_answer_refused": _refused,
    "hide_asked": _hide_asked,
    "hide_done": _hide_done,
    "hide_refused": _refused,
    "unhide_asked": _unhide_asked,
    "unhide_done": _unhide_done,
    "unhide_refused": _refused,
}

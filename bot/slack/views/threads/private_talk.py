"""What a headline says of a private talk: where the other thread is, and how long it can be answered."""

from bot import clock
from bot.domain.records.cases.case import Surface
from bot.domain.text.moments import moment
from bot.language import say
from bot.slack.views import parts
from bot.slack.views.models import CaseShown
from bot.slack.views.parts import Block


def who_where(case: CaseShown) -> str:
    """``Ana on X``; of the private thread ``🔒 Ana on X, in private``."""
    who, channel = parts.clip(case.author, 90), parts.clip(case.channel_title, 40)
    if case.talk.surface == Surface.PRIVATE:
        return say("🔒 {who} on {channel}, in private", who=who, channel=channel)
    return say("{who} on {channel}", who=who, channel=channel)


def talk_blocks(case: CaseShown) -> list[Block]:
    """One line, where there is something to say."""
    private = case.talk.surface == Surface.PRIVATE
    words = _private(case) if private else _public(case)
    return [parts.context("  ·  ".join(words))] if words else []


def _public(case: CaseShown) -> list[str]:
    if not case.talk.has_private:
        return []
    link = parts.link(case.talk.other_thread_link, say("Open the private thread"))
    return [say("🔒 Also in private"), *([link] if link else [])]


def _private(case: CaseShown) -> list[str]:
    channel = parts.safe(case.channel_title)
    words: list[str] = []
    if case.talk.until is not None:
        words.append(_until(case, channel))
    if case.talk.post_link:
        link = parts.link(case.talk.post_link, say("their public post"))
        words.append(say("It belongs to {post}", post=link))
    link = parts.link(case.talk.other_thread_link, say("Open the public thread"))
    return [*words, *([link] if link else [])]


def _until(case: CaseShown, channel: str) -> str:
    until = case.talk.until
    if until is None:
        return ""
    if clock.now() < until:
        return say(
            "⏳ {channel} takes a private answer until {when}", channel=channel, when=moment(until)
        )
    over = say(
        "⌛ {channel} took a private answer until {when}.", channel=channel, when=moment(until)
    )
    instead = say("Call them; when they write in private again, you can answer here")
    if case.talk.has_public:
        instead = say(
            "Answer in public, or call them; when they write in private again, you can answer here"
        )
    return f"{over} {instead}"

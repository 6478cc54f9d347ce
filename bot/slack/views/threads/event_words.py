"""The sentence for each thing staff or Earshot did to a case: who, what, and when."""

from collections.abc import Callable
from datetime import datetime

from bot.domain.text.moments import clock_time, moment
from bot.domain.text.references import case_reference
from bot.language import say, say_count, say_stored
from bot.slack.views import parts
from bot.slack.views.answers import approval_words, pledge_words, words_native, words_reply
from bot.slack.views.chat import words_chat, words_chat_end, words_login
from bot.slack.views.consults import words_consults
from bot.slack.views.models import EventShown
from bot.slack.views.moderation import words_moderation, words_removed
from bot.slack.views.ownership import words_people
from bot.slack.views.threads import words_cases, words_private


def sentence_for(shown: EventShown) -> str:
    """The sentence, as mrkdwn of our own words."""
    return _SENTENCES.get(shown.template, _unknown)(shown)


def _case(shown: EventShown) -> str:
    return case_reference(shown.case_id)


def _meaning(shown: EventShown) -> str:
    return parts.safe(shown.meaning, 200)


def _claimed(shown: EventShown) -> str:
    at = clock_time(shown.at)
    return say("{who} claimed {case} at {time}.", who=shown.actor, case=_case(shown), time=at)


def _released(shown: EventShown) -> str:
    what = "{who} released {case}. Anybody may claim it."
    return say(what, who=shown.actor, case=_case(shown))


def _resolved(shown: EventShown) -> str:
    what = "✅ {who} resolved {case}. {meaning}."
    if shown.details.get("unanswered"):
        what = "✅ {who} resolved {case} without an answer to the customer. {meaning}."
    ended = say(what, who=shown.actor, case=_case(shown), meaning=_meaning(shown))
    return f"{ended} {words_cases.accepted(shown)}".rstrip()


def _not_actionable(shown: EventShown) -> str:
    return say(
        "{who} marked {case} as needing no reply. {meaning}.",
        who=shown.actor,
        case=_case(shown),
        meaning=_meaning(shown),
    )


def _reopened(shown: EventShown) -> str:
    if shown.slack_user_id:
        return say("{who} reopened {case}.", who=shown.actor, case=_case(shown))
    return say("The customer's new message reopened {case}.", case=_case(shown))


def _reply_queued(shown: EventShown) -> str:
    posts = shown.details.get("posts", 0)
    if shown.posts_out:
        out = words_reply.posts_out(shown)
        return out if shown.outcome_known else f"{out} {say('The rest follows by itself:')}"
    what = "{who} sent an answer from *{account}* on {channel}."
    if shown.is_private:
        what = "{who} sent a private answer from *{account}* on {channel}."
    sent = say(
        what,
        who=shown.actor,
        account=parts.safe(shown.account_name),
        channel=parts.safe(shown.channel_title),
    )
    if shown.outcome_known:
        return sent
    way = say("It is on its way:")
    if posts:
        way = say_count(
            posts,
            "It is on its way, in {count} post:",
            "It is on its way, in {count} posts, each in answer to the one before:",
        )
    if shown.resolves:
        way = say("It is on its way, and {case} is resolved once it is there:", case=_case(shown))
    return f"{sent} {way}"


def _reply_waits(shown: EventShown) -> str:
    return say(
        "🟠 {channel} lets no answer out until {when}. The answer by {who} goes out by itself then.",
        channel=parts.safe(shown.channel_title),
        when=moment(datetime.fromisoformat(shown.details["until"])),
        who=shown.actor,
    )


def _reply_checking(shown: EventShown) -> str:
    return say(
        "🟠 The connection to {channel} broke while the answer by {who} was being published. "
        "Earshot is looking whether it is there; nothing is sent twice.",
        channel=parts.safe(shown.channel_title),
        who=shown.actor,
    )


def _reply_withdrawn(shown: EventShown) -> str:
    if shown.details.get("dropped"):
        return say(
            "{who} dropped the answer: it is not sent to {channel}. The case stays open.",
            who=shown.actor,
            channel=parts.safe(shown.channel_title),
        )
    what = "{who} took the answer back before it went out. The customer has not seen it."
    return _stays_open(shown, say(what, who=shown.actor))


def _reply_sent(shown: EventShown) -> str:
    link = parts.link(shown.permalink, say("See it on {channel}", channel=shown.channel_title))
    what = "✅ The answer by {who} is published from *{account}* on {channel}, {when}."
    if shown.is_private:
        what = "✅ The private answer by {who} is with the customer, from *{account}* on {channel}, {when}."
    published = say(
        what,
        who=shown.actor,
        account=parts.safe(shown.account_name),
        channel=parts.safe(shown.channel_title),
        when=moment(shown.at),
    )
    if shown.seen_at is not None:
        published = f"{published} {say('Seen {when}.', when=clock_time(shown.seen_at))}"
    return f"{published} {link}".rstrip()


def _stays_open(shown: EventShown, said: str) -> str:
    """With the news that a case which was to end with the answer goes on."""
    return f"{said} {say('{case} stays open.', case=_case(shown))}" if shown.resolves else said


def _reply_refused(shown: EventShown) -> str:
    refused = say(
        "🔴 {channel} did not take the answer by {who}, so the customer has *not* seen it. {why}",
        channel=parts.safe(shown.channel_title),
        who=shown.pinged,
        why=parts.safe(
            say_stored(shown.explanation), 500
        ),  # the platform's reasons, where we know them
    )
    return _stays_open(shown, refused)


def _complaint_marked(shown: EventShown) -> str:
    return say(
        "{who} marked {case} as a complaint: {rule}.",
        who=shown.actor,
        case=_case(shown),
        rule=parts.safe(shown.explanation, 200),
    )


def _complaint_withdrawn(shown: EventShown) -> str:
    return say(
        "{who} withdrew the complaint mark: {rule}. Its deadlines have stopped.",
        who=shown.actor,
        rule=parts.safe(shown.explanation, 200),
    )


def _complaint_recorded(shown: EventShown) -> str:
    rule, recorded = shown.details.get("rule", ""), shown.details.get("recorded", "")
    said = f"{rule}: {say(recorded)}" if recorded else shown.explanation
    what = parts.safe(said, 250)
    noted = say("{who} recorded for {what}.", who=shown.actor, what=what)
    return f"{noted} {words_cases.accepted(shown)}".rstrip()


def _slack_trouble(shown: EventShown) -> str:
    why = parts.safe(say_stored(shown.explanation or "Nothing was lost."), 500)
    return say("Slack had trouble here. {why}", why=why)


def _headline_lost(shown: EventShown) -> str:
    said = say(
        "The first message of {case} was deleted in Slack, so the case goes on here. Nothing was lost.",
        case=_case(shown),
    )
    link = parts.link(shown.permalink, say("See what was said before"))
    return f"{said} {link}".rstrip()


def _unknown(shown: EventShown) -> str:
    return f"{shown.actor}: {parts.safe(shown.template.replace('_', ' '))}, {moment(shown.at)}."


_SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "claimed": _claimed,
    "released": _released,
    "resolved": _resolved,
    "not_actionable": _not_actionable,
    "reopened": _reopened,
    "reply_queued": _reply_queued,
    "reply_withdrawn": _reply_withdrawn,
    "reply_waits": _reply_waits,
    "reply_checking": _reply_checking,
    "reply_sent": _reply_sent,
    "reply_refused": _reply_refused,
    "complaint_marked": _complaint_marked,
    "complaint_withdrawn": _complaint_withdrawn,
    "complaint_recorded": _complaint_recorded,
    "slack_trouble": _slack_trouble,
    "headline_lost": _headline_lost,
    **words_cases.SENTENCES,
    **words_moderation.SENTENCES,
    **words_people.SENTENCES,
    **words_private.SENTENCES,
    **words_chat.SENTENCES,
    **words_login.SENTENCES,
    **words_chat_end.SENTENCES,
    **words_reply.SENTENCES,
    **approval_words.SENTENCES,
    **pledge_words.SENTENCES,
    **words_native.SENTENCES,
    **words_removed.SENTENCES,
    **words_consults.SENTENCES,
}

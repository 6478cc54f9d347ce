"""The sentence for each thing staff or Earshot did to a case: who, what, and when."""

from collections.abc import Callable

from bot.domain.references import case_reference
from bot.slack.views import parts
from bot.slack.views.models import EventShown
from bot.slack.views.moments import clock_time, moment


def sentence_for(shown: EventShown) -> str:
    """The sentence, as mrkdwn of our own words."""
    return _SENTENCES.get(shown.template, _unknown)(shown)


def _who(shown: EventShown) -> str:
    return f"<@{shown.slack_user_id}>" if shown.slack_user_id else "Earshot"


def _account(shown: EventShown) -> str:
    return f"*{parts.safe(shown.account_name)}* on {parts.safe(shown.channel_title)}"


def _claimed(shown: EventShown) -> str:
    return f"{_who(shown)} claimed {case_reference(shown.case_id)} at {clock_time(shown.at)}."


def _released(shown: EventShown) -> str:
    return f"{_who(shown)} released {case_reference(shown.case_id)}. Anybody may claim it."


def _resolved(shown: EventShown) -> str:
    meaning = parts.safe(shown.meaning, 200)
    return f"✅ {_who(shown)} resolved {case_reference(shown.case_id)}. {meaning}."


def _not_actionable(shown: EventShown) -> str:
    meaning = parts.safe(shown.meaning, 200)
    return f"{_who(shown)} marked {case_reference(shown.case_id)} as needing no reply. {meaning}."


def _reopened(shown: EventShown) -> str:
    who = _who(shown) if shown.slack_user_id else "The customer's new message"
    return f"{who} reopened {case_reference(shown.case_id)}."


def _reply_queued(shown: EventShown) -> str:
    on_its_way = "" if shown.outcome_known else " It is on its way:"
    return f"{_who(shown)} sent an answer from {_account(shown)}.{on_its_way}"


def _reply_checking(shown: EventShown) -> str:
    channel = parts.safe(shown.channel_title)
    return (
        f"🟠 The connection to {channel} broke while the answer by {_who(shown)} was being "
        f"published. Earshot is looking whether it is there; nothing is sent twice."
    )


def _reply_withdrawn(shown: EventShown) -> str:
    return f"{_who(shown)} took the answer back before it went out. The customer has not seen it."


def _reply_sent(shown: EventShown) -> str:
    link = parts.link(shown.permalink, f"See it on {shown.channel_title}")
    published = f"published from {_account(shown)}, {moment(shown.at)}"
    return f"✅ The answer by {_who(shown)} is {published}. {link}".rstrip()


def _reply_refused(shown: EventShown) -> str:
    why = parts.safe(shown.explanation, 500)
    return (
        f"🔴 {parts.safe(shown.channel_title)} did not take the answer by {_who(shown)}, so the "
        f"customer has *not* seen it. {why}"
    )


def _complaint_marked(shown: EventShown) -> str:
    rule = parts.safe(shown.explanation, 200)
    return f"{_who(shown)} marked {case_reference(shown.case_id)} as a complaint: {rule}."


def _complaint_withdrawn(shown: EventShown) -> str:
    rule = parts.safe(shown.explanation, 200)
    return f"{_who(shown)} took the complaint mark back: {rule}. Its deadlines have stopped."


def _complaint_recorded(shown: EventShown) -> str:
    return f"{_who(shown)} recorded for {parts.safe(shown.explanation, 250)}."


def _slack_trouble(shown: EventShown) -> str:
    return f"Slack had trouble here. {parts.safe(shown.explanation or 'Nothing was lost.', 500)}"


def _unknown(shown: EventShown) -> str:
    return f"{_who(shown)}: {parts.safe(shown.template.replace('_', ' '))}, {moment(shown.at)}."


_SENTENCES: dict[str, Callable[[EventShown], str]] = {
    "claimed": _claimed,
    "released": _released,
    "resolved": _resolved,
    "not_actionable": _not_actionable,
    "reopened": _reopened,
    "reply_queued": _reply_queued,
    "reply_withdrawn": _reply_withdrawn,
    "reply_checking": _reply_checking,
    "reply_sent": _reply_sent,
    "reply_refused": _reply_refused,
    "complaint_marked": _complaint_marked,
    "complaint_withdrawn": _complaint_withdrawn,
    "complaint_recorded": _complaint_recorded,
    "slack_trouble": _slack_trouble,
}

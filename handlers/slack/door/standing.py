"""Who changed a case last, in a sentence, for somebody whose button was overtaken."""

from sqlmodel import col, select

from bot.bootstrap import App
from bot.domain.records.audit import AuditEntry
from bot.domain.records.staff import ActorKind
from bot.language import say
from bot.slack.views.moments import moment

_DID = {
    "claim": "{who} claimed it, {when}.",
    "release": "{who} released it, {when}.",
    "hand_over": "{who} handed it over, {when}.",
    "reply": "{who} sent an answer, {when}.",
    "reply_undone": "{who} took the answer back, {when}.",
    "resolved": "{who} resolved it, {when}.",
    "not_actionable": "{who} marked it as needing no reply, {when}.",
    "reopen": "{who} reopened it, {when}.",
    "complaint_marked": "{who} marked it as a complaint, {when}.",
    "complaint_withdrawn": "{who} withdrew the complaint mark, {when}.",
    "wrote": "{who} wrote again, {when}.",
    "snooze": "{who} snoozed it, {when}.",
    "wake": "{who} took it up again, {when}.",
    "woke": "{who} woke it, {when}.",
    "merged": "{who} merged it into another case, {when}.",
    "unmerged": "{who} took its merge back, {when}.",
    "took_over": "{who} merged another case into it, {when}.",
    "split": "{who} took messages out of it, {when}.",
    "message_edited": "{who} changed what they wrote, {when}.",
    "message_removed": "{who} took a post down, {when}.",
}


def last_change(app: App, *, case_id: int) -> str:
    """``<@U…> resolved it, today 10:02.``; empty when nothing is known."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.case_id == case_id, col(AuditEntry.verb).in_(list(_DID)))
        .order_by(col(AuditEntry.sequence).desc())
    )
    with app.looking() as desk:
        entry = desk.session.exec(query).first()
    return say(_DID[entry.verb], who=_who(entry), when=moment(entry.at)) if entry else ""


def _who(entry: AuditEntry) -> str:
    if entry.actor_kind == ActorKind.STAFF:
        return f"<@{entry.actor_id}>"
    return say("The customer") if entry.actor_kind == ActorKind.CUSTOMER else "Earshot"

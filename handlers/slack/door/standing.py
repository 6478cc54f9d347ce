"""Who changed a case last, in a sentence, for somebody whose button was overtaken."""

from sqlmodel import col, select

from bot.bootstrap import App
from bot.domain.records.staff import ActorKind
from bot.domain.records.trail.audit import AuditEntry
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.moments import moment
from bot.language import say

_DID: dict[str, str] = {
    Trail.CLAIM: "{who} claimed it, {when}.",
    Trail.RELEASE: "{who} released it, {when}.",
    Trail.HAND_OVER: "{who} handed it over, {when}.",
    Trail.REPLY: "{who} sent an answer, {when}.",
    Trail.REPLY_UNDONE: "{who} took the answer back, {when}.",
    Trail.RESOLVED: "{who} resolved it, {when}.",
    Trail.NOT_ACTIONABLE: "{who} marked it as needing no reply, {when}.",
    Trail.REOPEN: "{who} reopened it, {when}.",
    Trail.COMPLAINT_MARKED: "{who} marked it as a complaint, {when}.",
    Trail.COMPLAINT_WITHDRAWN: "{who} withdrew the complaint mark, {when}.",
    Trail.WROTE: "{who} wrote again, {when}.",
    Trail.SNOOZE: "{who} snoozed it, {when}.",
    Trail.WAKE: "{who} took it up again, {when}.",
    Trail.WOKE: "{who} woke it, {when}.",
    Trail.MERGED: "{who} merged it into another case, {when}.",
    Trail.UNMERGED: "{who} took its merge back, {when}.",
    Trail.TOOK_OVER: "{who} merged another case into it, {when}.",
    Trail.SPLIT: "{who} took messages out of it, {when}.",
    Trail.MESSAGE_EDITED: "{who} changed what they wrote, {when}.",
    Trail.MESSAGE_REMOVED: "{who} took a post down, {when}.",
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

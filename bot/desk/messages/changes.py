"""What happens to a message we know: edited, removed, hidden. Every version keeps its fingerprint."""

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.desk.listening import misdirected, provider_calls
from bot.desk.messages import answer_removals, merged_into, recording
from bot.desk.messages.pending import pending_moderation
from bot.desk.threads import case_threads, home_drawn, postings, quotes
from bot.desk.triage import languages, signals
from bot.domain.channels.inbound import Happening, Inbound
from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask, without_cards
from bot.domain.records.cases.case import Case
from bot.domain.records.erased import ERASED
from bot.domain.records.messages.message import Direction, Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import MessageRemoved
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.retention import RemovedPosts
from bot.storage.answers import past_answers
from bot.storage.cases.case_threads import threads_of

_VERBS = {
    "edited": Trail.MESSAGE_EDITED,
    "answered_elsewhere": Trail.MESSAGE_ANSWERED_ELSEWHERE,
    "hidden": Trail.MESSAGE_HIDDEN,
    "unhidden": Trail.MESSAGE_UNHIDDEN,
}


def edit(
    desk: Desk, *, message: Message, inbound: Inbound, what: str = "edited"
) -> MessageRevision | None:
    """Add a version and return it, if this one is new; the newest by the platform's time is what is shown."""
    case, _ = merged_into.lock_with_survivor(desk, case_id=message.case_id)
    versions = _versions(desk, message=message)
    print_of_it = desk.vault.fingerprint(without_cards(inbound.text))
    newest = max(versions, key=lambda version: version.written_at)
    known = {(v.external_id, v.fingerprint) for v in versions}
    is_gone = message.deleted_at is not None or message.text == ERASED
    if is_gone or newest.fingerprint == print_of_it:
        return None
    if (inbound.version_id or inbound.external_id, print_of_it) in known:
        return None
    findings = desk.rules.personal_data.hidden(
        find(inbound.text, regions=desk.rules.regions(case.brand)), message.surface
    )
    masked = mask(inbound.text, findings)
    number = message.revision + 1
    version = recording.revision(
        desk, message=message, inbound=inbound, masked=masked, number=number
    )
    message.revision = number
    if inbound.at >= newest.written_at or what != "edited":
        message.text = masked
        past_answers.forget(session=desk.session, message=message)
        message.edited_at = inbound.at if what == "edited" else None
        message.findings = sorted({str(f.kind) for f in findings})
        message.language = languages.of(desk, inbound=inbound) or message.language
        if not _is_ours(message):
            languages.follow(desk, case=case, language=message.language)
            provider_calls.want_translation(desk, case=case, message=message)
    desk.session.add(message)
    _tell(desk, case=case, message=message, what=what)
    return version


def found_to_address_us(desk: Desk, *, message: Message, inbound: Inbound) -> None:
    """A post that was found by its words turns out to name us, so that it can be answered."""
    if message.found_by and not inbound.found_by and inbound.answerable:
        case, _ = merged_into.lock_with_survivor(desk, case_id=message.case_id)
        message.found_by = ""
        message.account = inbound.account  # the account it names can answer it
        message.answerable = True
        desk.session.add(message)
        case.touch()
        desk.session.add(case)
        desk.record(
            case.number,
            Trail.MESSAGE_ADDRESSES_US,
            by=Actor.platform(case.channel),
            message=message.id,
        )
        postings.redraw(desk, case=case)


def also_to(desk: Desk, *, message: Message, inbound: Inbound) -> bool:
    """Note that a post reached another account of the brand too. False when that is known."""
    known = {message.account, *(message.also_to or ())}
    if inbound.found_by or inbound.account in known:
        return False
    case, _ = merged_into.lock_with_survivor(desk, case_id=message.case_id)
    further = [*(message.also_to or ()), inbound.account]
    if inbound.answerable and not message.answerable:  # then that one answers it
        further[-1], message.account = message.account, inbound.account
        message.answerable = True
    message.also_to = further
    desk.session.add(message)
    case.touch()
    desk.session.add(case)
    desk.record(
        case.number,
        Trail.MESSAGE_ALSO_TO,
        by=Actor.platform(case.channel),
        message=message.id,
        account=inbound.account,
    )
    postings.redraw(desk, case=case)
    return True


def remove(desk: Desk, *, message: Message, inbound: Inbound) -> bool:
    """Honour a deletion: the words go from every version, unless the bank keeps them in its record; that
    something was said stays."""
    case, _ = merged_into.lock_with_survivor(desk, case_id=message.case_id)
    if message.deleted_at is not None:
        return False
    if pending_moderation(desk, message_id=message.pk) is not None and _is_ours(message):
        message.deleted_at = inbound.at  # we asked for it, and the receipt will say so
        past_answers.forget(session=desk.session, message=message)
        desk.session.add(message)
        return True
    message.text = ""
    message.deleted_at = inbound.at
    message.translated = None
    signals.forget_words(desk, message=message)
    misdirected.forget_words(desk, message=message)
    past_answers.forget(session=desk.session, message=message)
    message.attachments = []
    quotes.requote(desk, case=case)
    home_drawn.words_went(desk, case_id=case.number)
    is_kept = desk.rules.retention.removed_posts is RemovedPosts.KEEP
    for version in [] if is_kept else _versions(desk, message=message):
        version.text = ""
        version.sealed = None
        desk.session.add(version)
    desk.session.add(message)
    _tell(desk, case=case, message=message, what="removed")
    if _is_ours(message):
        answer_removals.ask(desk, case=case, message=message, by=Actor.platform(case.channel))
    return True


def visibility(desk: Desk, *, message: Message, inbound: Inbound) -> bool:
    """A post was hidden or shown again on the channel, by us or there. False when that is old news."""
    case, _ = merged_into.lock_with_survivor(desk, case_id=message.case_id)
    hidden = inbound.happening == Happening.HIDDEN
    if message.visibility_at is not None and inbound.at <= message.visibility_at:
        return False
    message.visibility_at = inbound.at
    desk.session.add(message)
    if hidden is (message.hidden_at is not None):
        return False
    asked = pending_moderation(desk, message_id=message.pk)
    by = Actor.staff(asked.slack_user_id) if asked else Actor.platform(case.channel)
    message.hidden_at, message.hidden_by = (inbound.at, str(by)) if hidden else (None, "")
    if asked is not None:
        return True  # the receipt will say so
    what = "hidden" if hidden else "unhidden"
    _tell(desk, case=case, message=message, what=what, at=inbound.at.isoformat())
    return True


def _is_ours(message: Message) -> bool:
    return message.direction == Direction.OUTBOUND


def _versions(desk: Desk, *, message: Message) -> list[MessageRevision]:
    query = (
        select(MessageRevision)
        .where(MessageRevision.message_id == message.id)
        .order_by(col(MessageRevision.revision))
    )
    return list(desk.session.exec(query))


def _tell(desk: Desk, *, case: Case, message: Message, what: str, at: str = "") -> None:
    ours = _is_ours(message)
    by_customer = not ours and message.author_id is not None and what in {"edited", "removed"}
    by = Actor.customer(message.author_id or 0) if by_customer else Actor.platform(case.channel)
    if what == "removed":
        removed = MessageRemoved(message=message.id, revision=message.revision)
        desk.record(case.number, removed, by=by)
    else:
        number, revision = message.id, message.revision
        desk.record(case.number, _VERBS[what], by=by, message=number, revision=revision)
    case.touch()
    desk.session.add(case)
    present = case_threads.get_or_open(desk, case=case, surface=message.surface).thread
    shown_in = [present]
    if what == "removed":  # its words go from every thread that quotes them
        everywhere = threads_of(session=desk.session, case_id=case.number)
        shown_in += [t for t in everywhere if t.surface == message.surface and t.id != present.id]
    for thread in shown_in:
        postings.said(
            desk,
            thread=thread,
            message_id=message.pk,
            revision=message.revision,
            what=what,
            at=at,
        )
    postings.redraw(desk, case=case)
    merged_into.repeat_change(desk, case=case, message=message, what=what, at=at)

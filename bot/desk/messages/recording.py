"""Writing down a customer's words: author, case, message, first version. Masked before the first write."""

from datetime import datetime
from typing import NamedTuple

from sqlmodel import select

from bot.desk.clocks import case_clocks, private_window
from bot.desk.desk import Desk
from bot.desk.listening import misdirected, provider_calls, topics
from bot.desk.messages import parent_posts, thanks
from bot.desk.threads import case_threads, postings
from bot.desk.triage import languages, priorities, signals
from bot.domain.channels.inbound import Inbound, Person
from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask, mask_all, without_cards
from bot.domain.records.answers.reply import Purpose
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.message import Direction, Message, MessageRevision
from bot.domain.records.staff import Actor
from bot.domain.records.trail.details import Opened
from bot.domain.text.references import case_reference
from bot.storage.engine import insert_or_nothing, ours
from bot.storage.house import restores

_NOBODY = Person(external_id="", name="Somebody")


class Met(NamedTuple):
    """An author, whether the platform tells another name of them than we knew, and whether we knew them."""

    author: Author
    renamed: bool
    is_new: bool = False


def author_id(inbound: Inbound) -> str:
    """The platform's id of who wrote it; where it tells none, one of its own: several, for all we know."""
    return (inbound.author or _NOBODY).external_id or f"unknown:{inbound.external_id}"


def author(desk: Desk, *, inbound: Inbound, is_unknown: bool = False) -> Met:
    """Insert or update the author's row and lock it FOR NO KEY UPDATE, so that one person is one at a time.

    ``is_unknown``: there was none a moment ago, so it is inserted first.
    """
    person, external_id = inbound.author or _NOBODY, author_id(inbound)
    regions = _regions(desk, inbound=inbound)  # a name is public text too
    row = None
    if not is_unknown:
        row = _locked_author(desk, channel=inbound.channel, external_id=external_id)
    if row is None:
        met = Author(channel=inbound.channel, external_id=external_id, first_seen_at=desk.now)
        _told_of(met, person, regions)
        made = _insert_author(desk, row=met)
        if made is not None:
            return Met(made, renamed=False, is_new=True)
        row = author_row(desk, channel=inbound.channel, external_id=external_id)
    before = (row.handle, row.name)
    _told_of(row, person, regions)
    desk.session.add(row)
    return Met(row, renamed=any(before) and before != (row.handle, row.name))


def _told_of(row: Author, person: Person, regions: tuple[str, ...]) -> None:
    """What the platform told of the account; what it leaves out this time stays."""
    row.handle = mask_all(person.handle, regions=regions) or row.handle
    row.name = mask_all(person.name, regions=regions) or row.name
    row.account_since = person.account_since or row.account_since
    row.followers = row.followers if person.followers is None else person.followers
    row.verified = person.verified or row.verified


def author_row(desk: Desk, *, channel: str, external_id: str) -> Author:
    """Lock the author's row FOR NO KEY UPDATE; insert it when there is none."""
    while True:
        row = _locked_author(desk, channel=channel, external_id=external_id) or _insert_author(
            desk, row=Author(channel=channel, external_id=external_id, first_seen_at=desk.now)
        )
        if row is not None:
            return row


def _locked_author(desk: Desk, *, channel: str, external_id: str) -> Author | None:
    query = (
        select(Author)
        .where(Author.channel == channel, Author.external_id == external_id)
        .with_for_update(key_share=True)  # who holds a case of theirs may still name them in a row
    )
    row = desk.session.exec(query).first()
    if row is not None:
        ours(desk.session).locked.add(("author", row.id))
    return row


def _insert_author(desk: Desk, *, row: Author) -> Author | None:
    """None: another worker met the same person a moment ago."""
    insert = insert_or_nothing(desk.session, Author, "channel", "external_id")
    values = insert.values(row.model_dump(exclude={"id"}))
    return desk.session.scalars(values.returning(Author)).first()


def _regions(desk: Desk, *, inbound: Inbound) -> tuple[str, ...]:
    return desk.rules.regions(desk.rules.route_for(inbound.channel, inbound.account).brand)


def open_case(desk: Desk, *, inbound: Inbound, author: Author, previous: Case | None) -> Case:
    """A new case with its first message, clocks, trail and headline."""
    case = _new(desk, inbound=inbound, author=author, previous=previous)
    desk.session.add(case)
    desk.session.flush()
    first = message(desk, case=case, inbound=inbound, author=author)
    thanked = thanks.nothing_but_thanks(desk, case=case, message=first)
    if thanked:
        case.unanswered_since = None
    else:
        priorities.at_intake(desk, case=case, message=first)
        topics.hear(desk, case=case, message=first)
    has_clock = not thanked and start_waiting(desk, case=case, first=first, at=first.posted_at)
    by = Actor.customer(author.pk)
    record_opened(desk, case=case, first=first, has_clock=has_clock, thanked=thanked, by=by)
    if not has_clock and not thanked:
        flag_without_clock(desk, case=case)
    case_threads.get_or_open(desk, case=case, surface=first.surface)
    signals.announce(desk, case=case, message=first)
    misdirected.hear(desk, case=case, message=first)
    return case


def start_waiting(desk: Desk, *, case: Case, first: Message, at: datetime) -> bool:
    """Start the first clocks, from when the first words were said that want an answer. False: no rule
    takes the case."""
    case.unanswered_since = at
    desk.session.add(case)
    has_clock = case_clocks.on_opened(desk, case=case, message=first, at=at)
    private_window.on_customer_wrote(desk, case=case, message=first)
    return has_clock


def record_opened(
    desk: Desk, *, case: Case, first: Message, has_clock: bool, by: Actor, thanked: bool = False
) -> None:
    """Append to the trail that this message opened the case."""
    opened = Opened(
        message=first.id,
        route=case.route,
        previous=case.previous_case_id,
        has_clock=has_clock,
        priority=case.priority,
    )
    if thanked:
        opened = opened.model_copy(update={"thanks": True})
    desk.record(case.number, opened, by=by)


def _new(desk: Desk, *, inbound: Inbound, author: Author, previous: Case | None) -> Case:
    language = languages.of(desk, inbound=inbound)
    route = desk.rules.route_for(inbound.channel, inbound.account, language)
    return Case(
        id=restores.number_of_new_case(session=desk.session),
        brand=route.brand,
        channel=inbound.channel,
        account=inbound.account,
        conversation=inbound.conversation,
        author_id=author.pk,
        state_since=desk.now,
        route=route.key,
        team=route.team,
        opened_at=inbound.posted_at,
        received_at=desk.now,
        last_inbound_at=inbound.posted_at,
        unanswered_since=inbound.posted_at,
        previous_case_id=previous.id if previous else None,
        language=language,
    )


def flag_without_clock(desk: Desk, *, case: Case) -> None:
    """No rule of the policy takes the case: somebody must know, once."""
    postings.notice(
        desk,
        text=":warning: No promise in sla.toml covers {case}, so no clock runs on it. Add a rule that "
        "does, or one that says “none”.",
        case=case_reference(case.number),
        fact=f"no_clock:{case.number}",
    )


def message(desk: Desk, *, case: Case, inbound: Inbound, author: Author | None) -> Message:
    """A message and its first version, masked; the card-free original is sealed beside it."""
    regions = desk.rules.regions(case.brand)
    findings = find(inbound.text, regions=regions)
    hidden = desk.rules.personal_data.hidden(findings, inbound.surface)
    masked = mask(inbound.text, hidden)
    row = Message(
        case_id=case.number,
        channel=inbound.channel,
        account=inbound.account,
        external_id=inbound.external_id,
        parent_external_id=inbound.parent_external_id or inbound.private_reply_to or None,
        conversation=inbound.conversation,
        direction=Direction.OUTBOUND if inbound.is_ours else Direction.INBOUND,
        surface=inbound.surface,
        author_id=author.id if author else None,
        text=masked,
        findings=sorted({str(f.kind) for f in hidden}),
        attachments=[
            {name: mask_all(str(told), regions=regions) for name, told in each.items()}
            for each in inbound.attachments
        ],
        permalink=inbound.permalink,
        language=languages.of(desk, inbound=inbound),
        answerable=inbound.answerable,
        found_by=inbound.found_by,
        purpose=Purpose.ANSWERS if inbound.is_ours else None,
        **parent_posts.columns(desk, inbound=inbound, regions=regions),
        posted_at=inbound.posted_at,
        received_at=desk.now,
        edited_at=inbound.at if inbound.version_id not in {"", inbound.external_id} else None,
    )
    desk.session.add(row)
    if row.direction is Direction.INBOUND:
        languages.follow(desk, case=case, language=row.language)
    desk.session.flush()
    provider_calls.want_translation(desk, case=case, message=row)
    revision(desk, message=row, inbound=inbound, masked=masked, number=1)
    return row


def revision_row(message_id: int, number: int) -> str:
    """What a version of a message is called where its original is sealed."""
    return f"message_revisions:{message_id}:{number}"


def revision(
    desk: Desk, *, message: Message, inbound: Inbound, masked: str, number: int
) -> MessageRevision:
    """One version. The fingerprint proves later what was said, even after the words are erased."""
    card_free = without_cards(inbound.text)
    row = MessageRevision(
        message_id=message.pk,
        revision=number,
        external_id=inbound.version_id or inbound.external_id,
        text=masked,
        sealed=desk.vault.seal(
            session=desk.session,
            case_id=message.case_id,
            row=revision_row(message.pk, number),
            text=card_free,
        )
        if masked != inbound.text
        else None,
        sealed_for=message.case_id,
        fingerprint=desk.vault.fingerprint(card_free),
        written_at=inbound.at,
        received_at=desk.now,
    )
    desk.session.add(row)
    desk.session.flush()
    return row

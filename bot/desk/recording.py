"""Writing down a customer's words: author, case, message, first version. Masked before the first write."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from bot.desk import clocks, postings, private_window
from bot.desk.desk import Desk
from bot.domain.author import Author
from bot.domain.case import Case, CaseThread, Surface
from bot.domain.house_rules import Route
from bot.domain.inbound import Inbound, Person
from bot.domain.message import Direction, Message, MessageRevision
from bot.domain.personal_data import find
from bot.domain.personal_data.masking import mask, mask_all, without_cards
from bot.domain.references import case_reference
from bot.domain.staff import Actor
from bot.storage import audit

_NOBODY = Person(external_id="", name="Somebody")


def author(desk: Desk, *, inbound: Inbound) -> Author:
    """The author's row, made or brought up to date, and held so that one person is one at a time."""
    person = inbound.author or _NOBODY
    external_id = person.external_id or f"unknown:{inbound.conversation}"
    query = (
        select(Author)
        .where(Author.channel == inbound.channel, Author.external_id == external_id)
        .with_for_update()
    )
    row = desk.session.exec(query).first()
    if row is None:
        _make_author(desk, channel=inbound.channel, external_id=external_id)
        row = desk.session.exec(query).one()
    regions = _regions(desk, inbound=inbound)  # a name is public text too
    row.handle = mask_all(person.handle, regions=regions) or row.handle
    row.name = mask_all(person.name, regions=regions) or row.name
    desk.session.add(row)
    return row


def _regions(desk: Desk, *, inbound: Inbound) -> tuple[str, ...]:
    return desk.rules.regions(desk.rules.route_for(inbound.channel, inbound.account).brand)


def _make_author(desk: Desk, *, channel: str, external_id: str) -> None:
    row = Author(channel=channel, external_id=external_id, first_seen_at=desk.now)
    try:
        with desk.session.begin_nested():
            desk.session.add(row)
    except IntegrityError:
        pass  # another worker met the same person a moment ago


def open_case(desk: Desk, *, inbound: Inbound, author: Author, previous: Case | None) -> Case:
    """A new case with its first message, clocks, trail and headline."""
    route = desk.rules.route_for(inbound.channel, inbound.account)
    case = Case(
        brand=route.brand,
        channel=inbound.channel,
        account=inbound.account,
        conversation=inbound.conversation,
        author_id=author.id or 0,
        state_since=desk.now,
        route=route.key,
        team=route.team,
        opened_at=inbound.at,
        received_at=desk.now,
        last_inbound_at=inbound.at,
        unanswered_since=inbound.at,
        previous_case_id=previous.id if previous else None,
    )
    desk.session.add(case)
    desk.session.flush()
    first = message(desk, case=case, inbound=inbound, author=author)
    has_clock = clocks.on_opened(session=desk.session, rules=desk.rules, case=case, message=first)
    private_window.on_customer_wrote(
        session=desk.session,
        rules=desk.rules,
        case=case,
        message=first,
        window_h=desk.private_window_h(case.channel),
    )
    audit.record(
        session=desk.session,
        case_id=case.number,
        actor=Actor.customer(author.id or 0),
        verb="opened",
        details={
            "message": first.id,
            "route": case.route,
            "previous": case.previous_case_id,
            "has_clock": has_clock,
        },
        at=desk.now,
    )
    if not has_clock:
        flag_without_clock(desk, case=case)
    postings.headline(desk, thread=thread(desk, case=case, surface=first.surface))
    return case


def flag_without_clock(desk: Desk, *, case: Case) -> None:
    """No rule of the policy takes the case: somebody must know, once."""
    postings.notice(
        desk,
        text=f":warning: No promise in sla.toml covers {case_reference(case.number)}, "
        "so no clock runs on it. Add a rule that does, or one that says “none”.",
        fact=f"no_clock:{case.number}",
    )


def thread(desk: Desk, *, case: Case, surface: Surface) -> CaseThread:
    """The case's thread for words of this surface, opened when first needed."""
    route = desk.rules.route(case.route)
    channel = _slack_channel(route, surface=surface)
    query = select(CaseThread).where(
        CaseThread.case_id == case.number, CaseThread.surface == surface
    )
    found = desk.session.exec(query.order_by(col(CaseThread.id))).first()
    if found is not None:
        return found
    made = CaseThread(
        case_id=case.number, surface=surface, slack_channel=channel, opened_at=desk.now
    )
    desk.session.add(made)
    desk.session.flush()
    return made


def _slack_channel(route: Route, *, surface: Surface) -> str:
    return route.private_slack_channel if surface == Surface.PRIVATE else route.slack_channel


def message(desk: Desk, *, case: Case, inbound: Inbound, author: Author | None) -> Message:
    """A message and its first version, masked; the card-free original is sealed beside it."""
    regions = desk.rules.regions(case.brand)
    findings = find(inbound.text, regions=regions)
    masked = mask(inbound.text, findings)
    row = Message(
        case_id=case.number,
        channel=inbound.channel,
        account=inbound.account,
        external_id=inbound.external_id,
        parent_external_id=inbound.parent_external_id,
        direction=Direction.OUTBOUND if inbound.is_ours else Direction.INBOUND,
        surface=inbound.surface,
        author_id=author.id if author else None,
        text=masked,
        findings=sorted({str(f.kind) for f in findings}),
        attachments=[
            {name: mask_all(str(told), regions=regions) for name, told in each.items()}
            for each in inbound.attachments
        ],
        permalink=inbound.permalink,
        language=inbound.language,
        answerable=inbound.answerable,
        posted_at=inbound.at,
        received_at=desk.now,
        edited_at=inbound.at if inbound.version_id not in {"", inbound.external_id} else None,
    )
    desk.session.add(row)
    desk.session.flush()
    revision(desk, message=row, inbound=inbound, masked=masked, number=1)
    return row


def revision(
    desk: Desk, *, message: Message, inbound: Inbound, masked: str, number: int
) -> MessageRevision:
    """One version. The fingerprint proves later what was said, even after the words are erased."""
    card_free = without_cards(inbound.text)
    row = MessageRevision(
        message_id=message.id or 0,
        revision=number,
        external_id=inbound.version_id or inbound.external_id,
        text=masked,
        sealed=desk.vault.seal(session=desk.session, case_id=message.case_id, text=card_free)
        if masked != inbound.text
        else None,
        fingerprint=desk.vault.fingerprint(card_free),
        written_at=inbound.at,
        received_at=desk.now,
    )
    desk.session.add(row)
    desk.session.flush()
    return row

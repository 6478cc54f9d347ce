"""Erasing a person on request: every case of theirs, then what names them beside cases.

Somebody who is erased and writes again is met as a new person.
"""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, cast
from sqlmodel import col, or_, select

from bot.desk.desk import Desk, DeskError
from bot.desk.erasure import erasing, holdings, looks, payloads, slack_copies, surge_words, telling
from bot.desk.erasure.persons import Person
from bot.desk.listening import impostors
from bot.domain.records.answers.reply_lock import ReplyLock
from bot.domain.records.cases.account_link import AccountLink
from bot.domain.records.erased import erased
from bot.domain.records.legal_hold import LegalHold
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.messages.message import Message
from bot.domain.records.messages.reveal import Reveal
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.house.weekly_data import Kind
from bot.domain.rules.house.weekly_entry import HouseEntry
from bot.domain.search.name_folding import folded
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.answers import past_answers
from bot.storage.cases import legal_holds
from bot.storage.house import weekly_data as house
from bot.storage.record.audit import HOUSE

_ELSEWHERE = (
    "messages",
    "message_revisions",
    "case_signals",
    "misdirections",
    "chat_files",
    "reveals",
)


class CannotErase(DeskError):
    """Something keeps this person's words for now."""


@dataclass
class Report:
    """What was erased, or would be; what no command can reach, and where it is."""

    cases: list[str]
    rows: Counter[str] = field(default_factory=Counter)
    typed_in_slack: list[tuple[str, str]] = field(default_factory=list)
    drawn_anew: list[slack_copies.Place] = field(default_factory=list)
    out_of_reach: list[slack_copies.Place] = field(default_factory=list)
    exports: list[dict[str, Any]] = field(default_factory=list)


def erase(desk: Desk, *, person: Person, by: Actor, reason: str) -> Report:
    """Erase all that names or quotes this person. Locks their cases, the lowest number first.

    Raises CannotErase: a case is open or held, an answer is on its way, or the reason names them.
    """
    moved = select(Message.case_id).where(col(Message.author_id).in_(person.author_ids))
    erasing.lock(desk, case_ids={*person.case_ids, *desk.session.exec(moved)})
    refuse(desk, person=person, reason=reason)
    drawn_anew, out_of_reach = slack_copies.quoting(desk, cases=person.cases)
    report = Report(
        cases=[case_reference(number) for number in person.case_ids],
        typed_in_slack=slack_copies.typed_by_staff(desk, case_ids=person.case_ids),
        drawn_anew=drawn_anew,
        out_of_reach=out_of_reach,
        exports=list(telling.exports(desk, person=person)),
    )
    ids = {each.external_id for each in person.accounts if each.external_id}
    for case in person.cases:
        erasing.conversation_without(desk, case=case, ids=ids)
        report.rows += erasing.erase_case(
            desk, case_id=case.number, by=by, cause="request", reason=reason
        )
    report.rows += _in_other_cases(desk, person)
    report.rows += _beside_cases(desk, person)
    for author in person.accounts:
        forget_author(desk, author=author)
    report.rows["authors"] = len(person.accounts)
    desk.session.flush()
    desk.record(
        HOUSE,
        Trail.ERASED,
        by=by,
        cause="request",
        reason=reason,
        accounts=person.author_ids,
        cases=person.case_ids,
    )
    return report


def forget_author(desk: Desk, *, author: Author) -> None:
    """An account whose words are gone loses its name and its number at the platform."""
    _drop_blocks(desk, author=author)
    before, author.external_id = author.external_id, f"erased:{uuid.uuid4().hex}"
    account, mark = (f"{author.channel}:{each}" for each in (before, author.external_id))
    impostors.forget(desk, account=account, mark=mark)
    author.handle = author.name = ""
    author.account_since = author.followers = author.verified = None
    desk.session.add(author)


def refuse(desk: Desk, *, person: Person, reason: str) -> None:
    """Raises CannotErase where ``erase`` would."""
    if not reason.strip():
        raise CannotErase(say("Say why, such as the number of the request."))
    said = folded(reason)
    if any(len(name) > 2 and folded(name) in said for name in person.names):
        raise CannotErase(
            say("The reason names the customer, and the trail keeps it for good. Give a number.")
        )
    open_ones = [case.number for case in person.cases if case.is_open]
    if open_ones:
        raise CannotErase(say("Still open: {cases}. End them first.", cases=_listed(open_ones)))
    on_its_way = payloads.unfinished(desk, case_ids=person.case_ids)
    if on_its_way:
        raise CannotErase(
            say(
                "An answer is still on its way: {cases}. Wait, or take it back.",
                cases=_listed(on_its_way),
            )
        )
    _refuse_what_is_held(desk, person)


def _refuse_what_is_held(desk: Desk, person: Person) -> None:
    """A hold keeps their cases, the cases of others in which their words stand, and who they are."""
    there = {message.case_id for message in (*_moved(desk, person), *_quoting(desk, person))}
    held = legal_holds.held(session=desk.session, case_ids={*person.case_ids, *there})
    if held:
        raise CannotErase(
            say(
                "A legal hold keeps {cases}. Lift it first: `hold list` names it.",
                cases=_listed(held),
            )
        )
    if legal_holds.held_customers(session=desk.session).intersection(person.author_ids):
        raise CannotErase(
            say("A legal hold keeps this customer. Lift it first: `hold list` names it.")
        )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(case_reference(number) for number in sorted(numbers))


def _in_other_cases(desk: Desk, person: Person) -> Counter[str]:
    """Their words in cases of others, where staff moved them; and what others' posts quote of them."""
    done = Counter[str]()
    for message in _moved(desk, person):
        past_answers.forget(session=desk.session, message=message)
        done[erasing.SLACK] += slack_copies.take_away_said(
            desk, message_ids=[message.pk], case_id=message.case_id
        )
        seen = desk.session.exec(select(Reveal).where(Reveal.message_id == message.id)).all()
        done["deliveries"] += looks.forget(desk, looks=seen)
        for name in _ELSEWHERE:
            holding = holdings.BY_NAME[name]
            column: Any = col(holding.table.id if name == "messages" else holding.table.message_id)  # type: ignore[attr-defined]  # each of these tables has them
            for row in desk.session.exec(select(holding.table).where(column == message.id)).all():
                done[name] += holdings.empty_row(desk.session, row, holding.words)
    for message in _quoting(desk, person):
        done["messages"] += holdings.empty_row(desk.session, message, ["above"])
    return done


def _moved(desk: Desk, person: Person) -> list[Message]:
    """Their words in cases of others, where staff moved them."""
    query = select(Message).where(
        col(Message.author_id).in_(person.author_ids), col(Message.case_id).not_in(person.case_ids)
    )
    return list(desk.session.exec(query.order_by(col(Message.id))))


def _quoting(desk: Desk, person: Person) -> list[Message]:
    """Others' posts that quote them."""
    names = [each.handle for each in person.accounts if each.handle]
    if not names:
        return []
    quoted = cast(col(Message.above), String)
    query = select(Message).where(
        col(Message.case_id).not_in(person.case_ids),
        col(Message.above_id).is_not(None),
        or_(*(quoted.contains(name, autoescape=True) for name in names)),
    )
    found = desk.session.exec(query.order_by(col(Message.id)))
    return [each for each in found if any(name in str(each.above) for name in names)]


def _beside_cases(desk: Desk, person: Person) -> Counter[str]:
    numbers, done = person.author_ids, Counter[str]()
    for post in desk.session.exec(
        select(BlockedPost).where(col(BlockedPost.author_id).in_(numbers))
    ).all():
        done["blocked_posts"] += holdings.empty_row(desk.session, post, ["text"])
        post.told = {}
        post.deleted_at = post.deleted_at or desk.now
        desk.session.add(post)
    links = select(AccountLink).where(
        or_(
            col(AccountLink.first_author_id).in_(numbers),
            col(AccountLink.second_author_id).in_(numbers),
        )
    )
    locks = select(ReplyLock).where(col(ReplyLock.author_id).in_(numbers))
    for query, name in ((links, "account_links"), (locks, "reply_locks")):
        for row in desk.session.exec(query).all():
            desk.session.delete(row)
            done[name] += 1
    lifted = select(LegalHold).where(col(LegalHold.author_id).in_(numbers))
    for hold in desk.session.exec(lifted).all():
        words = ("word", "reason", "matter")
        done["legal_holds"] += holdings.empty_row(desk.session, hold, words)
    done["surges"] = surge_words.forget(desk, names=person.names)
    return done


def is_blocked(desk: Desk, *, author: Author) -> bool:
    """Whether a block stands that names the account by its number at the platform."""
    return any(entry.removed_at is None for entry in _blocks(desk, author))


def _blocks(desk: Desk, author: Author) -> list[HouseEntry]:
    query = select(HouseEntry).where(HouseEntry.kind == Kind.BLOCKED)
    named = (author.channel, author.external_id)
    return [
        entry
        for entry in desk.session.exec(query).all()
        if (entry.content.get("channel"), entry.content.get("author_id")) == named
    ]


def _named(desk: Desk, author: Author) -> list[HouseEntry]:
    known_as = {
        name.casefold() for name in (author.external_id, author.handle, f"@{author.handle}")
    }
    return [
        entry
        for entry in desk.session.exec(select(HouseEntry).where(HouseEntry.kind == Kind.NAMED))
        if entry.content.get("channel") == author.channel
        and str(entry.content.get("author_id", "")).casefold() in known_as
    ]


def _drop_blocks(desk: Desk, *, author: Author) -> None:
    """A block names the account by its number at the platform, and so may the row of a colleague who is
    named for this customer, or by its handle: they end, and name nobody."""
    mine = [*_blocks(desk, author), *_named(desk, author)]
    if not mine:
        return
    house.lock(session=desk.session)
    for entry in mine:
        entry.removed_at = entry.removed_at or desk.now
        entry.removed_by = entry.removed_by or str(Actor.system())
        words = ("author_id", "reason")
        gone = {name: erased(entry.content[name]) for name in words if name in entry.content}
        entry.content = {**entry.content, **gone}
        desk.session.add(entry)

"""Erasing what was said in a case: on request, or because its time is over. Both come through here.

Words, names, files and notes go; their sealed originals with the case's key, which is destroyed. Ids,
times, decisions and the trail stay, so that figures and the record are as they were.
"""

from collections import Counter
from collections.abc import Collection

from sqlmodel import col, select

from bot.desk import case_access
from bot.desk.desk import Desk
from bot.desk.erasure import holdings, looks, payloads, slack_copies
from bot.desk.pledges import giving
from bot.domain.records.answers.reply_draft import ReplyDraft
from bot.domain.records.case_file import CaseFile
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatInvitation
from bot.domain.records.chat_file import ChatFile, ChatFileBody
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.inbox.received import ReceivedItem
from bot.storage.answers import past_answers
from bot.storage.cases.merges import gathering, survivor_of

SLACK = "slack"  # what the count of messages that go from Slack is called


def lock(desk: Desk, *, case_ids: Collection[int]) -> None:
    """Lock these cases and all that go on in the same ones as they, the lowest number first, and read them
    anew: what is decided of them comes after."""

    def which() -> set[int]:
        there = select(Case.id).where(col(Case.id).in_(sorted(case_ids)))
        return {
            other
            for number in desk.session.exec(there)
            if number is not None
            for other in gathering(session=desk.session, case_id=number)
        }

    case_access.lock_cases(desk.as_system(), which=which)


def erase_case(desk: Desk, *, case_id: int, by: Actor, cause: str, reason: str) -> Counter[str]:
    """Erase what was said in this case, and destroy its key. Locks the case. How many rows of each table.

    ``cause`` is ``request`` or ``retention``; ``reason`` names nobody, for the trail keeps it for good.
    """
    case = case_access.lock_case(desk.as_system(), case_id=case_id)
    done = Counter[str]()
    done[SLACK] = slack_copies.take_away(desk, case=case) + _where_it_goes_on(desk, case)
    done["deliveries"] = _forget_looks(desk, case_id)
    for holding in holdings.HOLDINGS:
        done[holding.name] = holdings.empty(desk.session, holding, [case_id])
    done += erase_files(desk, case_ids=[case_id])
    done["reply_drafts"] = _delete_drafts(desk, case_id)
    done["received_items"] = _empty_bodies(desk, case_id)
    done["past_answers"] = past_answers.forget_cases(session=desk.session, case_ids=[case_id])
    done["case_files"] = _empty_case_files(desk, case_id)
    done["deliveries"] += payloads.empty(desk, case_id=case_id)
    _end_chats(desk, case_id)
    giving.drop_all(desk, case=case, by=by)
    desk.vault.destroy(session=desk.session, case_id=case_id, now=desk.now)
    told = {name: count for name, count in sorted(done.items()) if count}
    desk.record(case_id, Trail.ERASED, by=by, cause=cause, reason=reason, rows=told)
    return +done


def _where_it_goes_on(desk: Desk, case: Case) -> int:
    """A merged case is shown in the threads of the one that took it over, too."""
    survivor = survivor_of(session=desk.session, case_id=case.number)
    if survivor == case.number:
        return 0
    query = select(Message.id).where(Message.case_id == case.number)
    ids = {number for number in desk.session.exec(query) if number is not None}
    return slack_copies.take_away_said(desk, message_ids=ids, case_id=survivor)


def _forget_looks(desk: Desk, case_id: int) -> int:
    return looks.forget(desk, looks=holdings.BY_NAME["reveals"].rows(desk.session, [case_id]))


def erase_files(desk: Desk, *, case_ids: Collection[int]) -> Counter[str]:
    """Erase the bytes of the files that came with these cases' messages; how many."""
    of_cases = select(Message.id).where(col(Message.case_id).in_(case_ids))
    query = select(ChatFile).where(
        col(ChatFile.message_id).in_(of_cases), col(ChatFile.erased_at).is_(None)
    )
    files = desk.session.exec(query.order_by(col(ChatFile.id))).all()
    for file in files:
        body = desk.session.get(ChatFileBody, file.pk)
        if body is not None:
            desk.session.delete(body)
        file.erased_at = desk.now
        desk.session.add(file)
    return Counter({"chat_file_bodies": len(files)})


def _delete_drafts(desk: Desk, case_id: int) -> int:
    rows = desk.session.exec(select(ReplyDraft).where(ReplyDraft.case_id == case_id)).all()
    for row in rows:
        desk.session.delete(row)
    return len(rows)


def _empty_bodies(desk: Desk, case_id: int) -> int:
    query = select(ReceivedItem).where(
        ReceivedItem.case_id == case_id, col(ReceivedItem.sealed_body).is_not(None)
    )
    rows = desk.session.exec(query.order_by(col(ReceivedItem.id))).all()
    for row in rows:
        row.sealed_body = row.keep_until = None
        desk.session.add(row)
    return len(rows)


def _empty_case_files(desk: Desk, case_id: int) -> int:
    """Why a case file was asked for; the file itself is kept nowhere here."""
    rows = desk.session.exec(select(CaseFile).order_by(col(CaseFile.id))).all()
    about = [row for row in rows if case_id in row.cases]
    return sum(holdings.empty_row(desk.session, row, ("reason", "matter")) for row in about)


def _end_chats(desk: Desk, case_id: int) -> None:
    """Nobody comes back into a chat whose words are gone: what they wrote could not be sealed."""
    query = select(ChatInvitation).where(
        ChatInvitation.case_id == case_id, col(ChatInvitation.ended_at).is_(None)
    )
    for row in desk.session.exec(query.order_by(col(ChatInvitation.id))).all():
        row.ended_at, row.ended_by = desk.now, str(Actor.system())
        desk.session.add(row)


def conversation_without(desk: Desk, *, case: Case, ids: Collection[str]) -> None:
    """A private talk is named by who takes part in it on some platforms: that name goes too."""
    query = select(Message).where(Message.case_id == case.number).order_by(col(Message.id))
    rows: list[Case | Message] = [case, *desk.session.exec(query).all()]
    for row in rows:
        if any(each in row.conversation for each in ids):
            row.conversation = ""
            desk.session.add(row)

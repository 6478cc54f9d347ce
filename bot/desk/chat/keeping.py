"""How long is kept what a chat leaves behind beside its words: files, and browsers that were let in.

An invitation stays with its case, as every answer does: it lets nobody in any more, and figures count it.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import exists
from sqlmodel import col, delete, select, update

from bot.desk.desk import Desk
from bot.domain.records.cases.case import OPEN_STATES, Case, CaseState
from bot.domain.records.chat import ChatLogin, ChatSession
from bot.domain.records.chat_file import ChatFile, ChatFileBody
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.storage.cases import legal_holds
from bot.storage.cases.merges import survivor_of
from bot.storage.sealing import CaseKey


def forget_files(desk: Desk, *, limit: int = 100) -> int:
    """Erase the bytes of files whose case ended long ago, or whose key was destroyed; how many.

    That there was a file, its kind and its size stay with the message.
    """
    due = [*_of_erased_cases(desk), *_of_ended_cases(desk)][:limit]
    by_case: dict[int, list[int]] = defaultdict(list)
    for file_id, case_id in dict(due).items():
        by_case[case_id].append(file_id)
    for case_id, numbers in by_case.items():
        desk.session.exec(delete(ChatFileBody).where(col(ChatFileBody.file_id).in_(numbers)))
        erased = update(ChatFile).where(col(ChatFile.id).in_(numbers)).values(erased_at=desk.now)
        desk.session.exec(erased)
        by = Actor.system()
        desk.record(case_id, Trail.CHAT_FILES_ERASED, by=by, files=sorted(numbers))
    return len(dict(due))


def forget_sessions(desk: Desk) -> int:
    """Delete the browsers that came longer ago than the bank keeps them; how many.

    One that the bank's own login identified stays, for what it proves. The trail keeps that each came.
    """
    before = desk.now - timedelta(days=desk.rules.retention.chat_session_days)
    old = select(ChatSession.id).where(col(ChatSession.opened_at) < before)
    unproved = col(ChatLogin.identified_at).is_(None)
    desk.session.exec(delete(ChatLogin).where(unproved, col(ChatLogin.session_id).in_(old)))
    proof = exists().where(col(ChatLogin.session_id) == col(ChatSession.id))
    gone = delete(ChatSession).where(col(ChatSession.opened_at) < before, ~proof)
    return desk.session.exec(gone).rowcount


def _of_erased_cases(desk: Desk) -> list[tuple[int, int]]:
    """Files that nothing opens any more, each with the case whose key was destroyed."""
    query = (
        select(ChatFileBody.file_id, ChatFileBody.sealed_for)
        .join(CaseKey, col(CaseKey.case_id) == col(ChatFileBody.sealed_for))
        .where(col(CaseKey.destroyed_at).is_not(None))
    )
    return list(desk.session.exec(query))


def _of_ended_cases(desk: Desk) -> list[tuple[int, int]]:
    """Files of cases that ended longer ago than the bank keeps them; of a merged one, where it went on.
    What a legal hold keeps is left."""
    before = desk.now - timedelta(days=desk.rules.retention.chat_file_days)
    query = (
        select(ChatFileBody.file_id, Case)
        .join(ChatFile, col(ChatFile.id) == col(ChatFileBody.file_id))
        .join(Message, col(Message.id) == col(ChatFile.message_id))
        .join(Case, col(Case.id) == col(Message.case_id))
        .where(col(Case.state).not_in(OPEN_STATES), col(Case.state_since) < before)
        .order_by(col(ChatFileBody.file_id))
    )
    ended = [
        (file_id, case.number)
        for file_id, case in desk.session.exec(query)
        if case.state != CaseState.MERGED or _survivor_ended(desk, case=case, before=before)
    ]
    held = legal_holds.held(session=desk.session, case_ids={case_id for _, case_id in ended})
    return [(file_id, case_id) for file_id, case_id in ended if case_id not in held]


def _survivor_ended(desk: Desk, *, case: Case, before: datetime) -> bool:
    number = survivor_of(session=desk.session, case_id=case.number)
    goes_on = desk.session.get_one(Case, number)
    return goes_on.state not in OPEN_STATES and goes_on.state_since < before

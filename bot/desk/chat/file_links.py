"""A link to one file, good for ten minutes. Nothing of it is stored.

Whoever has the link within its time gets the file. What proves it is made of the file, of whom it was made
for and until when, with a key that the database does not hold. Whom it was made for must still be somebody
who may have the file: a role that was taken away, or a chat that was revoked, ends it at once.
"""

import hmac
import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func
from sqlmodel import col, select

from bot.desk import permissions, private_words
from bot.desk.chat import files, visits
from bot.desk.chat.refusals import FileGone, LinkRanOut
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk, DeskError
from bot.domain.records.chat import ChatInvitation, ChatSession, ChatWord
from bot.domain.records.chat_file import ChatFile, FileKind
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.rules.role_rules import Verb
from bot.domain.text.references import case_reference
from bot.storage.master_keys import CannotOpen, MissingKey
from bot.storage.sealing import Destroyed

GOOD_FOR = timedelta(minutes=10)
PLACE = "/chat/files/"  # its own path: no cookie is read there, and none is set
_LINK = re.compile(
    r"(?P<key>[A-Za-z0-9]{1,20})\.(?P<file>\d{1,18})\.(?P<who>[A-Z0-9]{1,24})\.(?P<until>\d{1,12})"
    r"\.(?P<proof>[A-Za-z0-9_-]{43})",
    re.ASCII,
)
_MEDIA = {FileKind.PICTURE: ("image/jpeg", "jpg"), FileKind.PDF: ("application/pdf", "pdf")}


@dataclass(frozen=True)
class Opened:
    """A file as it is handed out, under a name of ours."""

    name: str
    media_type: str
    body: bytes


def for_staff(desk: Desk, *, message_id: int, by: Actor) -> str:
    """The address of this file for whoever pressed *Open*, written down in the trail.

    Raises FileGone, NotForYou.
    """
    file = files.of_message(desk, message_id=message_id)
    if file is None:
        raise FileGone
    case = files.case_of(desk, file=file)
    private_words.require(desk, case=case)
    if file.erased_at is not None:
        raise FileGone
    desk.record(
        case.number, Trail.CHAT_FILE_OPENED, by=by, file=file.id, fingerprint=file.fingerprint
    )
    return f"{desk.chat_url.rstrip('/')}{PLACE}{_link(desk, file=file, who=by.id)}"


def for_customer(desk: Desk, *, visitor: Visitor, number: int) -> str:
    """The path of the file that is this word of the customer's own chat. Raises LinkRanOut."""
    word = desk.session.get(ChatWord, number)
    is_theirs = (
        word is not None
        and word.invitation_id == visitor.invitation_id
        and word.pk > visitor.shown_from
        and visitor.is_unlocked
    )
    file = files.of_message(desk, message_id=word.message_id) if word and word.message_id else None
    if not is_theirs or file is None or file.erased_at is not None:
        raise LinkRanOut
    return f"{PLACE}{_link(desk, file=file, who=str(visitor.session_id))}"


def opened(desk: Desk, *, link: str) -> Opened:
    """The file that the link was made for. Raises LinkRanOut, whatever is wrong with it."""
    match = _LINK.fullmatch(link)
    if match is None or not _is_ours(desk, match):
        raise LinkRanOut
    file = desk.session.get(ChatFile, int(match["file"]))
    if file is None or int(match["until"]) <= desk.database_now.timestamp():
        raise LinkRanOut
    who = match["who"]
    may = _customer_may if who.isdecimal() else _staff_may
    if not may(desk, who=who, file=file):
        raise LinkRanOut
    try:
        body = files.body_of(desk, file=file)
    except (Destroyed, CannotOpen):
        raise LinkRanOut from None
    if body is None:
        raise LinkRanOut
    media_type, ending = _MEDIA[file.kind]
    story = "chat" if who.isdecimal() else case_reference(files.case_of(desk, file=file).number)
    return Opened(f"{story}-{file.kind}-{_place_of(desk, file)}.{ending}", media_type, body)


def _link(desk: Desk, *, file: ChatFile, who: str) -> str:
    until = int((desk.database_now + GOOD_FOR).timestamp())
    source = desk.vault.token_source(f"chat file {file.id} {who} {until}")
    key_id = source.partition(":")[0]
    return f"{key_id}.{file.id}.{who}.{until}.{desk.vault.token(source)}"


def _is_ours(desk: Desk, match: re.Match[str]) -> bool:
    source = f"{match['key']}:chat file {match['file']} {match['who']} {match['until']}"
    try:
        return hmac.compare_digest(desk.vault.token(source), match["proof"])
    except MissingKey:
        return False


def _staff_may(desk: Desk, *, who: str, file: ChatFile) -> bool:
    """Whether this colleague still has the role, and still is where the words stand."""
    try:
        permissions.require(desk, verb=Verb.OPEN_FILE, slack_user_id=who, team_id=desk.home_team)
    except DeskError:
        return False
    case = files.case_of(desk, file=file)
    return private_words.may_see_private(desk, case=case, slack_user_id=who)


def _customer_may(desk: Desk, *, who: str, file: ChatFile) -> bool:
    """Whether that browser's session still counts, and is of the file's chat."""
    query = select(ChatSession, ChatInvitation).join(
        ChatInvitation, col(ChatInvitation.id) == col(ChatSession.invitation_id)
    )
    found = desk.session.exec(
        query.where(
            ChatSession.id == int(who),
            col(ChatInvitation.revoked_at).is_(None),
            visits.is_live(desk),
        )
    ).first()
    return found is not None and found[1].id == file.invitation_id


def _place_of(desk: Desk, file: ChatFile) -> int:
    """The how-many-th of its kind in its chat it is."""
    query = select(func.count()).where(
        ChatFile.invitation_id == file.invitation_id,
        ChatFile.kind == file.kind,
        col(ChatFile.id) <= file.id,
    )
    return desk.session.exec(query).one()

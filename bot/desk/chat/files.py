"""A file that the customer sends is a word of the chat: kept sealed, and shown by name, kind and size."""

from sqlalchemy import func
from sqlmodel import col, select

from bot.desk.chat import talk, visits
from bot.desk.chat.refusals import ChatEnded, NoFiles, TooManyFiles
from bot.desk.chat.talk import Said, Word
from bot.desk.chat.visits import Visitor
from bot.desk.desk import Desk
from bot.domain.personal_data.masking import mask_all
from bot.domain.records.cases.case import Case
from bot.domain.records.chat import ChatInvitation
from bot.domain.records.chat_file import ATTACHED, ChatFile, ChatFileBody, CleanFile
from bot.domain.records.messages.message import Message
from bot.domain.records.staff import Actor
from bot.domain.records.trail.verbs import Trail
from bot.domain.text.file_names import plain_name


def require_room(desk: Desk, *, visitor: Visitor) -> None:
    """See that one more file may be sent, before its bytes are read. Raises NoFiles, NotUnlocked,
    ChatEnded, TooManyFiles."""
    if not desk.rules.chat.files.on:
        raise NoFiles
    visits.require_unlocked(desk, visitor=visitor)
    invitation = desk.session.get_one(ChatInvitation, visitor.invitation_id)
    if not invitation.is_open_at(desk.now):
        raise ChatEnded
    _require_fewer(desk, visitor=visitor)


def send(desk: Desk, *, visitor: Visitor, client_key: str, name: str, file: CleanFile) -> Word:
    """Take in a file that was made anew, as the customer's next word. The same key again is one word.

    Raises what ``require_room`` and ``talk.say`` raise.
    """
    if not desk.rules.chat.files.on:
        raise NoFiles
    case = visits.lock_case(desk, visitor=visitor)
    regions = desk.rules.regions(case.brand)
    shown_name = mask_all(plain_name(name), regions=regions)
    attached = {
        "type": ATTACHED,
        "kind": str(file.kind),
        "kilobytes": str(max(1, round(len(file.body) / 1000))),
        "name": shown_name,
    }
    said = talk.take(desk, visitor=visitor, client_key=client_key, attachments=(attached,))
    if said.is_new:
        _require_fewer(desk, visitor=visitor)
        _keep(desk, case=case, said=said, name=shown_name, file=file)
    return talk.shown(desk, said)


def _require_fewer(desk: Desk, *, visitor: Visitor) -> None:
    query = select(func.count()).where(ChatFile.invitation_id == visitor.invitation_id)
    most = desk.rules.chat.files.most
    if desk.session.exec(query).one() >= most:
        raise TooManyFiles(most)


def _keep(desk: Desk, *, case: Case, said: Said, name: str, file: CleanFile) -> None:
    session = desk.session
    row = ChatFile(
        invitation_id=said.word.invitation_id,
        message_id=said.message_id,
        kind=file.kind,
        name=name,
        size=len(file.body),
        width=file.width,
        height=file.height,
        pages=file.pages,
        fingerprint=desk.vault.fingerprint(file.body),
        received_at=desk.now,
    )
    session.add(row)
    session.flush()
    sealed = desk.vault.seal_bytes(
        session=session, case_id=case.number, row=f"chat_files:{row.pk}", data=file.body
    )
    session.add(ChatFileBody(file_id=row.pk, sealed=sealed, sealed_for=case.number))
    desk.record(
        case.number,
        Trail.CHAT_FILE,
        by=Actor.customer(case.author_id),
        file=row.id,
        message=row.message_id,
        kind=str(row.kind),
        size=row.size,
        fingerprint=row.fingerprint,
    )


def body_of(desk: Desk, *, file: ChatFile) -> bytes | None:
    """The bytes; None once they were erased, or are not what was kept. Raises what the vault raises."""
    body = desk.session.get(ChatFileBody, file.pk)
    if body is None:
        return None
    opened = desk.vault.open_bytes(
        session=desk.session,
        case_id=body.sealed_for,
        row=f"chat_files:{body.file_id}",
        sealed=body.sealed,
    )
    return opened if desk.vault.fingerprint(opened) == file.fingerprint else None


def case_of(desk: Desk, *, file: ChatFile) -> Case:
    """The case in which the file's word stands now."""
    message = desk.session.get_one(Message, file.message_id)
    return desk.session.get_one(Case, message.case_id)


def of_message(desk: Desk, *, message_id: int) -> ChatFile | None:
    """The file that this message is."""
    return desk.session.exec(select(ChatFile).where(col(ChatFile.message_id) == message_id)).first()

"""Who signed in to a secure chat, opened for a private thread."""

from sqlmodel import Session

from bot.domain.records.chat import ChatInvitation, ChatLogin
from bot.storage.master_keys import CannotOpen
from bot.storage.sealing import Destroyed, Vault

_LAST = 4


def sealed_as(login_id: int) -> str:
    """What a login is called where it is sealed who came back."""
    return f"chat_logins:{login_id}"


def person_of(vault: Vault, *, whole: bool, session: Session, login_id: int) -> str:
    """What the login said of the person, or its last four characters; empty once it was erased."""
    login = session.get(ChatLogin, login_id)
    if login is None or login.sealed_person is None:
        return ""
    case_id = session.get_one(ChatInvitation, login.invitation_id).case_id
    try:
        person = vault.open(
            session=session, case_id=case_id, row=sealed_as(login_id), sealed=login.sealed_person
        )
    except (Destroyed, CannotOpen):
        return ""
    return person if whole else f"…{person[-_LAST:]}" if len(person) > _LAST else "…"

"""The words of a post before they were masked, but for what nobody is ever shown.

The one way to them: card numbers were never sealed; codes, PINs and passwords are masked again.
"""

from bot.desk.desk import Desk
from bot.desk.messages.recording import revision_row
from bot.domain.personal_data import find, mask
from bot.domain.personal_data.kinds import NEVER_SHOWN
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.message import Message, MessageRevision
from bot.storage.master_keys import CannotOpen
from bot.storage.sealing import Destroyed


def original(desk: Desk, *, version: MessageRevision) -> str | None:
    """What this version said; None where nothing of it was sealed, or its key is gone."""
    if version.sealed is None:
        return None
    message = desk.session.get_one(Message, version.message_id)
    case = desk.session.get_one(Case, message.case_id)
    try:
        words = desk.vault.open(
            session=desk.session,
            case_id=version.sealed_for or case.number,
            row=revision_row(version.message_id, version.revision),
            sealed=version.sealed,
        )
    except (Destroyed, CannotOpen):
        return None
    found = find(words, regions=desk.rules.regions(case.brand))
    return mask(words, [each for each in found if each.kind in NEVER_SHOWN])

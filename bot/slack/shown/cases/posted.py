"""Personal data that the customer of a case posted: what of it everybody can still read."""

from sqlmodel import Session

from bot.domain.records.cases.case import Surface
from bot.slack.shown.cases.may_have import POSTED_DATA
from bot.slack.views.models import PostedShown
from bot.storage.known_rows import looked_none
from bot.storage.messages.posted_data import posted_data


def posted_shown(*, session: Session, case_id: int) -> PostedShown:
    """As it stands now; once nothing is left in public, since when."""
    if looked_none(session, POSTED_DATA, case_id):
        return PostedShown()
    found = posted_data(session=session, case_id=case_id)
    public = [each for each in found if each.surface == Surface.PUBLIC]
    there = [each for each in public if each.deleted_at is None]
    gone = [each.deleted_at for each in public if each.deleted_at is not None]
    return PostedShown(
        kinds=tuple(sorted({kind for each in there for kind in each.kinds})),
        gone_at=max(gone) if gone and not there else None,
        can_be_revealed=any(each.can_be_revealed for each in found),
    )

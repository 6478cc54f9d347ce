"""Who may see private words, asked by a verb; how that is known stands in ``bot.storage.cases.private_words``.

The words of a direct message stand in the case's private thread and nowhere else. Whatever shows them
outside of it, or lets somebody act on a talk that is private only, asks here first.
"""

from sqlmodel import select

from bot.desk.desk import Desk, DeskError
from bot.domain.records.cases.case import Case, Surface
from bot.domain.text.references import case_reference
from bot.language import say
from bot.storage.cases import private_words as stored
from bot.storage.cases.case_threads import threads_of


class NotForYou(DeskError):
    """The words are private, and this person is not in the Slack channel where they stand."""

    def __init__(self, case: Case) -> None:
        super().__init__(
            say(
                "{case} is a private talk, and you are not in the Slack channel where it stands. If it "
                "is yours to do, ask a lead to invite you there.",
                case=case_reference(case.number),
            )
        )


def public_alone() -> str:
    """Why somebody answers in public alone; the case may be no private talk at all."""
    return say(
        "Only who is in its private Slack channel answers in private. If it is yours to do, ask a "
        "lead to invite you there."
    )


def may_see_private(desk: Desk, *, case: Case, slack_user_id: str) -> bool:
    """Whether this person is in the Slack channel in which the case's private words stand now, or
    would stand. Never when that is not known for certain."""
    thread = threads_of(session=desk.session, case_id=case.number).current(Surface.PRIVATE)
    where = thread.slack_channel if thread else desk.rules.route(case.route).private_slack_channel
    return bool(slack_user_id) and where in channels_read_by(desk, slack_user_id) - {""}


def channels_read_by(desk: Desk, slack_user_id: str) -> frozenset[str]:
    """The private channels this person is known to be in."""
    return stored.channels_read_by(
        session=desk.session,
        slack_user_id=slack_user_id,
        now=desk.database_now,
        trusted_for=desk.roles_trusted_for,
    )


def is_private_only(desk: Desk, *, case: Case) -> bool:
    """Whether the customer said nothing of it in public, and something in private."""
    query = select(Case.id).where(Case.id == case.number, stored.is_private_only())
    return desk.session.exec(query).first() is not None


def require(desk: Desk, *, case: Case) -> None:
    """Let whoever pressed see the private words of the case. Raises NotForYou.

    Nobody pressed at intake and by itself.
    """
    if desk.pressed_by and not may_see_private(desk, case=case, slack_user_id=desk.pressed_by):
        raise NotForYou(case)


def require_for_private_only(desk: Desk, *, case: Case) -> None:
    """Let whoever pressed act on a case that is a private talk and nothing else. Raises NotForYou."""
    if desk.pressed_by and is_private_only(desk, case=case):
        require(desk, case=case)

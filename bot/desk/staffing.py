"""Bringing our table of staff up to date with what the worker read in Slack and the roles file."""

from collections.abc import Collection, Mapping, Sequence

from bot.desk.desk import Desk
from bot.domain.staff import Actor, Staff
from bot.storage import audit


def refresh(
    desk: Desk, *, read: Sequence[Staff], groups: Mapping[str, Collection[str]] | None = None
) -> None:
    """Write each person as read, with the roles the bank gives them. Changes of role are audited.

    A colleague who has no role and never had one is not written down: a large bank has ten thousand
    of them. Guests are, so that they can be told why. ``groups`` says who is in which user groups.
    """
    for person in read:
        of_groups = (groups or {}).get(person.slack_user_id, ())
        roles = sorted(desk.rules.roles_of(person.slack_user_id, groups=of_groups))
        before = desk.session.get(Staff, person.slack_user_id)
        if before is None and not roles and not person.is_guest:
            continue
        if roles != (sorted(before.roles) if before else []):
            audit.record(
                session=desk.session,
                case_id=0,
                actor=Actor.system(),
                verb="roles_changed",
                details={"staff": person.slack_user_id, "roles": roles},
                at=desk.now,
            )
        row = Staff(**{**person.model_dump(), "roles": roles, "refreshed_at": desk.database_now})
        desk.session.merge(row)

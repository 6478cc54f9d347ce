"""Bringing our table of staff up to date with what the worker read in Slack and the roles file."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from bot.desk.desk import Desk, DeskError
from bot.domain.records.staff import Actor, Staff
from bot.domain.records.trail.verbs import Trail
from bot.language import ENGLISH, LANGUAGES, language_of, say
from bot.storage.house import weekly_data as house
from bot.storage.record.audit import HOUSE

_TRUSTED_UNREAD = timedelta(minutes=45)  # a role ends by age after an hour


def refresh(
    desk: Desk,
    *,
    read: Sequence[Staff],
    groups: Mapping[str, Collection[str]] | None = None,
    unread: Collection[str] = (),
) -> None:
    """Write each person as read, with the roles the bank gives them. Changes of role are audited.

    A colleague who has no role and never had one is not written down: a large bank has ten thousand
    of them. Guests are, so that they can be told why. ``groups`` says who is in which user groups; of
    the ``unread`` ones nobody knows: what they gave is believed for a while, then it ends.
    """
    teams = house.read(session=desk.session)
    for person in read:
        of_groups = (groups or {}).get(person.slack_user_id, ())
        roles = sorted(desk.rules.roles_of(person.slack_user_id, groups=of_groups))
        before = desk.session.get(Staff, person.slack_user_id)
        if before is None and not roles and not person.is_guest:
            continue
        if before is not None and _may_be_of(desk, before, roles=roles, groups=unread):
            continue
        if roles != (sorted(before.roles) if before else []):
            desk.record(
                HOUSE,
                Trail.ROLES_CHANGED,
                by=Actor.system(),
                staff=person.slack_user_id,
                roles=roles,
            )
        known = {
            "roles": roles,
            "locale": _locale(desk, person, teams=teams.teams_of(person.slack_user_id)),
            "language": before.language if before else None,
            "refreshed_at": desk.database_now,
        }
        desk.session.merge(Staff(**{**person.model_dump(), **known}))


def _locale(desk: Desk, person: Staff, *, teams: Sequence[str]) -> str:
    """Slack's, where it names another language than English, which it also names where nobody chose; else
    the language of the teams they work in, if all have the same."""
    if language_of(person.locale) != ENGLISH:
        return person.locale
    named = {
        desk.rules.routing.teams[each].language
        for each in teams
        if each in desk.rules.routing.teams
    }
    return named.pop() or person.locale if len(named) == 1 else person.locale


def _may_be_of(desk: Desk, row: Staff, *, roles: Sequence[str], groups: Collection[str]) -> bool:
    """Whether somebody would lose what a group may give that was not read this time; not for long."""
    given = {str(role) for group in groups for role in desk.rules.roles.groups.get(group, ())}
    is_fresh = desk.database_now - row.refreshed_at < _TRUSTED_UNREAD
    return is_fresh and bool((set(row.roles) - set(roles)) & given)


class NotAtTheDesk(DeskError):
    """Nobody whom we know."""

    def __init__(self) -> None:
        super().__init__(
            say("Earshot has not read you from Slack yet. Try again in a few minutes.")
        )


def choose_language(desk: Desk, *, language: str, by: Actor) -> None:
    """From now on everything is said to somebody in this language; empty: as Slack and their team have
    it. Raises NotAtTheDesk."""
    person = desk.session.get(Staff, by.id, with_for_update=True)
    if person is None:
        raise NotAtTheDesk
    person.language = language if language in LANGUAGES else None
    desk.session.add(person)
    desk.record(HOUSE, Trail.LANGUAGE_CHOSEN, by=by, staff=by.id, language=person.language or "")


def left_group(desk: Desk, *, group: str, people: Collection[str]) -> None:
    """Take away at once what a user group gave. What other groups give comes with the next reading."""
    if group not in desk.rules.roles.groups:
        return
    for slack_user_id in sorted(set(people)):
        row = desk.session.get(Staff, slack_user_id, with_for_update=True)
        if row is not None:
            kept = desk.rules.roles_of(slack_user_id)
            _leave_only(desk, row=row, roles=sorted(kept & set(row.roles)))


def became(desk: Desk, *, person: Staff) -> None:
    """Somebody became a guest, left, or went to another workspace. Never gives anybody anything."""
    row = desk.session.get(Staff, person.slack_user_id, with_for_update=True)
    if row is None:
        return
    before = (row.is_guest, row.is_gone)
    row.name = person.name
    row.time_zone = person.time_zone
    row.is_guest = row.is_guest or person.is_guest
    row.is_gone = row.is_gone or person.is_gone
    if person.team_id and person.team_id != row.team_id:
        row.is_guest = True  # until the worker has read them again
    desk.session.add(row)
    if (row.is_guest, row.is_gone) != before:
        desk.record(
            HOUSE,
            Trail.ACCESS_LOST,
            by=Actor.platform("slack"),
            staff=row.slack_user_id,
            guest=row.is_guest,
            gone=row.is_gone,
        )


def _leave_only(desk: Desk, *, row: Staff, roles: list[str]) -> None:
    if roles == sorted(row.roles):
        return
    row.roles = roles
    desk.session.add(row)
    desk.record(
        HOUSE, Trail.ROLES_CHANGED, by=Actor.platform("slack"), staff=row.slack_user_id, roles=roles
    )

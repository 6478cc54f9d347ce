"""Who can have cases: by the roles in force, and there."""

from sqlmodel import select

from bot.desk.desk import Desk
from bot.domain.records.staff import Staff
from bot.domain.rules.role_rules import Verb

People = tuple[tuple[str, str], ...]  # Slack user id and name


def of_the_desk(desk: Desk) -> list[Staff]:
    """Returns everybody whose roles let them claim now, also those who are away."""
    return [
        person
        for person in desk.session.exec(select(Staff))
        if desk.rules.may(
            Verb.CLAIM,
            person.roles_at(
                desk.database_now, home_team=desk.home_team, trusted_for=desk.roles_trusted_for
            ),
        )
    ]


def who_can_take(desk: Desk, *, but: str = "") -> People:
    """Returns those a case can be given to now, by name: of the desk, and not away. ``but``: left out."""
    people = [
        (person.slack_user_id, person.name or person.slack_user_id)
        for person in of_the_desk(desk)
        if person.slack_user_id != but
        and desk.rules.data.absence(person.slack_user_id, desk.now) is None
    ]
    return tuple(sorted(people, key=lambda person: (person[1].casefold(), person[0])))

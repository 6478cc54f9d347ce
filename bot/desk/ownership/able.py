"""Who can have cases: by the roles in force, and there."""

from collections.abc import Collection

from sqlmodel import select

from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case
from bot.domain.records.messages.author import Author
from bot.domain.records.staff import Staff
from bot.domain.rules.role_rules import Verb
from bot.language import say
from bot.storage.topics import topic_of

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


def named_for(desk: Desk, *, case: Case) -> tuple[str, ...]:
    """Returns who is named for the customer or the topic of a case, and is there; the customer's first."""
    author = desk.session.get(Author, case.author_id)
    about = topic_of(session=desk.session, case_id=case.number)
    people = desk.rules.data.named_for(
        topic=about.standing if about else "",
        channel=case.channel,
        known_as=(author.external_id, author.handle) if author else (),
    )
    return tuple(who for who in people if desk.rules.reached(who, desk.now) == who)


def who_can_take(desk: Desk, *, but: str = "", first: Collection[str] = ()) -> People:
    """Returns those a case can be given to now, by name: of the desk, and not away. ``but``: left out;
    ``first``: come first, and it is said why."""
    people = [
        (person.slack_user_id, person.name or person.slack_user_id)
        for person in of_the_desk(desk)
        if person.slack_user_id != but
        and desk.rules.data.absence(person.slack_user_id, desk.now) is None
    ]
    ordered = sorted(people, key=lambda one: (one[0] not in first, one[1].casefold(), one[0]))
    return tuple(
        (who, say("{name} (named for this)", name=name) if who in first else name)
        for who, name in ordered
    )

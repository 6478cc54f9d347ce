"""Who may approve what others wrote, and is there now."""

from sqlmodel import select

from bot.desk import private_words
from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Staff
from bot.domain.rules.role_rules import Verb


def there(desk: Desk, *, team: str, but: str, private: Case | None = None) -> list[str]:
    """Slack user ids of whoever may approve by a role in force, is not away, and did not write it.

    Whoever is on duty for the team comes first. ``private``: only who may read the private words of it.
    """
    found = [
        person.slack_user_id
        for person in desk.session.exec(select(Staff).order_by(Staff.slack_user_id))
        if person.slack_user_id != but and _may(desk, person)
    ]
    if private is not None:
        found = [
            who
            for who in found
            if private_words.may_see_private(desk, case=private, slack_user_id=who)
        ]
    on_duty = desk.rules.people_on_duty(desk.now, team)
    return sorted(found, key=lambda who: (who not in on_duty, who))


def _may(desk: Desk, person: Staff) -> bool:
    roles = person.roles_at(
        desk.database_now, home_team=desk.home_team, trusted_for=desk.roles_trusted_for
    )
    is_away = desk.rules.data.absence(person.slack_user_id, desk.now) is not None
    return desk.rules.may(Verb.APPROVE, roles) and not is_away

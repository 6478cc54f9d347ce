"""Who reviews: named in quality.toml, with a role that may, and there."""

from collections.abc import Collection

from sqlmodel import col, select

from bot.desk import private_words
from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case, Surface
from bot.domain.records.staff import Staff
from bot.domain.rules.role_rules import Verb


def there(desk: Desk) -> list[str]:
    """Returns the Slack ids of the reviewers who may review by a role in force and are not away."""
    named = desk.rules.quality.reviewers
    people = desk.session.exec(select(Staff).where(col(Staff.slack_user_id).in_(named)))
    return sorted(person.slack_user_id for person in people if _may(desk, person))


def may_have(
    desk: Desk, people: Collection[str], *, case: Case, surface: Surface, but: Collection[str]
) -> list[str]:
    """Returns those who may look at this answer: not theirs, and private words only where they may read them."""
    found = [who for who in people if who not in but]
    if surface is Surface.PUBLIC and not private_words.is_private_only(desk, case=case):
        return found
    return [
        who for who in found if private_words.may_see_private(desk, case=case, slack_user_id=who)
    ]


def _may(desk: Desk, person: Staff) -> bool:
    roles = person.roles_at(
        desk.database_now, home_team=desk.home_team, trusted_for=desk.roles_trusted_for
    )
    is_away = desk.rules.data.absence(person.slack_user_id, desk.now) is not None
    return desk.rules.may(Verb.REVIEW, roles) and not is_away

"""Whom the customer talks to, as the page names them: a first name and a team, and never more."""

from collections.abc import Set

from sqlmodel import col, select

from bot.desk.desk import Desk
from bot.domain.records.cases.case import Case
from bot.domain.records.staff import Staff


def first_name(desk: Desk, *, slack_user_id: str) -> str:
    """The first name of one of our staff; empty when it is not known."""
    return first_names(desk, {slack_user_id})[slack_user_id]


def first_names(desk: Desk, slack_user_ids: Set[str]) -> dict[str, str]:
    """The same of several, by their id."""
    if not slack_user_ids:
        return {}
    query = select(Staff.slack_user_id, Staff.name).where(
        col(Staff.slack_user_id).in_(slack_user_ids)
    )
    known = dict(desk.session.exec(query).all())
    return {each: next(iter(known.get(each, "").split()), "") for each in slack_user_ids}


def team_of(desk: Desk, *, case: Case) -> str:
    """What the team that has the case is called."""
    team = desk.rules.routing.teams.get(case.team)
    return team.title if team is not None else ""

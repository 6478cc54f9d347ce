"""Reading who works at the bank and writing it down, so that no click has to ask Slack for a role."""

from bot import clock
from bot.bootstrap import App
from bot.desk.ownership import staffing
from bot.slack.api.people import read_groups, read_people


def refresh(app: App) -> None:
    """Read everybody with no transaction open, then write them with the roles of the file."""
    people = read_people(app.slack, home_team=app.settings.slack_team, now=clock.now())
    groups = read_groups(app.slack, groups=app.rules.roles.groups)
    with app.desk() as desk:
        staffing.refresh(desk, read=people, groups=groups)

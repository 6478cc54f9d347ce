"""The rules in force for a command that tries them: the files, and over them what was entered in Slack."""

from sqlalchemy.exc import SQLAlchemyError

from bot import bootstrap
from bot.domain.rules.house_rules import HouseRules
from bot.storage.house.weekly_data import in_force
from config.settings import Settings
from handlers.endings import CannotStart
from handlers.processes.embedded import opened_database


def rules_now(settings: Settings) -> tuple[HouseRules, str]:
    """The rules; and, where no database could be read, a sentence that says so."""
    rules = bootstrap.load_rules(settings)
    try:
        with opened_database() as database, database.reading() as session:
            return in_force(session=session, rules=rules), ""
    except (CannotStart, SQLAlchemyError):
        return rules, "What was entered in Slack is not read: there is no database here."

"""`earshot check`: one line a setting, what is wrong with it and where to get it. Never a secret.

Then the configuration files with everything that is wrong in them; with ``--online`` the services.
What is to mend comes last, where a terminal ends.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from config.settings import Settings, SettingsError, load, load_usable, variable
from handlers.commands.checks import setting_checks
from handlers.processes import required

if TYPE_CHECKING:  # joining all parts takes a second, and most lines need none of them
    from bot.bootstrap import App
    from config.files import Files

_TO_MEND = ("missing", "wrong")
_NOT_SET = "not set; the default is used"


class Line(NamedTuple):
    """One line of the report."""

    state: str  # "ok", "missing", "wrong", "note"
    name: str
    remark: str = ""
    is_default: bool = False  # nobody set it, and nobody has to

    def __str__(self) -> str:
        return f"{self.state:8} {self.name:34} {self.remark}".rstrip()


def report(*, online: bool, every: bool = False, say: Callable[[str], None] = print) -> int:
    """Say everything; returns the exit code, 1 when something is missing or wrong.

    Settings left at their default are only counted, unless ``every`` one is wanted.
    """
    lines = list(_lines(online))
    for line in _in_order(lines if every else _folded(lines)):
        say(str(line))
    bad = sum(line.state in _TO_MEND for line in lines)
    notes = sum(line.state == "note" for line in lines)
    read = (
        f" Read the {notes} notes above." if notes > 1 else " Read the note above." if notes else ""
    )
    say(f"\n{bad} to mend." if bad else f"\nEverything needed is there.{read}")
    return 1 if bad else 0


def _folded(lines: list[Line]) -> list[Line]:
    count = sum(line.is_default for line in lines)
    named = [line for line in lines if not line.is_default]
    if not count:
        return named
    others = "1 other setting" if count == 1 else f"{count} other settings"
    return [*named, Line("ok", others, f"{_NOT_SET} (--all names each)")]


def _in_order(lines: list[Line]) -> list[Line]:
    """As they came, but notes after what is right, and what is to mend last."""
    return sorted(lines, key=lambda line: (line.state in _TO_MEND, line.state == "note"))


def _lines(online: bool) -> Iterator[Line]:
    settings: Settings | None = None
    problems: dict[str, str] = {}
    try:
        settings = load()
    except SettingsError as error:
        problems = error.problems
    # What is wrong hides nothing that is missing, and nothing of the files.
    lacking = required.lacking(lambda field: not required.text_of(settings, field))
    for field in Settings.model_fields:
        yield _line(field, settings, problems.get(variable(field)), lacking)
    for name, remark in setting_checks.unread():
        yield Line("wrong" if "mean" in remark else "note", name, remark)
    usable = settings or load_usable(problems)
    yield from _files(usable)
    if variable("database_url") not in problems:
        yield from _database(usable)
        if settings is not None and not lacking:
            yield from _sealed(settings)
    if online and settings is not None and not lacking:
        yield from _services(settings)


def _line(
    field: str, settings: Settings | None, problem: str | None, lacking: dict[str, str]
) -> Line:
    name = variable(field)
    problem = problem or _misshapen(field, settings)
    if problem:
        return Line("wrong", name, f"{problem} {required.where_from(field)}")
    if field in lacking:
        return Line("missing", name, lacking[field])
    is_default = name not in os.environ
    return Line("ok", name, _NOT_SET if is_default else "", is_default)


def _misshapen(field: str, settings: Settings | None) -> str | None:
    found = setting_checks.misshapen(field, settings)
    if found is None and field == "seal_keys":
        return _bad_keys(required.text_of(settings, field))
    if found is None and field == "database_url" and settings is not None:
        return _bad_database(settings)
    return found


def _bad_keys(keys: str) -> str | None:
    from bot.storage.sealing import Vault

    if not keys:
        return None
    try:
        Vault(keys)
    except ValueError as error:
        return str(error)
    return None


def _bad_database(settings: Settings) -> str | None:
    from handlers.endings import CannotStart
    from handlers.processes.embedded import refuse_on_platform

    try:
        refuse_on_platform(settings)
    except CannotStart as error:
        return str(error)
    return None


def _files(settings: Settings) -> Iterator[Line]:
    from bot.bootstrap import load_rules
    from bot.domain.rules.gaps import gaps_of
    from bot.domain.rules.house_rules import HouseRulesAreWrong
    from config.files import FilesCannotBeRead
    from handlers.commands.checks import rule_checks

    place = str(settings.config or "shipped files only")
    try:
        rules = load_rules(settings)
    except FilesCannotBeRead as error:
        yield from _faults(error.faults)
        if error.rest is not None:
            yield from _rest(error.rest)
        return
    except HouseRulesAreWrong as error:
        yield from _faults(error.faults)
        return
    yield Line("ok", "files", place)
    for fault in rule_checks.faults(settings, rules):
        yield Line("wrong", "files", fault)
    for gap in [*gaps_of(rules), *rule_checks.remarks(settings, rules)]:
        yield Line("note", "files", gap)


def _sealed(settings: Settings) -> Iterator[Line]:
    from handlers.commands.checks import database_check

    name = variable("seal_keys")
    yield from (Line("wrong", name, fault) for fault in database_check.keys_that_lack(settings))


def _database(settings: Settings) -> Iterator[Line]:
    """Whether it can be read, and holds the policies as they stand in the files."""
    from bot.bootstrap import load_rules
    from bot.domain.rules.house_rules import HouseRulesAreWrong
    from config.files import FilesCannotBeRead
    from handlers.commands.checks import database_check

    rules = None
    with suppress(FilesCannotBeRead, HouseRulesAreWrong):  # told already
        rules = load_rules(settings)
    found = database_check.look(settings, rules)
    if found.trouble:
        yield Line("wrong", variable("database_url"), found.trouble)
    for remark in filter(None, (found.remark, *database_check.connections(settings))):
        yield Line("note", "database", remark)


def _rest(read: "Files") -> Iterator[Line]:
    """What is wrong beside the files that cannot be read: every mistake is told at once."""
    from bot.bootstrap import CHANNELS
    from bot.domain.rules.house_rules import HouseRulesAreWrong, joined

    try:
        joined(read.values, where=read.where, channels=CHANNELS)
    except HouseRulesAreWrong as error:
        yield Line("note", "files", "The rest was looked at without the files that cannot be read.")
        yield from _faults(error.faults)


def _faults(faults: Iterable[object]) -> Iterator[Line]:
    return (Line("wrong", "files", str(fault)) for fault in faults)


def _services(settings: Settings) -> Iterator[Line]:
    from bot import bootstrap
    from handlers.commands.checks import login_check, slack_names

    app = bootstrap.build(settings)
    told = list(_slack(app))
    yield from told
    if all(line.state not in _TO_MEND for line in told):
        for trouble in slack_names.troubles(app):
            yield Line("wrong" if trouble.is_wrong else "note", "files", trouble.sentence)
    for channel in app.channels.values():
        for finding in channel.check():
            state = "ok" if finding.ok else "wrong"
            yield Line(state, finding.setting, f"{finding.message} {finding.where}".strip())
    for is_right, remark in login_check.look(app):
        yield Line("ok" if is_right else "wrong", variable("chat_login_issuer"), remark)
    app.database.dispose()


def _slack(app: "App") -> Iterator[Line]:
    from slack_sdk.errors import SlackApiError, SlackClientError

    from bot.slack.api.permissions import scopes_named

    name = variable("slack_bot_token")
    try:
        told = app.slack.auth_test()
    except SlackApiError as error:
        where = required.where_from("slack_bot_token")
        yield Line("wrong", name, f"Slack says {error.response['error']}. {where}")
        return
    except (SlackClientError, OSError) as error:
        why = f"Slack cannot be reached: {type(error).__name__}."
        yield Line("wrong", variable("slack_url"), why)
        return
    if told["team_id"] != app.settings.slack_team:
        yield Line("wrong", variable("slack_team"), f"The token belongs to {told['team_id']}.")
        return
    yield Line("ok", name, f"Slack knows us as {told['user']} in {told['team']}.")
    yield from _permissions(scopes_named(told))


def _permissions(granted: frozenset[str] | None) -> Iterator[Line]:
    """Each permission that the manifest asks for and Slack does not give."""
    from config.slack_app import wanted_scopes

    name = variable("slack_bot_token")
    if granted is None:
        yield Line("note", name, "Slack did not say what the app may do.")
        return
    for scope in sorted(wanted_scopes() - granted):
        what = (
            f"The app may not do “{scope}”. Apply config/slack_manifest.yaml, and install it again."
        )
        yield Line("wrong", name, what)

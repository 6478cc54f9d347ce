"""The command line. What a command needs is imported when it runs, so that each starts quickly."""

from pathlib import Path
from typing import Annotated

import typer

from handlers.commands.arguments import (
    Address,
    AnyCase,
    As,
    Case,
    FirstDay,
    History,
    LastDay,
    Port,
    Seals,
    Speed,
)
from handlers.commands.checks import try_reply_cli
from handlers.commands.erasure import person_cli
from handlers.commands.exports.data_cli import blocked, data
from handlers.commands.exports.export_cli import export
from handlers.commands.house import census_cli
from handlers.commands.house.inbox_cli import inbox
from handlers.commands.house.keys_cli import keys
from handlers.commands.house.restored_cli import restored
from handlers.commands.listening import learning_cli
from handlers.commands.listening.topics_cli import topics
from handlers.commands.record import case_file_cli
from handlers.endings import ending_kindly

commands = typer.Typer(
    help="Public complaints to a bank become Slack threads that are owned, timed and answered.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
digest = typer.Typer(help="The managers' digests.", no_args_is_help=True)
clocks = typer.Typer(help="Running clocks.", no_args_is_help=True)
commands.add_typer(inbox, name="inbox")
commands.add_typer(digest, name="digest")
commands.add_typer(clocks, name="clocks")
commands.add_typer(keys, name="keys")
commands.add_typer(export, name="export")
commands.add_typer(data, name="data")
commands.add_typer(blocked, name="blocked")
commands.add_typer(topics, name="topics")
commands.command()(restored)
for each in (try_reply_cli, person_cli, case_file_cli, learning_cli, census_cli):
    each.add_to(commands)


@commands.command()
def web() -> None:
    """Serve Slack, the webhooks, health and figures over HTTP."""
    from handlers.processes import roles

    with ending_kindly():
        roles.web()


@commands.command()
def worker() -> None:
    """Poll, read, send, tick. Any number may run on PostgreSQL."""
    from handlers.processes import roles

    with ending_kindly():
        roles.worker()


@commands.command()
def socket() -> None:
    """Hear Slack over Socket Mode, where the network lets nothing in. Beside a worker."""
    from handlers.processes import roles

    with ending_kindly():
        roles.socket()


@commands.command()
def run() -> None:
    """Web and worker in one process, on SQLite."""
    from handlers.processes import roles

    with ending_kindly():
        roles.run()


@commands.command()
def migrate() -> None:
    """Bring the database up to this version and store the policies."""
    from handlers.processes import roles

    with ending_kindly():
        print(roles.migrate())


@commands.command()
def check(
    online: Annotated[bool, typer.Option(help="Also ask Slack and the platforms.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Also name each unset setting.")] = False,
) -> None:
    """Say of each setting whether it is right, and where to get it."""
    from handlers.commands.checks import check as checking

    with ending_kindly():
        raise typer.Exit(checking.report(online=online, every=every))


@commands.command()
def alarms(
    kinds: Annotated[bool, typer.Option("--kinds", help="Every alarm there is.")] = False,
) -> None:
    """List the alarms that stand: what is wrong, since when, what to do."""
    from handlers.commands.house import alarms as commands_alarms

    with ending_kindly():
        if kinds:
            print(commands_alarms.table())
        else:
            commands_alarms.show_standing()


@commands.command()
def verify(
    case: AnyCase = None,
    every: Annotated[bool, typer.Option("--all", help="The whole record and its seals.")] = False,
    folder: Annotated[
        Path | None, typer.Option(help="Where the seals are kept, if not in EARSHOT_RECORD_FOLDER.")
    ] = None,
    seal: Seals = None,
) -> None:
    """Check that nobody changed the audit trail of a case, or anything that the record vouches for."""
    from handlers.commands.record import verify as commands_verify

    with ending_kindly():
        if case is not None and not every:
            raise typer.Exit(commands_verify.verify(case_id=case))
        if case is not None or not every:
            raise typer.BadParameter("Say which case, or --all.")
        raise typer.Exit(commands_verify.verify_all(folder=folder, seals=seal or []))


@commands.command()
def why(
    case: Case,
    name: As = "",
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Tell what happened to a case, and which minutes counted on each of its clocks, and why."""
    from handlers.commands.record import why as commands_why

    with ending_kindly():
        raise typer.Exit(commands_why.tell(case_id=case, as_json=as_json, name=name))


@commands.command("what-if")
def what_if(
    first: FirstDay,
    last: LastDay,
    policy: Annotated[
        Path | None,
        typer.Option(help="An sla.toml with the proposed rules; without it the bank's own."),
    ] = None,
    calendar: Annotated[
        Path | None, typer.Option(help="A calendar.toml, if other hours are proposed too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Say what would have broken under other rules. Changes nothing."""
    from handlers.commands import what_if as commands_what_if

    with ending_kindly():
        commands_what_if.tell(
            policy=policy,
            calendar=calendar,
            first=first,
            last=last,
            as_json=as_json,
        )


@clocks.command("apply")
def clocks_apply(
    name: As = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show it.")] = False,
) -> None:
    """Move running clocks to the present policy and calendars. Nothing else ever does."""
    from handlers.commands import clocks as commands_clocks

    with ending_kindly():
        commands_clocks.apply(name=name, dry_run=dry_run)


@digest.command("now")
def digest_now(
    digest: Annotated[
        str, typer.Argument(help="Which one; all that are posted if not given.")
    ] = "",
    name: As = "",
    period: Annotated[
        str, typer.Option("--for", metavar="YYYY-MM-DD", help="Print the one that ended that day.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print it, post nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Issue a digest at once, or look at one."""
    from handlers.commands import digest as commands_digest

    with ending_kindly():
        commands_digest.now(
            digest=digest, name=name, dry_run=dry_run, period=period, as_json=as_json
        )


@commands.command()
def manifest(
    address: Address = "",
    socket_mode: Annotated[
        bool, typer.Option("--socket-mode", help="For a network that lets nothing in.")
    ] = False,
) -> None:
    """Print the Slack app's manifest, to be pasted where Slack asks for one."""
    from handlers.commands.checks import manifest as commands_manifest

    print(commands_manifest.printed(address=address, socket_mode=socket_mode), end="")


@commands.command()
def version() -> None:
    """Print the version."""
    from handlers import VERSION

    print(f"earshot {VERSION}")


@commands.command()
def sandbox(
    port: Port = 8400,
    fresh: Annotated[bool, typer.Option("--fresh", help="Start over.")] = False,
    story: Annotated[str, typer.Option(help="The day to play; “none” plays none.")] = "day",
    speed: Speed = None,
    folder: Annotated[Path, typer.Option(help="Where it is kept.")] = Path(".sandbox"),
    history: History = True,
) -> None:
    """Try everything without an account anywhere: simulated Slack, X and Facebook, and the bot."""
    from handlers.processes import sandbox as playing

    with ending_kindly():
        code = playing.play(
            port=port, fresh=fresh, story=story, speed=speed, folder=folder, history=history
        )
        raise typer.Exit(code)

"""``earshot data`` exports and imports weekly data; ``earshot blocked`` lists what was set aside."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import bootstrap
from bot.bootstrap import App
from bot.desk.desk import Desk
from bot.desk.house import weekly_data
from bot.desk.house.weekly_data import DoesNotFit
from bot.desk.intake import taking_in
from bot.desk.messages import blocking, unblocking
from bot.domain.records.messages.author import Author
from bot.domain.records.messages.blocked_post import BlockedPost
from bot.domain.records.staff import Actor
from bot.domain.rules.house import weekly_toml
from bot.domain.rules.house.weekly_data import Kind, Row, as_cells
from bot.domain.rules.house.weekly_toml import TomlIsWrong
from bot.domain.text.references import case_reference
from bot.storage.house import weekly_data as house
from bot.telemetry.redaction import redacted
from handlers.commands import reading
from handlers.commands.exports import house_csv
from handlers.commands.exports.house_csv import FileIsWrong, NumberedRow
from handlers.commands.exports.private_file import private_file
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database

_TOML = ".toml"


class _OnlyLooked(Exception):
    """Ends a dry run, so that nothing of it is kept."""


def export(*, kind: Kind, to: Path | None, name: str = "") -> None:
    """One kind as CSV, or as TOML into a file that is called so."""
    with _app() as app:
        reading.write_down(app.database, name=name, what="data", kind=kind)
        with app.looking() as desk:
            rows = [
                row
                for _, row in house.standing(session=desk.session, kind=kind)
                if not weekly_data.is_over(row, desk.now)
            ]
    as_toml = to is not None and to.suffix == _TOML
    text = weekly_toml.written(kind, rows) if as_toml else house_csv.written(kind, rows)
    if to is None:
        print(text, end="")
        return
    with private_file(to) as out:
        out.write(text)
    print(f"Rows of {kind} in {to}: {len(rows):,}.")


def load(*, kind: Kind, file: Path, name: str, dry_run: bool) -> None:
    """Show what changes, and with a name make it so. Raises CannotStart, FileIsWrong."""
    if not name.strip() and not dry_run:
        raise CannotStart("Say who you are with --as NAME, or look with --dry-run.")
    rows = _read(kind, file)
    with _app() as app:
        try:
            with app.desk() as desk:
                _check(desk, rows)
                changed = unblocking.replace(
                    desk,
                    kind=kind,
                    rows=[row for _, row in rows],
                    by=Actor.operator(name.strip() or "dry run"),
                )
                if dry_run:
                    raise _OnlyLooked
        except _OnlyLooked:
            pass
    _print(changed.removed, sign="-")
    _print(changed.added, sign="+")
    done = "would change" if dry_run else "changed"
    print(f"{kind}: {len(changed.added)} added, {len(changed.removed)} removed {done}.")
    if kind == Kind.CLOSED_DAYS and (changed.added or changed.removed):
        print("Clocks that run are as they were. `python -m handlers clocks apply` moves them.")


def list_blocked(*, limit: int) -> None:
    """One line a post, the newest first; without its words."""
    with _app() as app, app.looking() as desk:
        lines = [_line(desk, post) for post in blocking.posts(desk, limit=limit)]
        count = blocking.count(desk)
    for line in lines:
        print(line)
    print(f"Posts of blocked authors set aside: {count:,}.")


def show_blocked(*, post_id: int, name: str = "") -> None:
    """One post with its words as they were masked; those of a private message are not shown."""
    with _app() as app:
        reading.write_down(app.database, name=name, what="blocked post", post=post_id)
        with app.looking() as desk:
            post = desk.session.get(BlockedPost, post_id)
            if post is None:
                raise blocking.NoSuchPost(post_id)
            line = _line(desk, post)
    print(line)
    print("A private message." if post.surface != "public" else redacted(_one_line(post.text)))


def replay_blocked(*, post_id: int, name: str) -> None:
    """Take a post in after all, and write down who did."""
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME.")
    with _app() as app, app.desk() as desk:
        taken = taking_in.take_in_after_all(desk, post_id=post_id, by=Actor.operator(name.strip()))
    case = case_reference(taken.case_id) if taken.case_id else "no case"
    print(f"Post {post_id} is part of {case} now.")


@contextmanager
def _app() -> Iterator[App]:
    app = bootstrap.build(with_database(), pool_size=1)
    try:
        yield app
    finally:
        app.database.dispose()


def _read(kind: Kind, file: Path) -> list[NumberedRow]:
    try:
        if file.suffix == _TOML:
            told = weekly_toml.read(kind, file.read_text(encoding="utf-8"))
            return [NumberedRow(*each) for each in told]
        return house_csv.read(kind, file)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotStart(f"{file} cannot be read as UTF-8: {error}.") from error
    except (FileIsWrong, TomlIsWrong) as wrong:
        raise CannotStart("\n".join([f"{file} was not imported:", *wrong.faults])) from wrong


def _check(desk: Desk, rows: Iterable[NumberedRow]) -> None:
    """What a row names must be in the bank's files; every fault is told, not only the first."""
    rows, faults = list(rows), []
    beside = [row for _, row in rows]
    for number, row in rows:
        try:
            weekly_data.check(desk, row=row, beside=beside)
        except DoesNotFit as wrong:
            faults.append(f"row {number}, column {wrong.column}: {wrong}")
    if faults:
        raise CannotStart("\n".join(["Nothing was imported:", *faults]))


def _print(rows: Iterable[Row], *, sign: str) -> None:
    for row in rows:
        cells = " | ".join(cell for cell in as_cells(row).values() if cell)
        print(f"{sign} {redacted(_one_line(cells))}")


def _line(desk: Desk, post: BlockedPost) -> str:
    author = desk.session.get(Author, post.author_id)
    name = author.shown_as if author else "somebody"
    gone = "  taken down" if post.deleted_at else ""
    taken = f"  {case_reference(post.case_id)}" if post.case_id else ""
    at = f"{post.posted_at:%Y-%m-%d %H:%M:%S}"
    return f"{post.id:>6}  {at}  {post.channel:9} {redacted(_one_line(name))}{gone}{taken}"


def _one_line(text: str) -> str:
    """Nothing in it that moves a terminal's cursor."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())

"""`earshot case-file` makes one; `earshot verify-file` checks one, without the database."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import bootstrap
from bot.desk.desk import Desk
from bot.desk.digests.issuing import house_zone
from bot.desk.record import case_files
from bot.domain.case_file import checking
from bot.domain.records.staff import Actor
from bot.domain.records.trail.audit import RecordKeys
from bot.language import speaking, stored
from bot.storage.sealing import Vault
from config.settings import Settings, SettingsError, load, load_usable
from handlers.commands.confirmed import Meant, confirm, named
from handlers.commands.exports.private_file import private_bytes
from handlers.endings import CannotStart
from handlers.processes.embedded import with_database

_LARGEST = 500_000_000
_MADE = "A file is made of all that the record holds of {cases} (cases: {count})."
_WITH_ORIGINALS = (
    "A file is made of all that the record holds of {cases} (cases: {count}), originals opened."
)


def make(
    *,
    cases: list[int],
    customer: str,
    first: date | None,
    last: date | None,
    matter: str,
    reason: str,
    with_originals: bool,
    language: str,
    to: Path | None,
    name: str,
    by: str = "",
    unconfirmed: str = "",
) -> None:
    """Make one file of these cases, or of those of a customer or a time. Raises CannotStart."""
    if not name.strip():
        raise CannotStart("Say who you are with --as NAME: who takes a case file is on record.")
    is_by_matter = not cases and not customer and first is None and bool(matter.strip())
    if not cases and not customer and first is None and not is_by_matter:
        raise CannotStart("Say which cases: C-1042, --customer, --from and --to, or --matter.")
    if (first is None) != (last is None):
        raise CannotStart("Say both --from and --to.")
    app = bootstrap.build(with_database(), pool_size=1)
    actor = Actor.operator(name.strip())

    def look(desk: Desk) -> tuple[list[int], Meant]:
        start, end = _between(desk, first, last)
        by_matter = matter if is_by_matter else ""
        wanted = cases or case_files.find(
            desk, customer=customer, start=start, end=end, matter=by_matter
        )
        case_files.refuse(desk, cases=wanted, reason=reason)
        sentence = _WITH_ORIGINALS if with_originals else _MADE
        file = str(to.resolve()) if to else ""
        what = stored(sentence, cases=named(wanted), count=f"{len(wanted):,}")
        return wanted, Meant(what, [wanted, reason, matter, file, with_originals, language])

    try:
        with app.looking() as desk:
            _, meant = look(desk)
        take = confirm(app, name=actor.id, by=by, unconfirmed=unconfirmed, meant=meant)
        with speaking(language), app.desk() as desk:
            wanted, meant = look(desk)
            take(desk, meant)
            asked = case_files.ask(
                desk,
                cases=wanted,
                by=actor,
                reason=reason,
                matter=matter,
                with_originals=with_originals,
            )
            packed = case_files.made(desk, asked=asked, by=actor)
            file = to or Path(case_files.name_of(asked))
    finally:
        app.database.dispose()
    with private_bytes(file) as out:
        out.write(packed.body)
    print(f"{file}: {len(wanted):,} cases. Fingerprint {packed.sha256}")


def verify(*, path: Path, fingerprint: str) -> int:
    """Say whether the file is as it was made; the exit code."""
    try:
        files = _read(path)
    except ValueError as error:
        print(error)
        return 1
    found = checking.check(files, keys=_keys(), fingerprint=fingerprint)
    for fault in found.faults:
        print(fault)
    if not found.faults:
        print(f"As it was made: {found.entries:,} entries of trails. Fingerprint {found.sha256}")
    if not found.is_bound:
        print(
            "It was held against no key: whoever can write a file could have made it. Set "
            "EARSHOT_SEAL_KEYS, or give --fingerprint as it stands in the trail of the case."
        )
    return 1 if found.faults else 0


def _between(
    desk: Desk, first: date | None, last: date | None
) -> tuple[datetime | None, datetime | None]:
    if first is None or last is None:
        return None, None
    zone, day = ZoneInfo(house_zone(desk)), last + timedelta(days=1)
    return (
        datetime(first.year, first.month, first.day, tzinfo=zone),
        datetime(day.year, day.month, day.day, tzinfo=zone),
    )


def _read(path: Path) -> dict[str, bytes]:
    """The files of an archive, or of the folder it was unpacked into. Raises ValueError, CannotStart."""
    try:
        if path.is_dir():
            return {
                str(each.relative_to(path)): each.read_bytes() if each.is_file() else b""
                for each in sorted(path.rglob("*"))
            }
        if path.stat().st_size > _LARGEST:
            raise CannotStart(f"{path} is larger than any case file.")
        return checking.files_in(path.read_bytes())
    except OSError as error:
        raise CannotStart(f"{path} cannot be read: {error.strerror}.") from error


def _keys() -> RecordKeys | None:
    """The keys of the record where this machine has them; a check goes without."""
    written = _settings().seal_keys.get_secret_value()
    return Vault(written).record_keys if written else None


def _settings() -> Settings:
    try:
        return load()
    except SettingsError as error:
        return load_usable(error.problems)

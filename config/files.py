"""Reading what the bank decides: the shipped TOML files, with the bank's own folder laid over them.

Key by key: a table is merged, anything else (a list too) is replaced whole. A folder of files is read as one
table with an entry a file. What the values mean is
checked elsewhere; this says only whether the files can be read, and which file set a key.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

SHIPPED = Path(__file__).resolve().parent
STEMS = (
    "calendar",
    "sla",
    "priority",
    "regulatory",
    "complaints",
    "duty",
    "offering",
    "routing",
    "replies",
    "gate",
    "gate_words",
    "gate_weights",
    "digests",
    "roles",
    "retention",
    "events",
    "chat",
    "concepts",
    "signals",
    "weights",
    "surges",
    "topics",
    "quality",
    "provider",
    "personal_data",
    "languages",
)
OF_SIGNALS = ("concepts", "weights")  # what nobody needs who hears none
FOLDERS = frozenset({"concepts", "gate_words", "signals"})

Key = tuple[str | int, ...]


@dataclass(frozen=True)
class Files:
    """What the files say together, by file stem, and where each key came from."""

    values: Mapping[str, Mapping[str, Any]]
    folder: Path | None = None
    _own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def where(self, key: Key) -> str:
        """The file that set a key, given as a path that begins with the file's stem."""
        stem = str(key[0])
        inside: Any = self._own.get(stem)
        name = "/".join(map(str, key[:2])) if stem in FOLDERS else stem
        own_file = str(self.folder / f"{name}.toml") if self.folder else ""
        shipped = f"{name}.toml (shipped)"
        for part in key[1:]:
            if not isinstance(inside, Mapping):
                break  # a list or a value of the bank's own: all of it is theirs
            if part not in inside:  # what is missing altogether belongs into the bank's own file
                return shipped if self._has(key) else own_file
            inside = inside[part]
        return shipped if inside is None else own_file

    def _has(self, key: Key) -> bool:
        inside: Any = self.values
        for part in key:
            try:
                inside = inside[part]
            except (KeyError, IndexError, TypeError):
                return False
        return True


class FilesCannotBeRead(Exception):
    """Files are missing, misnamed or not TOML. ``faults`` holds a sentence for each.

    ``rest`` is what could be read, for who looks for more faults; None when a shipped file is amiss.
    """

    def __init__(self, faults: list[str], *, rest: Files | None = None) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
        self.rest = rest


def read(
    folder: Path | None = None, *, shipped: Path = SHIPPED, without: Collection[str] = ()
) -> Files:
    """The shipped files but for ``without``, with those of ``folder`` over them. Raises FilesCannotBeRead."""
    faults: list[str] = []
    stems = [stem for stem in STEMS if stem not in without]
    values = _tables(shipped, faults, stems)
    faults += [f"{shipped / f'{stem}.toml'} is missing." for stem in stems if stem not in values]
    own: dict[str, dict[str, Any]] = {}
    if folder is not None:
        own = _own_tables(folder, faults, stems)
    together = {stem: laid_over(table, own.get(stem, {})) for stem, table in values.items()}
    found = Files(values=together, folder=folder, _own=own)
    if faults:
        raise FilesCannotBeRead(faults, rest=found if len(values) == len(stems) else None)
    return found


def forget() -> None:
    """Give back the memory of what was read; the next reading reads the files anew."""
    _parsed.cache_clear()


def laid_over(shipped: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The shipped table with the bank's keys over it; tables inside are merged the same way."""
    merged = dict(shipped)
    for key, value in own.items():
        below = merged.get(key)
        if isinstance(below, Mapping) and isinstance(value, Mapping):
            merged[key] = laid_over(below, value)
        else:
            merged[key] = value
    return merged


def _own_tables(
    folder: Path, faults: list[str], stems: Collection[str]
) -> dict[str, dict[str, Any]]:
    if not folder.is_dir():
        faults.append(f"EARSHOT_CONFIG names {folder}, which is no folder. Name one, or unset it.")
        return {}
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in STEMS:
            near = get_close_matches(path.stem, STEMS, n=1)
            hint = f"Did you mean {near[0]}.toml?" if near else f"It reads {_listed(STEMS)}."
            faults.append(f"{path} is not a file Earshot reads. {hint}")
    return _tables(folder, faults, stems)


def _tables(folder: Path, faults: list[str], stems: Collection[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for stem, path in _paths(folder, stems):
        try:
            table = _parsed(path.read_bytes())
        except UnicodeDecodeError as error:
            faults.append(f"{path} is not UTF-8 text (byte {error.start}). Save it as UTF-8.")
        except tomllib.TOMLDecodeError as error:
            faults.append(f"{path} is not TOML: {error}. Look for a missing quote, bracket or “=”.")
        except OSError as error:
            gone = " It is a link to a file that is not there." if path.is_symlink() else ""
            faults.append(f"{path} cannot be read: {error.strerror}.{gone}")
        else:
            if stem in FOLDERS:
                found.setdefault(stem, {})[path.stem] = table
            else:
                found[stem] = table
    return found


def _paths(folder: Path, stems: Collection[str]) -> Iterator[tuple[str, Path]]:
    """The files there are, with the stem under which each is read."""
    for stem in stems:
        path = folder / f"{stem}.toml"
        if stem in FOLDERS:
            yield from ((stem, path) for path in sorted((folder / stem).glob("*.toml")))
        elif path.exists() or path.is_symlink():
            yield stem, path


@lru_cache(maxsize=128)
def _parsed(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8-sig"))


def _listed(stems: tuple[str, ...]) -> str:
    return ", ".join(f"{stem}.toml" for stem in stems)

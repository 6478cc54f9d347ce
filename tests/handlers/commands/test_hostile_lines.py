"""Whatever is typed, set or written in a file: a sentence and an exit code, never a traceback."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import SettingsError, load
from handlers.commands.exports.private_file import private_file
from handlers.endings import CannotStart
from tests.handlers.commands.command_line import ROOT, Earshot

HUGE = "9" * 40
DIGITS = "9" * 5000
OK, SAID, MISUSED = 0, 1, 2  # done; a sentence of ours; the command line itself says what is wrong
PERIOD = "--from 2026-01-01 --to 2026-01-31"

LINES: list[tuple[str, int, str]] = [
    ("inbox list --limit -1", MISUSED, "greater than or equal to 1"),
    ("inbox list --limit 0", MISUSED, "--limit"),
    (f"inbox list --limit {HUGE}", MISUSED, "--limit"),
    (f"inbox list --limit {DIGITS}", MISUSED, "--limit"),
    ("inbox list --limit many", MISUSED, "--limit"),
    ("inbox list --limit 10000", OK, ""),
    ("inbox list --state lost", SAID, "Say one of"),
    (f"inbox show {HUGE}", MISUSED, "'item'"),
    ("inbox show 0", MISUSED, "'item'"),
    ("inbox show -- -1", MISUSED, "'item'"),
    ("inbox show 2147483647", SAID, "no item"),
    ("inbox show 2147483648", MISUSED, "'item'"),
    ("inbox show seven", MISUSED, "'item'"),
    (f"inbox replay {HUGE} --as Ana", MISUSED, "'item'"),
    ("inbox replay 7 --as Ana", SAID, "no item"),
    (f"inbox replay 7 --as {'A' * 200}", MISUSED, "at most 80"),
    ("blocked --limit -1", MISUSED, "--limit"),
    (f"blocked --limit {HUGE}", MISUSED, "--limit"),
    (f"blocked show {HUGE}", MISUSED, "'post'"),
    ("blocked show -- -5", MISUSED, "'post'"),
    ("blocked show 5", SAID, "5"),
    (f"blocked replay {HUGE} --as Ana", MISUSED, "'post'"),
    (f"verify {HUGE}", MISUSED, "is not a case"),
    ("verify -- -1", MISUSED, "is not a case"),
    ("verify C-", MISUSED, "is not a case"),
    ("verify 999999999", SAID, ""),
    (f"why {HUGE}", MISUSED, "is not a case"),
    (f"why {DIGITS}", MISUSED, "is not a case"),
    ("why 999999999", SAID, "no case"),
    ("export cases --from 0001-01-01 --to 2026-01-31 --as Ana", MISUSED, "between 2000"),
    ("export cases --from 2026-01-01 --to 9999-12-31 --as Ana", MISUSED, "between 2000"),
    ("export clocks --from 2026-01-01 --to 9999-12-31 --as Ana", MISUSED, "between 2000"),
    ("export cases --from 2000-01-01 --to 2099-12-31 --as Ana", OK, ""),
    ("export cases --from 2026-02-31 --to 2026-03-31 --as Ana", MISUSED, "not a day"),
    (f"export cases --from {HUGE} --to 2026-03-31 --as Ana", MISUSED, "not a day"),
    ("export cases --from 2026-02-01 --to 2026-01-01 --as Ana", SAID, "lies before"),
    (f"export cases {PERIOD}", SAID, "who you are"),
    (f"export cases {PERIOD} --as Ana --brand nobody", SAID, "no brand"),
    (f"export cases {PERIOD} --as Ana --format xml", MISUSED, "json"),
    (f"export cases {PERIOD} --as Ana -o /no/such/folder/x.csv", SAID, "cannot be written"),
    (f"export cases {PERIOD} --as Ana -o /dev/null", SAID, "no plain file"),
    (f"export cases {PERIOD} --as Ana -o /", SAID, "no plain file"),
    ("data export duty -o /no/such/folder/x.csv", SAID, "cannot be written"),
    ("data export duty -o /", SAID, "no plain file"),
    ("data export everything", MISUSED, "duty"),
    ("data import duty /no/such/file --as Ana", SAID, "cannot be read"),
    ("data import duty / --as Ana", SAID, "cannot be read"),
    ("data import duty /bin/sh --as Ana", SAID, "not UTF-8"),
    ("data import closed_days {far_days} --as Ana", SAID, "between 2000 and 2099"),
    ("data import absences {far_absences} --as Ana", SAID, "row 2, column"),
    ("data import blocked {far_blocks} --as Ana", SAID, "between 2000 and 2099"),
    ("data import duty {broken} --as Ana", SAID, "row"),
    ("data import duty {nul} --as Ana", SAID, "row"),
    ("data import duty {empty} --as Ana", SAID, "row 1"),
    ("what-if --from 0001-01-01 --to 2026-01-31 --policy config/sla.toml", MISUSED, "between 2000"),
    (f"what-if {PERIOD} --policy /no/such/file", SAID, "cannot be read"),
    (f"what-if {PERIOD} --policy /", SAID, "cannot be read"),
    (f"what-if {PERIOD} --policy /bin/sh", SAID, "is not TOML"),
    (f"what-if {PERIOD} --policy {{hours}}", SAID, "longer than ten years"),
    (f"what-if {PERIOD} --policy {{months}}", SAID, "longer than ten years"),
    (f"what-if {PERIOD} --policy {{digits}}", SAID, "is not a target"),
    (f"what-if {PERIOD} --policy {{never}}", SAID, "ten years in the calendar"),
    ("digest now daily --for 9999-12-31", SAID, "no period"),
    ("digest now daily --for 0001-01-01", SAID, "no period"),
    ("digest now daily --for yesterday", SAID, "no period"),
    ("digest now nightly --dry-run", SAID, "no digest"),
    ("digest now daily --as Ana", OK, ""),
    ("manifest --address ftp://x", MISUSED, "is no address"),
    ("manifest --address https://a\nb:", MISUSED, "is no address"),
    ("manifest --address https://app.bank.example:8443", OK, ""),
    ("sandbox --port 99999", MISUSED, "--port"),
    ("sandbox --port -1", MISUSED, "--port"),
    ("sandbox --speed nan", MISUSED, "is no speed"),
    ("sandbox --speed -3", MISUSED, "is no speed"),
    ("clocks apply", SAID, "who you are"),
    ("nothing", MISUSED, "No such command"),
]

SETTINGS: list[tuple[str, str, str]] = [
    ("DATABASE_URL", "mysql://bank:plain-word@db/x", "“mysql”"),
    ("DATABASE_URL", "mongodb+srv://db/x", "“mongodb+srv”"),
    ("DATABASE_URL", "postgres://bank:plain-word@db:port/x", "no address"),
    ("DATABASE_URL", "postgres://bank:plain-word@db:99999/x", "last one is 65535"),
    ("DATABASE_URL", "earshot.sqlite3", "no address"),
    ("PORT", "-1", "greater than or equal to 0"),
    ("PORT", "65536", "less than or equal to 65535"),
    ("PORT", DIGITS, "PORT"),
    ("EARSHOT_UNDO_SECONDS", "1e300", "less than or equal to 300"),
    ("EARSHOT_UNDO_SECONDS", "inf", "less than or equal to 300"),
    ("EARSHOT_UNDO_SECONDS", "nan", "EARSHOT_UNDO_SECONDS"),
    ("EARSHOT_X_LOOKBACK_MINUTES", HUGE, "less than or equal to 10080"),
    ("EARSHOT_FACEBOOK_LOOKBACK_MINUTES", HUGE, "less than or equal to 43200"),
    ("EARSHOT_X_POLL_SECONDS", "0", "greater than 0"),
    ("EARSHOT_WEB_POOL", "100000", "less than or equal to 50"),
    ("EARSHOT_LEASE_S", "1e9", "less than or equal to 600"),
    ("EARSHOT_X_ACCOUNTS", "[" * 100_000, "not JSON"),
    ("EARSHOT_X_ACCOUNTS", "7", "EARSHOT_X_ACCOUNTS"),
]

RULES = """
[[rules]]
name = "all"
calendar = "{calendar}"
[rules.targets]
claimed = "{target}"
first_response = "none"
next_response = "none"
resolution = "none"
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Files that somebody slipped in, by the name the table gives them."""
    person = "U0LENA"
    texts = {
        "far_days": "calendar,day,reason\nstandard,9999-12-31,Move\n",
        "far_absences": f"person,start,until\n{person},0001-01-01T00:00:00+14:00,9999-12-31T23:59:59-12:00\n",
        "far_blocks": "channel,author_id,reason,until\nx,7,Insults,9999-12-31T23:59:59-12:00\n",
        "broken": 'team,person\ndesk,"U0LENA\n' + "x" * 200_000,
        "nul": "team,person\ndesk,U0\0LENA\n",
        "empty": "",
        "hours": RULES.format(calendar="standard", target="9999999 business hours"),
        "months": RULES.format(calendar="standard", target="99999 calendar months"),
        "digits": RULES.format(calendar="standard", target=f"{DIGITS} hours"),
        "never": RULES.format(calendar="standard", target="80000 business hours"),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return {name: tmp_path / name for name in texts}


def test_no_line_ends_in_a_traceback(
    earshot: Earshot,
    everything: None,
    files: dict[str, Path],
) -> None:
    assert earshot("migrate").code == 0
    wrong = []
    for line, code, told in LINES:
        words = [word.format(**files) for word in line.split(" ")]
        try:
            done = earshot(*words)
        except Exception as error:  # whatever it is, it is a traceback to the person
            wrong.append(f"{line[:80]}: {error!r:.200}")
            continue
        said = " ".join((done.told + done.out).replace("│", " ").split())
        if done.code != code or told not in said:
            wrong.append(f"{line[:80]}: {done.code}, {said[:300]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "value", "told"), SETTINGS)
def test_a_setting_out_of_bounds_is_told_by_its_name_and_never_with_what_it_holds(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, told: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    assert told in str(caught.value)
    assert "plain-word" not in str(caught.value)


@pytest.fixture
def masked() -> Iterator[None]:
    """A process whose new files everybody may read."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_rows_that_leave_the_house_can_be_read_by_their_owner_alone(
    masked: None, tmp_path: Path
) -> None:
    there = tmp_path / "cases.csv"
    there.write_text("before")
    there.chmod(0o644)
    with private_file(there) as out:
        out.write("rows")
        assert there.read_text() == "before"
    assert there.read_text() == "rows"
    assert stat.S_IMODE(there.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [there]


def test_no_link_is_followed_and_nothing_half_written_is_left(masked: None, tmp_path: Path) -> None:
    victim, link, there = tmp_path / "victim", tmp_path / "link.csv", tmp_path / "cases.csv"
    victim.write_text("untouched")
    link.symlink_to(victim)
    with pytest.raises(CannotStart, match="is a link"), private_file(link) as out:
        out.write("rows")
    with pytest.raises(UnicodeEncodeError), private_file(there) as out:
        out.write("half \ud800")
    assert victim.read_text() == "untouched"
    assert sorted(tmp_path.iterdir()) == [link, victim]


@pytest.mark.parametrize("line", ["check --all", "--help", "inbox list --state “lost”"])
def test_a_terminal_that_knows_only_ascii_is_spoken_to(everything: None, line: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "handlers", *line.split(" ")],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        text=True,
    )
    assert "Traceback" not in done.stderr
    assert done.stdout + done.stderr

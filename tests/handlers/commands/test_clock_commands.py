"""`earshot why`, `what-if` and `clocks apply`, typed at a terminal."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import clock
from bot.bootstrap import App
from bot.desk.intake import taking_in
from bot.domain.channels.inbound import Happening, Inbound, Person
from bot.sandbox import credentials
from bot.storage.clocks.rule_versions import store_versions
from config import files
from handlers.commands.cli import commands
from handlers.worker.due_clocks import fire_timers

PROPOSED = """
[[rules]]
name = "all"
calendar = "always"
[rules.targets]
claimed = "none"
first_response = "30 minutes"
next_response = "30 minutes"
resolution = "none"
"""


@pytest.fixture
def case_id(app: App) -> int:
    """A complaint that has waited for two hours."""
    with app.database.transaction() as session:
        store_versions(session=session, rules=app.rules, now=clock.now())
    return complains(app, "1")


def complains(app: App, number: str) -> int:
    """Somebody did, two hours ago; the case."""
    post = Inbound(
        channel="x",
        account=credentials.NORTHBANK.x_id,
        happening=Happening.POSTED,
        external_id=number,
        conversation=number,
        author=Person(external_id=f"7{number}", handle=f"ana{number}", name="Ana"),
        text="My card was declined",
        at=clock.now() - timedelta(hours=2),
    )
    with app.desk() as desk:
        taken = taking_in.take_in(desk, inbound=post)
    assert taken.case_id is not None
    return taken.case_id


def earshot(*arguments: str) -> str:
    done = CliRunner().invoke(commands, list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def refused(*arguments: str) -> str:
    done = CliRunner().invoke(commands, list(arguments))
    assert done.exit_code == 1, done.output
    return done.output


def test_why_tells_what_happened_and_the_ledger_of_each_clock(case_id: int) -> None:
    told = earshot("why", str(case_id))
    assert "opened" in told.splitlines()[0]
    assert "First response: " in told
    assert "of 60 " in told or "counted" in told
    assert told.splitlines()[-1] == "Resolution: nothing is promised, on purpose"
    assert "of none" not in told


def test_why_in_json_has_intervals_that_sum_to_what_counted(case_id: int) -> None:
    told = json.loads(earshot("why", str(case_id), "--json"))
    assert [entry["verb"] for entry in told["trail"]] == ["opened"]
    for each in told["clocks"]:
        counted = sum(row["seconds"] for row in each["intervals"] if row["counts"])
        assert counted == each["counted_seconds"]


def test_why_of_an_unknown_case_says_so(app: App) -> None:
    assert "There is no case C-99." in refused("why", "99")


def test_what_if_says_what_would_have_broken_and_when(
    app: App, case_id: int, tmp_path: Path
) -> None:
    fire_timers(app)  # at the desk's hours something fell due in these two hours
    proposed = tmp_path / "proposed.toml"
    proposed.write_text(PROPOSED)
    day = clock.now()
    period = ("--from", f"{day - timedelta(days=2):%Y-%m-%d}", "--to", f"{day:%Y-%m-%d}")
    told = earshot("what-if", "--policy", str(proposed), *period)
    assert "1 case opened" in told
    assert "First response, 30 minutes: 1 of 1 would have broken (recorded: " in told
    assert "by the hour of the week" in told
    plain = json.loads(earshot("what-if", "--policy", str(proposed), *period, "--json"))
    assert plain["as_recorded"] == plain["cases"] == 1


@pytest.mark.usefixtures("case_id")
def test_what_if_takes_the_weekly_data_as_it_stood(app: App, tmp_path: Path) -> None:
    """Every day of this week is closed by hand, after the first case and before the second."""
    days = [f"{clock.now() + timedelta(days=n):%Y-%m-%d}" for n in range(-2, 6)]
    rows = tmp_path / "closed.csv"
    rows.write_text("calendar,day,reason\n" + "".join(f"standard,{day},Flood\n" for day in days))
    earshot("data", "import", "closed_days", str(rows), "--as", "Ola")
    complains(app, "2")
    fire_timers(app)  # at the desk's hours something of the first fell due meanwhile
    period = ("--from", days[0], "--to", days[-1])
    own = ("--policy", str(Path(files.__file__).parent / "sandbox" / "sla.toml"))
    for proposed in ((), own):
        told = earshot("what-if", *proposed, *period)
        assert "2 cases opened" in told
        assert "No case differs from what was recorded." in told
        assert "do not replay" not in told
    other = tmp_path / "proposed.toml"
    other.write_text(PROPOSED)
    told = earshot("what-if", "--policy", str(other), *period)
    assert "2 of 2 differ from what was recorded" in told


def test_what_if_refuses_a_policy_with_a_sentence(app: App, tmp_path: Path) -> None:
    period = ("--from", "2026-11-01", "--to", "2026-11-02")
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(PROPOSED.replace("30 minutes", "1 day"))
    told = refused("what-if", "--policy", str(wrong), *period)
    assert str(wrong) in told
    assert "1 business day" in told
    assert "cannot be read" in refused("what-if", "--policy", str(tmp_path / "x.toml"), *period)


def test_what_if_says_how_many_cases_no_proposed_rule_takes(case_id: int, tmp_path: Path) -> None:
    proposed = tmp_path / "proposed.toml"
    proposed.write_text(PROPOSED.replace('calendar = "always"', 'match = { channel = "facebook" }'))
    day = clock.now()
    period = ("--from", f"{day - timedelta(days=2):%Y-%m-%d}", "--to", f"{day:%Y-%m-%d}")
    told = earshot("what-if", "--policy", str(proposed), *period)
    assert "No proposed rule takes 1 of them: they would have no clock" in told
    assert "First response: nothing would have been promised (recorded: " in told


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2026-11-30", "2026-11-01", "--to 2026-11-01 is before --from 2026-11-30. Swap the two."),
        ("yesterday", "2026-11-01", "“yesterday” is not a day. Write it like 2026-11-30."),
    ],
)
def test_what_if_says_what_is_wrong_with_its_days(
    app: App, tmp_path: Path, first: str, last: str, sentence: str
) -> None:
    proposed = tmp_path / "proposed.toml"
    proposed.write_text(PROPOSED)
    wanted = ["what-if", "--policy", str(proposed), "--from", first, "--to", last]
    done = CliRunner().invoke(commands, wanted)
    assert done.exit_code != 0
    assert sentence in " ".join(done.output.replace("│", " ").split())


def test_apply_shows_what_would_move_and_asks_who_moves_it(
    case_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Nothing to move" in earshot("clocks", "apply", "--dry-run")
    assert "Say who you are" in refused("clocks", "apply")
    own_policy(tmp_path, monkeypatch)
    shown = earshot("clocks", "apply", "--dry-run")
    assert "-> 30 minutes, due" in " ".join(shown.split())
    assert "would be superseded" in shown
    assert "(past)" in shown
    assert "were superseded" in earshot("clocks", "apply", "--as", "Ana")
    assert "Nothing to move" in earshot("clocks", "apply", "--dry-run")
    told = earshot("why", str(case_id))
    assert "not by rule, clocks: " in told
    assert len(told.splitlines()[1]) < 200, "the details stand in --json"


def test_apply_lists_no_clock_whose_target_and_time_stay_but_counts_it(
    case_id: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = own_policy(tmp_path, monkeypatch)
    earshot("clocks", "apply", "--as", "Ana")
    another = PROPOSED.replace('"all"', '"comments"').replace("30 minutes", "20 minutes")
    match = 'calendar = "always"\nmatch = { channel = "facebook" }'
    policy.write_text(another.replace('calendar = "always"', match) + PROPOSED)
    for options in (("--dry-run",), ("--as", "Ana")):
        shown = earshot("clocks", "apply", *options)
        assert "->" not in shown
        assert "3 running clocks of 1 case w" in shown
        assert "3 of these with the target and due time they had." in shown
    assert "Nothing to move" in earshot("clocks", "apply", "--dry-run")
    assert case_id


def own_policy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a bank's own policy, which is the proposed one to begin with."""
    own = folder / "bank"
    own.mkdir()
    for file in (Path(__file__).parents[3] / "config" / "sandbox").glob("*.toml"):
        (own / file.name).write_text(file.read_text())
    (own / "sla.toml").write_text(PROPOSED)
    monkeypatch.setenv("EARSHOT_CONFIG", str(own))
    return own / "sla.toml"

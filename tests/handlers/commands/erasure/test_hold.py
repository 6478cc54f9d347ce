"""`hold` sets, lists and lifts, and erasing says what keeps a case."""

from pathlib import Path

from bot.bootstrap import App
from tests.handlers.commands.command_line import Earshot
from tests.handlers.ended_cases import an_ended_case

ALONE = ("--unconfirmed", "Slack is away")


def test_a_hold_is_set_listed_keeps_a_case_and_is_lifted(
    earshot: Earshot, app: App, database_url: str, tmp_path: Path
) -> None:
    an_ended_case(app)
    by = ("--as", "Ruth", "--why", "Court of May")
    matter = ("--matter", "Reed v Bank")
    held = earshot("hold", "case", "C-1", *by, *matter, DATABASE_URL=database_url)
    assert (held.code, "Held:     1" in held.out) == (0, True)
    erase = ("erase", "C-1", "--do", "--as", "Carla", "--why", "DSAR-17", *ALONE)
    assert "A legal hold keeps C-1" in earshot(*erase, DATABASE_URL=database_url).told
    listed = earshot("hold", DATABASE_URL=database_url).out
    assert "C-1  operator:Ruth: Court of May  for Reed v Bank" in listed
    to = ("-o", str(tmp_path / "f.zip"))
    file = ("case-file", *matter, "--reason", "The court asks", "--as", "Ruth", *to, *ALONE)
    assert "f.zip: 1 cases" in earshot(*file, DATABASE_URL=database_url).out
    lifted = earshot("hold", "lift", "1", "--as", "Ruth", *ALONE, DATABASE_URL=database_url)
    assert lifted.out == "Hold 1 is lifted.\n"
    assert earshot("hold", "list", DATABASE_URL=database_url).out == "Holds that stand: 0.\n"
    assert earshot(*erase, DATABASE_URL=database_url).code == 0


def test_customers_and_words_are_held_too_with_a_name_and_a_reason(
    earshot: Earshot, app: App, database_url: str
) -> None:
    an_ended_case(app)
    by = ("--as", "Ruth", "--why", "Court of May")
    assert "customer 1" in earshot("hold", "customer", "x:@ana", *by, DATABASE_URL=database_url).out
    assert "“fraud”" in earshot("hold", "word", "fraud", *by, DATABASE_URL=database_url).out
    assert "at least 3" in earshot("hold", "word", "no", *by, DATABASE_URL=database_url).told
    nobody = earshot("hold", "case", "C-1", "--why", "x", DATABASE_URL=database_url)
    assert "--as NAME" in nobody.told
    for_nothing = earshot("hold", "case", "C-1", "--as", "Ruth", DATABASE_URL=database_url)
    assert "Say why it is held" in for_nothing.told

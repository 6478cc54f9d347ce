"""Every command answers in sentences: what it did, or what is missing and what would help."""

import json
import re
import subprocess
import sys
from datetime import timedelta

from bot.bootstrap import App
from bot.domain.records.claim import Claim
from bot.domain.records.staff import Staff
from bot.storage.master_keys import new_key
from handlers import VERSION
from tests.handlers.commands.command_line import ROOT, Earshot
from tests.storage.stored_cases import new_case, new_message


def test_the_version_is_told(earshot: Earshot, nothing: None) -> None:
    assert earshot("version").out == f"earshot {VERSION}\n"


def test_a_refusal_is_a_sentence_and_no_traceback(nothing: None) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "handlers", "worker"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert {line.split(":")[0] for line in done.stderr.splitlines()} == {"earshot"}


def test_a_new_key_can_be_used_as_it_is(earshot: Earshot, everything: None) -> None:
    key = earshot("keys", "new").out.strip()
    done = earshot("check", EARSHOT_SEAL_KEYS=key)
    assert re.search(r"^ok +EARSHOT_SEAL_KEYS", done.out, re.MULTILINE)


def test_a_digest_can_be_looked_at_without_posting_it(earshot: Earshot, everything: None) -> None:
    earshot("migrate")
    done = earshot("digest", "now", "--dry-run")
    assert (done.code, done.told) == (0, "")
    assert "A quiet time" in done.out
    [report] = json.loads(earshot("digest", "now", "daily", "--dry-run", "--json").out)
    assert report["period"]["digest"] == "daily"
    assert "no period" in earshot("digest", "now", "daily", "--for", "2020").told
    assert "Say who you are" in earshot("digest", "now").told


def test_a_digest_in_a_terminal_names_people_brands_and_teams(
    earshot: Earshot, app: App, database_url: str
) -> None:
    with app.database.transaction() as session:
        now = app.database.now(session)
        session.add(
            Staff(slack_user_id="U0AMIRA", team_id="T0", name="Amira Haddad", refreshed_at=now)
        )
        for brand, owner in (("northbank", "U0AMIRA"), ("harbour", "U0NOBODY")):
            case = new_case(session, brand=brand, opened_at=now - timedelta(minutes=1))
            new_message(session, case=case, posted_at=now)
            session.add(
                Claim(case_id=case.number, slack_user_id=owner, claimed_at=now, claimed_by=owner)
            )
    here = {"DATABASE_URL": database_url}
    told = earshot("digest", "now", "daily", "--dry-run", **here).out
    assert re.search(r"^  Amira Haddad +answers 0, holds 1$", told, re.MULTILINE)
    assert re.search(r"^  U0NOBODY +answers 0, holds 1$", told, re.MULTILINE)
    assert re.search(r"^  Harbour Bank +1 new", told, re.MULTILINE)
    kept = earshot("digest", "now", "daily", "--dry-run", "--json", **here).out
    assert '"slack_user_id": "U0AMIRA"' in kept
    assert '"name": "harbour"' in kept


def test_exports_answer_from_the_command_line(earshot: Earshot, everything: None) -> None:
    earshot("migrate")
    january = ("--from", "2026-01-01", "--to", "2026-01-31")
    assert "Say who you are with --as" in earshot("export", "clocks", *january).told
    done = earshot("export", "clocks", *january, "--as", "Nadia")
    assert done.out.startswith("case,brand,channel")
    assert "0 clocks. Days are those of Europe/London; times are UTC." in done.told
    assert "opened_at" in earshot("export", "columns").out


def test_another_key_than_a_key_is_refused_with_a_sentence(
    earshot: Earshot, everything: None
) -> None:
    done = earshot("migrate", EARSHOT_SEAL_KEYS=new_key("k1")[:-8])
    assert (done.code, "Master key" in done.told) == (1, True)

"""`make quick` finds the tests of what was changed."""

import subprocess
from pathlib import Path

from tests.quick import ALWAYS, FILES_MOST, ROOT, changed, chosen, shown_by

PRODUCT = [
    p.relative_to(ROOT).as_posix() for f in ("bot", "handlers") for p in (ROOT / f).rglob("*.py")
]


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org"]
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)


def test_a_family_of_the_desk_is_tested_on_its_three_floors() -> None:
    found = shown_by("bot/desk/answers/replies.py")
    floors = ("tests/desk/answers", "tests/slack/views/answers", "tests/handlers/slack/answers")
    assert {str(Path(name).parent) for name in found} == set(floors)


def test_another_folder_is_tested_where_it_is_mirrored_or_in_the_nearest_above() -> None:
    assert "tests/domain/sla/test_course.py" in shown_by("bot/domain/sla/course.py")
    assert "tests/test_language.py" in shown_by("bot/words/ar/answers.toml")


def test_a_changed_test_is_run_itself_and_a_deleted_one_is_not() -> None:
    assert shown_by("tests/outbox/test_kills.py") == {"tests/outbox/test_kills.py"}
    assert shown_by("tests/outbox/test_never_was.py") == set()


def test_what_the_journeys_share_runs_none_of_them() -> None:
    assert shown_by("tests/journeys/house.py") == set()


def test_each_file_of_the_product_has_tests() -> None:
    assert [name for name in PRODUCT if not shown_by(name)] == []


def test_when_much_was_changed_only_the_tests_of_the_same_name_are_run() -> None:
    found = chosen(PRODUCT)
    assert set(ALWAYS) < set(found)
    assert "tests/handlers/commands/test_command_line.py" not in found
    assert "tests/desk/answers/test_replies.py" in found
    assert len(chosen(["bot/desk/answers/replies.py"])) < FILES_MOST


def test_what_was_changed_is_seen_since_the_branch_left_main(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q", "-b", "main")
    for name in ("kept.py", "edited.py", "removed.py"):
        (tmp_path / name).write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "First.")
    git(tmp_path, "checkout", "-qb", "mine")
    (tmp_path / "committed.py").write_text("1")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "Second.")
    (tmp_path / "edited.py").write_text("2")
    (tmp_path / "removed.py").unlink()
    (tmp_path / "new.py").write_text("1")
    assert changed(tmp_path) == ["committed.py", "edited.py", "new.py", "removed.py"]

"""The house's own rules that no tool checks: what the domain takes, how long files and functions are."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.open_transactions import in_a_transaction, types_of
from tests.sources import ROOT, nodes, reads_the_source, sources, tree

pytestmark = reads_the_source
OURS = ("bot", "handlers", "config")
LONGEST_FILE = 300
LONGEST_FUNCTION = 45  # without signature and docstring; most have fewer than 30
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}
FROM_SQLMODEL = {
    *("SQLModel", "Field", "Relationship", "Index", "UniqueConstraint", "CheckConstraint"),
    *("JSON", "Enum", "text", "ForeignKeyConstraint", "LargeBinary", "BigInteger"),
}
# Real tokens have long random tails; these shapes may not stand anywhere.
LOOKS_REAL = re.compile(
    r"xox[abp]-\d{9,}|xapp-\d-[A-Z0-9]{9,}-\d{9,}|EAA[A-Za-z0-9]{40,}|AAAAAAAAAAAAAAAAAAAA[A-Za-z0-9%]{30,}"
)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_the_domain_takes_only_column_types_from_sqlmodel() -> None:
    wrong = [
        f"{short(path)}: {alias.name}"
        for path in sources("bot/domain")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlmodel"
        for alias in node.names
        if alias.name not in FROM_SQLMODEL
    ]
    assert wrong == []


@pytest.mark.parametrize("library", ["sqlalchemy", "sqlmodel"])
def test_the_domain_imports_no_database_library_whole(library: str) -> None:
    wrong = [
        short(path)
        for path in sources("bot/domain")
        for node in nodes(path)
        if isinstance(node, ast.Import)
        and any(alias.name.split(".")[0] == library for alias in node.names)
    ]
    assert wrong == []


def test_table_modules_keep_their_annotations() -> None:
    future = "from __future__ import annotations"
    wrong = [
        short(path)
        for path in sources("bot")
        if "table=True" in path.read_text(encoding="utf-8")
        and future in path.read_text(encoding="utf-8")
    ]
    assert wrong == []


def test_every_module_says_what_it_is() -> None:
    wrong = [
        short(path)
        for path in sources(*OURS, "tests")
        if (written := path.read_text(encoding="utf-8").lstrip()) and written[:3] != '"""'
    ]
    assert wrong == []


def test_files_are_short() -> None:
    long = [
        f"{short(path)}: {lines} lines"
        for path in sources(*OURS)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    ]
    assert long == []


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its signature, its docstring and the functions inside it."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    if not body:
        return 0
    inside = [each for each in body if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef)]
    lines = (node.end_lineno or 0) - body[0].lineno + 1
    return lines - sum((each.end_lineno or 0) - each.lineno + 1 for each in inside)


def test_functions_are_short() -> None:
    long = [
        f"{short(path)}: {node.name}, {body_lines(node)} lines"
        for path in sources(*OURS)
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and body_lines(node) > LONGEST_FUNCTION
    ]
    assert long == []


MAY_CALL_SLACK = {
    *("hurried", "look_and_open", "names_with_links", "open_form", "our_id", "_ourselves"),
    *("open_there", "redraw", "show_home", "show_home_again", "whisper"),
}


def calls_slack(part: ast.AST) -> bool:
    return any(
        (isinstance(node, ast.Name) and node.id in MAY_CALL_SLACK)
        or (isinstance(node, ast.Attribute) and node.attr == "slack")
        for node in ast.walk(part)
    )


def test_no_handler_calls_slack_while_a_transaction_is_open() -> None:
    handlers = {short(path): tree(path) for path in sources("handlers")}
    types = types_of(list(handlers.values()))
    wrong = {
        f"{name}:{getattr(part, 'lineno', 0)}"
        for name, module in handlers.items()
        for part in in_a_transaction(module, types)
        if calls_slack(part)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    "source",
    [
        "def draw(whoever: Acting): app.slack.views_open()",
        "def draw(app, *, whoever: 'Acting | None' = None): open_form(app)",
        "keep(app, do=lambda at: app.slack.views_open())",
        "act(app, do=lambda anybody: open_form(app))",
        "def see(anybody): open_form(app)\nlook(app, see=see)",
        "def see(anybody, kind): open_form(app)\nlook(app, see=partial(see, kind=1))",
        "def show(app, begin: Begin): ...\nshow(app, lambda anybody: open_form(app))",
        "class Row:\n    form: Begin\nRow(lambda anybody: open_form(app))",
        "def draw(whatever: Desk): open_form(app)",
        "class Row:\n    sends: dict[str, Begin]\nRow(sends={'a': lambda anybody: open_form(app)})",
        "class Asked:\n    a: Acting\ndef draw(whatever: Asked): open_form(app)",
        "def draw(whoever: Acting): tell()\ndef tell(): app.slack.chat_postMessage()",
        "with app.desk() as desk:\n    open_form(app)",
        "with app.database.transaction() as session:\n    tell()\ndef tell(): open_form(app)",
    ],
)
def test_a_call_to_slack_in_a_transaction_is_seen_whatever_the_parameter_is_called(
    source: str,
) -> None:
    door = tree(ROOT / "handlers/slack/door/acting.py")
    module = ast.parse(f"Begin = Callable[[Acting], Block]\n{source}")
    found = in_a_transaction(module, types_of([door, module]))
    assert any(calls_slack(part) for part in found)


def test_a_call_to_slack_after_the_transaction_is_let_through() -> None:
    door = tree(ROOT / "handlers/slack/door/acting.py")
    module = ast.parse(
        "def see(acting: Acting): return form(acting)\n"
        "def opened(app, at):\n"
        "    view = look(app, see=see)\n"
        "    open_form(app.slack, view)\n"
    )
    assert not any(map(calls_slack, in_a_transaction(module, types_of([door, module]))))


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [short(p) for p in sources(*OURS) if p.stem in NAMES_THAT_SAY_NOTHING] == []


def test_nothing_is_left_to_do_or_switched_off() -> None:
    marks = re.compile(r"\b(?:TODO|FIXME|XXX)\b|@pytest\.mark\.(?:skip|xfail)\b")
    wrong = [
        f"{short(path)}:{number}"
        for path in sources(*OURS, "tests")
        if path.name != Path(__file__).name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if marks.search(line)
    ]
    assert wrong == []


def test_every_silenced_check_says_why() -> None:
    bare = re.compile(r"# type: ignore(?!\[[\w,-]+\]  #)")
    wrong = [
        f"{short(path)}:{number}"
        for path in sources(*OURS, "tests")
        if path.name != Path(__file__).name
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if bare.search(line)
    ]
    assert wrong == []


def test_nothing_looks_like_a_real_token() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    wrong = [
        name
        for name in listed
        if (ROOT / name).suffix in {".py", ".toml", ".json", ".yaml", ".md", ".example", ".js"}
        and LOOKS_REAL.search((ROOT / name).read_text(encoding="utf-8"))
    ]
    assert wrong == []

"""Every tester finds the same tests: no test is named by a moment, or by a value made up anew."""

import ast
from pathlib import Path

_MADE_ANEW = {"time", "now", "today", "monotonic", "uuid4", "new_key", "token_urlsafe", "free_port"}
_TESTS = Path(__file__).parent


def _is_named_anew(decorator: ast.expr) -> bool:
    """Whether parameters that differ from process to process name the tests."""
    if not isinstance(decorator, ast.Call) or "parametrize" not in ast.unparse(decorator.func):
        return False
    called = {
        each.func.attr if isinstance(each.func, ast.Attribute) else ast.unparse(each.func)
        for each in ast.walk(decorator)
        if isinstance(each, ast.Call)
    }
    names = {each.arg: ast.unparse(each.value) for each in decorator.keywords}
    return bool(called & _MADE_ANEW) and names.get("ids", "str") in ("str", "repr", "None")


def test_no_test_is_named_by_what_differs_from_process_to_process() -> None:
    found = [
        f"{path.relative_to(_TESTS)}:{each.lineno}"
        for path in _TESTS.rglob("*.py")
        for each in ast.walk(ast.parse(path.read_text()))
        if isinstance(each, ast.FunctionDef) and any(map(_is_named_anew, each.decorator_list))
    ]
    assert found == []

"""What of the handlers' code runs while a transaction is open, read from the source.

Three things tell it, and none of them is the name of a parameter: the block of a ``with`` that opens one,
an argument that is annotated ``Acting``, and being handed to something that takes a function of
``Acting``, as ``act``, ``keep`` and ``look`` do. What such code calls in its own module runs there too.
"""

import ast
import re
from collections.abc import Iterable, Iterator

from handlers.slack.door.acting import Acting

Function = ast.FunctionDef | ast.AsyncFunctionDef
_OPENERS = {"desk", "looking", "transaction", "reading"}


def takers(modules: Iterable[ast.Module]) -> frozenset[str]:
    """Whatever takes a function of ``Acting``: functions by their parameters, classes by their fields."""
    modules = list(modules)
    types = {Acting.__name__} | {
        target.id
        for module in modules
        for node in module.body
        if isinstance(node, ast.Assign) and _names(node.value) & {Acting.__name__}
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return frozenset(
        node.name
        for module in modules
        for node in ast.walk(module)
        if isinstance(node, Function | ast.ClassDef)
        and any(_is_function_of(note, types) for note in _annotations(node))
    )


def in_a_transaction(module: ast.Module, takers: frozenset[str]) -> Iterator[ast.AST]:
    """Every block and function that runs inside one."""
    functions: dict[str, list[Function]] = {}
    for node in ast.walk(module):
        if isinstance(node, Function):
            functions.setdefault(node.name, []).append(node)
    found: list[ast.AST] = list(_begins(module, takers, functions))
    for part in found:  # grows while it is read
        found.extend(
            each for name in _called(part) for each in functions.get(name, []) if each not in found
        )
    yield from found


def _begins(
    module: ast.Module, takers: frozenset[str], functions: dict[str, list[Function]]
) -> Iterator[ast.AST]:
    for node in ast.walk(module):
        if isinstance(node, ast.With) and any(map(_opens_one, node.items)):
            yield from node.body
        elif isinstance(node, Function) and _takes_acting(node):
            yield node
        elif isinstance(node, ast.Call) and _called_name(node) in takers:
            for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from _handed_over(given, functions)


def _handed_over(given: ast.expr, functions: dict[str, list[Function]]) -> Iterator[ast.AST]:
    """The lambda or function that an argument is, also when ``partial`` was laid around it."""
    if isinstance(given, ast.Lambda):
        yield given
    elif isinstance(given, ast.Name):
        yield from functions.get(given.id, [])
    elif isinstance(given, ast.Call):
        for inner in (*given.args, *(keyword.value for keyword in given.keywords)):
            yield from _handed_over(inner, functions)


def _annotations(node: Function | ast.ClassDef) -> Iterator[ast.expr]:
    if isinstance(node, ast.ClassDef):
        yield from (each.annotation for each in node.body if isinstance(each, ast.AnnAssign))
    else:
        yield from filter(None, (each.annotation for each in _parameters(node)))


def _parameters(node: Function) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _is_function_of(note: ast.expr, types: set[str]) -> bool:
    """``Callable[[Acting], …]``, or another name for one."""
    named = _names(note)
    return bool(named & (types - {Acting.__name__})) or (
        "Callable" in named and Acting.__name__ in named
    )


def _takes_acting(node: Function) -> bool:
    return any(
        Acting.__name__ in _names(note) and "Callable" not in _names(note)
        for note in _annotations(node)
    )


def _names(node: ast.AST) -> set[str]:
    """Every name that stands there, also in an annotation written as a string."""
    names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
    names |= {each.attr for each in ast.walk(node) if isinstance(each, ast.Attribute)}
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            names |= set(re.findall(r"\w+", each.value))
    return names


def _called(part: ast.AST) -> Iterator[str]:
    calls = (each for each in ast.walk(part) if isinstance(each, ast.Call))
    return (call.func.id for call in calls if isinstance(call.func, ast.Name))


def _called_name(call: ast.Call) -> str:
    called = call.func
    return called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")


def _opens_one(item: ast.withitem) -> bool:
    call = item.context_expr
    return isinstance(call, ast.Call) and _called_name(call) in _OPENERS

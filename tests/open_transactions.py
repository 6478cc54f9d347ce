"""What of the handlers' code runs while a transaction is open, read from the source.

Three things tell it, and none of them is the name of a parameter: the block of a ``with`` that opens one,
a parameter that is annotated ``Desk`` or with a class that carries one, as ``Acting`` does, and being
handed to something that takes a function of such, as ``act``, ``look`` and the rows of the verbs do. What such code calls in
its own module runs there too.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.desk.desk import Desk

Function = ast.FunctionDef | ast.AsyncFunctionDef
_OPENERS = {"desk", "looking", "transaction", "reading"}


@dataclass(frozen=True)
class Types:
    """What the annotations are read by. ``inside``: ``Desk``, and the classes that carry one."""

    inside: frozenset[str]
    functions: frozenset[str]  # other names for a function of one
    takers: frozenset[str]  # what takes such a function: by a parameter, or a class by a field


def types_of(modules: Sequence[ast.Module]) -> Types:
    """The types of these modules that tell what runs in a transaction."""
    classes = [n for module in modules for n in ast.walk(module) if isinstance(n, ast.ClassDef)]
    inside = frozenset({Desk.__name__})
    for _ in range(3):  # a class may carry a class that carries one
        inside |= {each.name for each in classes if any(_names(n) & inside for n in _fields(each))}
    functions = frozenset(
        target.id
        for module in modules
        for node in module.body
        if isinstance(node, ast.Assign) and "Callable" in _names(node.value)
        if _names(node.value) & inside
        for target in node.targets
        if isinstance(target, ast.Name)
    )
    takers = frozenset(
        node.name
        for module in modules
        for node in ast.walk(module)
        if isinstance(node, Function | ast.ClassDef)
        and any(_is_function_of(note, inside, functions) for note in _annotations(node))
    )
    return Types(inside, functions, takers)


def in_a_transaction(module: ast.Module, types: Types) -> Iterator[ast.AST]:
    """Every block and function that runs inside one."""
    functions: dict[str, list[Function]] = {}
    methods = [m for c in ast.walk(module) if isinstance(c, ast.ClassDef) for m in c.body]
    for node in ast.walk(module):
        if isinstance(node, Function) and node not in methods:  # no bare name means a method
            functions.setdefault(node.name, []).append(node)
    found: list[ast.AST] = list(_begins(module, types, functions))
    for part in found:  # grows while it is read
        found.extend(
            each for name in _called(part) for each in functions.get(name, []) if each not in found
        )
    yield from found


def _begins(
    module: ast.Module, types: Types, functions: dict[str, list[Function]]
) -> Iterator[ast.AST]:
    for node in ast.walk(module):
        if isinstance(node, ast.With) and any(map(_opens_one, node.items)):
            yield from node.body
        elif isinstance(node, Function) and _takes_one(node, types.inside):
            yield node
        elif isinstance(node, ast.Call) and _called_name(node) in types.takers:
            for given in (*node.args, *(keyword.value for keyword in node.keywords)):
                yield from _handed_over(given, functions)


def _handed_over(given: ast.AST, functions: dict[str, list[Function]]) -> Iterator[ast.AST]:
    """The lambda or function that an argument is, or that stands in it, as in ``partial`` or a table."""
    if isinstance(given, ast.Lambda):
        yield given
    elif isinstance(given, ast.Name):
        yield from functions.get(given.id, [])
    else:
        for inner in ast.iter_child_nodes(given):
            yield from _handed_over(inner, functions)


def _fields(node: ast.ClassDef) -> Iterator[ast.expr]:
    """The fields that are one, not those that take one."""
    return (note for note in _annotations(node) if "Callable" not in _names(note))


def _annotations(node: Function | ast.ClassDef) -> Iterator[ast.expr]:
    if isinstance(node, ast.ClassDef):
        yield from (each.annotation for each in node.body if isinstance(each, ast.AnnAssign))
    else:
        yield from filter(None, (each.annotation for each in _parameters(node)))


def _parameters(node: Function) -> list[ast.arg]:
    return [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]


def _is_function_of(note: ast.expr, inside: frozenset[str], functions: frozenset[str]) -> bool:
    """``Callable[[Desk], …]``, or another name for one."""
    named = _names(note)
    return bool(named & functions) or ("Callable" in named and bool(named & inside))


def _takes_one(node: Function, inside: frozenset[str]) -> bool:
    return any(
        _names(note) & inside and "Callable" not in _names(note) for note in _annotations(node)
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

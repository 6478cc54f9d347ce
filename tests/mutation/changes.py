"""The small changes there are to a file: each puts a faulty text in the place of one piece of code."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

# A call in a chain that narrows, orders, locks or cleans: the rest goes on without it.
_LINKS = {"where", "with_for_update", "order_by", "limit", "distinct"}
_LINKS |= {"strip", "lower", "casefold", "removeprefix", "removesuffix"}
_LOGS = {"log", "_log", "logger"}  # what is said to an operator alone is no promise to anybody
_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_CONTRARY = {
    ast.Eq,
    ast.NotEq,
    ast.In,
    ast.NotIn,
    ast.Is,
    ast.IsNot,
}  # the other comparison says the contrary


@dataclass(frozen=True)
class Change:
    """One of them: what is done, where, and the two texts."""

    what: str
    line: int
    start: int  # in characters of the whole file
    before: str
    after: str

    def made_in(self, source: str) -> str:
        """The file with it."""
        end = self.start + len(self.before)
        return source[: self.start] + self.after + source[end:]

    def __str__(self) -> str:
        was, now = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{self.what}: {was} → {now or 'nothing'}"


def changes(source: str) -> list[Change]:
    """Every change that can be made to this file, in the order of the file."""
    text = _Text(source)
    found = {made for node in _shown(ast.parse(source)) for made in _of(node, text)}
    some = [each for each in found if each.after != each.before]
    return sorted(some, key=lambda each: (each.start, each.what, each.after))


def compiles(source: str) -> bool:
    """Whether Python takes it at all; what it does not take shows nothing."""
    try:
        compile(source, "changed", "exec")
    except SyntaxError:
        return False
    return True


def _of(node: ast.AST, text: "_Text") -> Iterator[Change]:
    for kinds, make in _MAKERS:
        if isinstance(node, kinds):
            yield from make(node, text)


class _Text:
    """A file's text, found by the lines and bytes of its nodes."""

    def __init__(self, source: str) -> None:
        self._source, self._lines = source, source.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def change(self, node: ast.expr | ast.stmt, what: str, after: str) -> Change:
        """Put ``after`` in the place of the node."""
        start = self._at(node.lineno, node.col_offset)
        end = self._at(node.end_lineno or node.lineno, node.end_col_offset or 0)
        return Change(what, node.lineno, start, self._source[start:end], after)

    def of(self, node: ast.expr) -> str:
        """The node as it is written."""
        return self.change(node, "", "").before

    def _at(self, line: int, byte: int) -> int:
        before = self._lines[line - 1].encode()[:byte].decode()
        return self._starts[line - 1] + len(before)


def _shown(node: ast.AST) -> Iterator[ast.AST]:
    """What does something: no annotation, no text, nothing that only a type checker or an operator reads."""
    if _is_said_only(node):
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not isinstance(child, ast.JoinedStr):
                yield from _shown(child)


def _is_said_only(node: ast.AST) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    return isinstance(node.func.value, ast.Name) and node.func.value.id in _LOGS


def _comparison(node: ast.Compare, text: _Text) -> Iterator[Change]:
    flipped = _FLIPPED[type(node.ops[0])]()
    made = ast.Compare(node.left, [flipped, *node.ops[1:]], node.comparators)
    yield text.change(node, "another comparison", f"({ast.unparse(made)})")


def _either(node: ast.BoolOp, text: _Text) -> Iterator[Change]:
    other: ast.boolop = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    made = ast.unparse(ast.BoolOp(other, node.values))
    yield text.change(node, "and for or, or for and", f"({made})")
    for left_out in range(len(node.values)):
        rest = [v for index, v in enumerate(node.values) if index != left_out]
        kept = ast.unparse(rest[0] if len(rest) == 1 else ast.BoolOp(node.op, rest))
        yield text.change(node, "a condition left out", f"({kept})")


def _condition(node: ast.If | ast.IfExp | ast.While, text: _Text) -> Iterator[Change]:
    test = node.test
    is_own = isinstance(test, ast.UnaryOp | ast.Constant)  # a change of its own, and the same one
    if not is_own and not (isinstance(test, ast.Compare) and type(test.ops[0]) in _CONTRARY):
        yield text.change(test, "the contrary", f"(not ({text.of(test)}))")


def _filter(node: ast.comprehension, text: _Text) -> Iterator[Change]:
    for each in node.ifs:
        yield text.change(each, "a filter left out", "True")


def _not(node: ast.UnaryOp, text: _Text) -> Iterator[Change]:
    if isinstance(node.op, ast.Not):
        yield text.change(node, "the contrary", f"({text.of(node.operand)})")


def _constant(node: ast.Constant, text: _Text) -> Iterator[Change]:
    if isinstance(node.value, bool):
        yield text.change(node, "another constant", str(not node.value))
    elif isinstance(node.value, int | float):
        yield text.change(node, "another constant", repr(node.value + 1))
        if node.value > 0:
            yield text.change(node, "another constant", repr(node.value - 1))


def _sum(node: ast.BinOp, text: _Text) -> Iterator[Change]:
    other = {ast.Add: ast.Sub, ast.Sub: ast.Add}.get(type(node.op))
    if other is not None:
        made = ast.unparse(ast.BinOp(node.left, other(), node.right))
        yield text.change(node, "plus for minus, or minus for plus", f"({made})")


def _call(node: ast.Call, text: _Text) -> Iterator[Change]:
    if isinstance(node.func, ast.Attribute) and node.func.attr in _LINKS:
        yield text.change(node, f"{node.func.attr} left out", text.of(node.func.value))
    if len(node.args) > 1 and not any(isinstance(each, ast.Starred) for each in node.args[:2]):
        first, second, *rest = node.args
        made = ast.unparse(ast.Call(node.func, [second, first, *rest], node.keywords))
        yield text.change(node, "arguments swapped", made)


def _done(node: ast.Expr | ast.AugAssign | ast.Delete, text: _Text) -> Iterator[Change]:
    is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    if not is_text and not (isinstance(node, ast.Expr) and _is_said_only(node.value)):
        yield text.change(node, "left out", "pass")


def _set(node: ast.Assign, text: _Text) -> Iterator[Change]:
    if all(isinstance(each, ast.Attribute | ast.Subscript) for each in node.targets):
        yield text.change(node, "left out", "pass")


def _guard(node: ast.If, text: _Text) -> Iterator[Change]:
    [*before, last] = node.body
    if not before and isinstance(last, ast.Raise | ast.Return | ast.Continue | ast.Break):
        yield text.change(last, "a guard left out", "pass")


def _around(node: ast.With, text: _Text) -> Iterator[Change]:
    """What is held while something is done: a lock, a savepoint."""
    if len(node.items) == 1 and node.items[0].optional_vars is None:
        held = node.items[0].context_expr
        made = "__import__('contextlib').nullcontext()"
        yield text.change(held, "not held", made)


_Maker = Callable[..., Iterator[Change]]
_MAKERS: tuple[tuple[type[ast.AST] | tuple[type[ast.AST], ...], _Maker], ...] = (
    (ast.Compare, _comparison),
    (ast.BoolOp, _either),
    ((ast.If, ast.IfExp, ast.While), _condition),
    (ast.comprehension, _filter),
    (ast.UnaryOp, _not),
    (ast.Constant, _constant),
    (ast.BinOp, _sum),
    (ast.Call, _call),
    ((ast.Expr, ast.AugAssign, ast.Delete), _done),
    (ast.Assign, _set),
    (ast.If, _guard),
    (ast.With, _around),
)

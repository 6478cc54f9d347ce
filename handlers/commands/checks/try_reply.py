"""`earshot try-reply`: all that the gate sees in an answer, and what follows, by the files and by what was entered in
Slack. Changes nothing."""

from collections.abc import Iterator

from bot import clock
from bot.domain.gate.findings import Severity
from bot.domain.pledges.finding import pledges_in
from bot.domain.records.staff import Role
from bot.domain.rules.answer_problems import problems_of
from bot.domain.rules.answers.answer_check import Answer, Problem
from bot.domain.rules.answers.gate_rules import Surface
from bot.domain.rules.house_rules import HouseRules
from config.settings import load
from handlers.commands.checks.rules_now import rules_now

_UNLIMITED = 100_000  # each channel has a limit of its own; this command knows no channel
_SHOWN = {
    Severity.BLOCK: "Stopped",
    Severity.APPROVAL: "Approver",
    Severity.WARN: "Pointed out",
}


def tell(*, text: str, surface: Surface, brand: str, roles: frozenset[Role], customer: str) -> None:
    """Print it."""
    rules, unread = rules_now(load())
    for line in explained(
        rules, text=text, surface=surface, brand=brand, roles=roles, customer=customer
    ):
        print(line)
    if unread:
        print(unread)


def explained(
    rules: HouseRules,
    *,
    text: str,
    surface: Surface,
    brand: str,
    roles: frozenset[Role],
    customer: str,
) -> Iterator[str]:
    """Each finding: what follows, which kind, the words, why, and what would be better."""
    answer = Answer(
        text=text,
        surface=surface,
        limit=_UNLIMITED,
        length=len,
        regions=rules.regions(brand),
        brand=brand,
        roles=roles,
        customer=customer,
    )
    found = problems_of(rules, answer)
    if not found:
        yield "Nothing stands in its way."
    for problem in found:
        yield f"{_SHOWN[problem.severity]:<12} {problem.code}: {_words(text, problem)}"
        yield f"{'':12} {problem.message}"
        if problem.better:
            yield f"{'':12} Better: {problem.better}"
    yield from _pledges(rules, text=text, brand=brand)


def _pledges(rules: HouseRules, *, text: str, brand: str) -> Iterator[str]:
    """Of what whoever sends it would be reminded, by the hours of the brand's team."""
    known = rules.routing.brands.get(brand)
    calendar = rules.calendar_of_team(known.team if known else rules.route_for("", "").team)
    for due in pledges_in(text, said_at=clock.now(), calendar=calendar):
        local = due.at.astimezone(calendar.zone)
        yield f"{'Reminds':<12} of a promise: {due.deed}, by {local:%Y-%m-%d %H:%M} ({calendar.zone})"


def _words(text: str, problem: Problem) -> str:
    """The words it is about, but for personal data, which no terminal keeps."""
    if problem.hides_words:
        return f"{len(problem.spans)} in it"
    shown = (" ".join(text[start:end].split()) for start, end in problem.spans)
    return ", ".join(f"“{words}”" for words in shown) or "the whole text"

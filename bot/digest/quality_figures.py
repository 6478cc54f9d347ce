"""What reviewers said of the answers of a period: by team, never by person. Pure but for ``reviewed``.

A team is told by itself only where at least two people wrote what was reviewed: a figure about one person
is about that person. Smaller teams are told together, or not at all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from sqlmodel import Session

from bot.digest.chat_figures import Chats, solved
from bot.digest.narrowing import By, Titles
from bot.digest.periods import Period
from bot.domain.frozen import Frozen
from bot.domain.quality.review import Criterion, Grade
from bot.domain.rules.digest_rules import DigestRule
from bot.language import say, say_count
from bot.storage.figures import reviews
from bot.storage.figures.figure_rows import Scope
from bot.storage.figures.reviews import Given

Row = tuple[str, str]  # label and value
OTHERS = ""  # the teams that are told together
_LEAST_WRITERS = 2


class TeamMarks(Frozen):
    """How many reviews a team's answers had, and how many of these were good in each respect."""

    team: str
    reviews: int
    good: dict[Criterion, int] = {}


class Quality(Frozen):
    """The reviews of a period."""

    teams: tuple[TeamMarks, ...] = ()
    in_time: int = 0
    due: int = 0
    same: int = 0  # marks that two reviewers of one answer gave alike
    compared: int = 0


def reviewed(session: Session, rule: DigestRule, period: Period) -> Quality:
    """Of a digest of a week or longer; nothing of a shorter one."""
    if rule.every not in {"week", "month"}:
        return Quality()
    scope = Scope(brands=rule.brands, teams=rule.teams)
    rows = reviews.given(session=session, start=period.start, end=period.end, scope=scope)
    in_time, due = reviews.in_time(session=session, start=period.start, end=period.end, scope=scope)
    return counted(rows).model_copy(update={"in_time": in_time, "due": due})


def counted(rows: Sequence[Given]) -> Quality:
    """The figures that these reviews make."""
    writers: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        writers[row.team].add(row.writer)
    alone = {team for team, people in writers.items() if len(people) >= _LEAST_WRITERS}
    together: dict[str, list[Given]] = defaultdict(list)
    for row in rows:
        together[row.team if row.team in alone else OTHERS].append(row)
    if len({row.writer for row in together[OTHERS]}) < _LEAST_WRITERS:
        del together[OTHERS]
    same, compared = agreement(rows)
    teams = tuple(_marks(team, found) for team, found in sorted(together.items()))
    return Quality(teams=teams, same=same, compared=compared)


def agreement(rows: Iterable[Given]) -> tuple[int, int]:
    """Of the marks that two reviewers gave one answer: how many are the same, and how many there are."""
    by_reply: dict[int, list[Given]] = defaultdict(list)
    for row in rows:
        by_reply[row.reply_id].append(row)
    pairs = [found for found in by_reply.values() if len(found) == 2]
    both = [(one.marks[each], two.marks[each]) for one, two in pairs for each in Criterion]
    return sum(one == two for one, two in both), len(both)


def lines(quality: Quality, chats: Chats, titles: Titles) -> tuple[Row, ...]:
    """A line for each team, whether reviewers kept up and agree, and what customers said in the chat."""
    if not (quality.teams or quality.due or quality.compared):
        return ()
    rows = [(_title(each.team, titles), _team(each)) for each in quality.teams]
    if quality.due:
        told = say("{part} of {whole}", part=quality.in_time, whole=quality.due)
        rows.append((say("Reviewed in time"), told))
    if quality.compared:
        share = round(100 * quality.same / quality.compared)
        alike = say("{percent} % of their marks ({whole})", percent=share, whole=quality.compared)
        rows.append((say("Two reviewers agree in"), alike))
    return tuple((label, value) for label, value in (*rows, solved(chats)) if value)


def _marks(team: str, rows: Sequence[Given]) -> TeamMarks:
    good = Counter(each for row in rows for each, grade in row.marks.items() if grade is Grade.GOOD)
    return TeamMarks(team=team, reviews=len(rows), good={each: good[each] for each in Criterion})


def _title(team: str, titles: Titles) -> str:
    return titles(By.TEAM, team) if team != OTHERS else say("Other teams")


def _team(marks: TeamMarks) -> str:
    share = {each: round(100 * good / marks.reviews) for each, good in marks.good.items()}
    return say_count(
        marks.reviews,
        "{count} review; good in accuracy {accuracy} %, tone {tone} %, help {help} %, rules {rules} %",
        "{count} reviews; good in accuracy {accuracy} %, tone {tone} %, help {help} %, rules {rules} %",
        accuracy=share[Criterion.ACCURACY],
        tone=share[Criterion.TONE],
        help=share[Criterion.HELP],
        rules=share[Criterion.RULES],
    )

"""What our answers promised customers by a time, in a report: made, kept, and broken. Pure."""

from collections.abc import Sequence

from bot.domain.frozen import Frozen
from bot.language import say
from bot.storage.figures.figure_rows import PledgeRow, PledgeStep

Row = tuple[str, str]  # label and value


class Pledges(Frozen):
    """The promises of a period. ``late``: of those kept in it, how many had been broken before."""

    made: int = 0
    kept: int = 0
    late: int = 0
    broken: int = 0


def counted(rows: Sequence[PledgeRow]) -> Pledges:
    """The figures that these rows make."""
    kept = [row for row in rows if row.step is PledgeStep.KEPT]
    return Pledges(
        made=sum(row.step is PledgeStep.MADE for row in rows),
        kept=len(kept),
        late=sum(row.is_late for row in kept),
        broken=sum(row.step is PledgeStep.BROKEN for row in rows),
    )


def lines(pledges: Pledges) -> tuple[Row, ...]:
    """Made, kept and broken; nothing where nothing was promised, kept or broken."""
    if not (pledges.made or pledges.kept or pledges.broken):
        return ()
    kept = f"{pledges.kept:,}"
    if pledges.late:
        kept = say("{kept}, {late} of them late", kept=kept, late=f"{pledges.late:,}")
    return (
        (say("Promised"), f"{pledges.made:,}"),
        (say("Kept"), kept),
        (say("Broken"), f"{pledges.broken:,}"),
    )

"""The directory of banks among the *Desk settings*: how one is shown, and its fields."""

from datetime import date

from bot.domain.rules.house.bank_row import BankRow
from bot.language import listed, say
from bot.slack.views import parts
from bot.slack.views.home.reviewed_forms import select, state, text
from bot.slack.views.parts import Block

_MOST = 600  # of several names or handles together


def said(row: BankRow, *, today: date) -> str:
    """One in the list: what it is called, its handles, where it is written to, and how it stands."""
    names = listed(parts.safe(name) for name in row.also[:8])
    handles = listed(f"@{parts.safe(handle)}" for handle in row.handles[:8])
    head = parts.apart(
        f"*{parts.safe(row.name)}*",
        say("ours") if row.whose == "ours" else "",
        names,
        handles,
    )
    if row.write_to:
        head += f" {say('→')} {parts.safe(row.write_to, 100)}"
    return f"{parts.line(head)}\n{parts.line(state(row, today))}"


def fields(row: BankRow | None) -> list[Block]:
    """The fields of one, with what stands in it where it is edited."""
    whose = [("other", say("Another bank")), ("ours", say("Ours: a name or colleague of our own"))]
    return [
        parts.input_block(say("Name"), text(row.name if row else "", most=60), block_id="name"),
        parts.input_block(
            say("Other names"),
            text(", ".join(row.also) if row else "", most=_MOST),
            block_id="also",
            hint=say("As customers write them, with commas between."),
            optional=True,
        ),
        parts.input_block(
            say("Handles"),
            text(", ".join(f"@{each}" for each in row.handles) if row else "", most=_MOST),
            block_id="handles",
            hint=say("On X and Facebook. Look each up there before you enter it."),
            optional=True,
        ),
        parts.input_block(
            say("Where its customers write"),
            text(row.write_to if row else "", most=100),
            block_id="write_to",
            hint=say("Stands in the answer that points them there."),
            optional=True,
        ),
        parts.input_block(
            say("Whose"), select(whose, row.whose if row else "other"), block_id="whose"
        ),
    ]

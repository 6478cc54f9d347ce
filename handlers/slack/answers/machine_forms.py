"""The answer form in which somebody waits for a machine's draft: what is drawn there is noted, for whoever draws it next."""

from collections.abc import Callable

from bot.desk.desk import Desk
from bot.desk.listening import provider_forms
from bot.slack.api.values import FormKey, read_metadata
from bot.slack.views.answers.reply_form import REPLY_FORM
from bot.slack.views.parts import Block
from handlers.slack.door.acting import Acting


def noting(do: Callable[[Acting], Block], case_id: int, view_id: str) -> Callable[[Acting], Block]:
    """The same, and what it draws is noted as what this form shows by now."""

    def drawn(acting: Acting) -> Block:
        view, form = do(acting), ""
        if view["callback_id"] == REPLY_FORM:
            ids = [str(block.get("block_id") or "") for block in view["blocks"]]
            field = next(each for each in ids if each.partition("-")[0] == "text")
            form = f"{field} {view['private_metadata']}"
        provider_forms.follow(acting.desk, case_id=case_id, view_id=view_id, form=form)
        return view

    return drawn


def by_now(desk: Desk, *, call_id: int) -> tuple[str, FormKey] | None:
    """The block of the text, and the key of the form; None: it shows something else, or the case was erased."""
    field, _, metadata = provider_forms.form_by_now(desk, call_id=call_id).partition(" ")
    return (field, read_metadata(metadata)) if metadata else None

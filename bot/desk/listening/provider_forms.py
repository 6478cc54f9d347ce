"""How the form looks by now in which somebody waits for a provider's draft: it may be drawn anew before that comes."""

from sqlmodel import col, select, update

from bot.desk.desk import Desk
from bot.domain.records.provider_call import ProviderCall, Skill


def follow(desk: Desk, *, case_id: int, view_id: str, form: str) -> None:
    """Note how the form in which somebody waits for a draft is drawn by now. The case is locked before."""
    waits = update(ProviderCall).where(
        col(ProviderCall.case_id) == case_id,
        col(ProviderCall.view_id) == view_id,
        col(ProviderCall.skill) == Skill.DRAFTS,
    )
    desk.session.exec(waits.values(form=form))


def form_by_now(desk: Desk, *, call_id: int) -> str:
    """How that form is drawn by now; empty: the case was erased."""
    query = select(ProviderCall.form).where(ProviderCall.id == call_id)
    return desk.session.exec(query).first() or ""

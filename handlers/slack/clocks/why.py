"""*Why?*: in the menu of a case, opens the ledger of its clocks. Whoever may look may ask."""

from bot.desk.clocks import explaining
from bot.domain.rules.role_rules import Verb
from bot.slack.views.clocks.why import why_view
from bot.slack.views.parts import Block
from handlers.slack.door.verb_rows import Asked, CaseForm


def _ledgers(asked: Asked) -> Block:
    number = asked.case.number
    ledgers = explaining.explain(asked.acting.desk, case_id=number)
    return why_view(case_id=number, ledgers=ledgers)


WHY = CaseForm(Verb.LOOK, draw=_ledgers, sends={})

"""The one look at an answer by all the rules of the house; its verdicts are made in ``answer_check``."""

from bot.domain.rules.answers.answer_check import Answer, Problem, check
from bot.domain.rules.house_rules import HouseRules
from bot.domain.text.shared_hosts import is_shared


def problems_of(
    rules: HouseRules, answer: Answer, *, own_hosts: tuple[str, ...] = ()
) -> list[Problem]:
    """What stands in an answer's way. ``own_hosts``: addresses of ours that no file lists."""
    mail = (one.rpartition("@")[2].lower() for one in rules.replies.own_contacts if "@" in one)
    gate = rules.gate.compiled(
        rules.gate_words,
        weights=rules.gate_weights.answers.weights,
        brands=rules.routing.brand_names,
        own=(*own_hosts, *(one for one in mail if not is_shared(one)), *rules.data.own_links),
    )
    return check(answer, rules=rules.replies, gate_rules=rules.gate, gate=gate)

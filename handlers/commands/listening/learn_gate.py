"""`earshot learn-gate`: gate_weights.toml anew, from the shipped labelled answers and the bank's own."""

from collections.abc import Sequence
from pathlib import Path

from bot import bootstrap
from bot.domain.gate.features import features
from bot.domain.gate.findings import Kind
from bot.domain.triage.features import Feature
from config.files import SHIPPED
from config.settings import load
from handlers.commands.listening.learning import ANSWERS, labelled, learn_and_tell, write
from handlers.endings import CannotStart

SHIPPED_ANSWERS = SHIPPED / "answers"
# From which chance on an answer is pointed out.
CHANCES = {
    Kind.ASKS_SECRET: 0.55,
    Kind.CUSTOMER_FACT: 0.65,
    Kind.PROMISE: 0.65,
    Kind.PRODUCT_WORDS: 0.6,
    Kind.ADMISSION: 0.65,
    Kind.BLAME: 0.65,
    Kind.TONE: 0.75,
    Kind.INTERNAL_WORDS: 0.75,
}
_HEADER = """\
# What every word of an answer counts for and against each finding of the gate, all of them weighed together where no list
# of gate_words/ finds it. What is found so is pointed out, and never stops an answer by itself. Learnt from the labelled
# answers in answers/, not to be written by hand: python -m handlers learn-gate
#
# In your own gate_weights.toml: enough.promise = 90 makes one finding rarer.
"""


def learn_into(path: Path, *, own: Path | None) -> None:
    """Prints what the weights are worth, and writes them."""
    rules = bootstrap.load_rules(load())
    texts = [*labelled(SHIPPED_ANSWERS, ANSWERS), *(labelled(own, ANSWERS) if own else ())]
    unknown = {name for one in texts for name in one.labels} - set(CHANCES)
    if unknown:
        there_are = ", ".join(CHANCES)
        raise CannotStart(f"No finding called “{min(unknown)}” is learnt. Those are: {there_are}.")
    names = {name for one in texts for name in one.labels}
    gate = rules.gate.compiled(rules.gate_words, brands=rules.routing.brand_names, own=())

    def reading(text: str) -> Sequence[Feature]:
        return features(gate.hear(text))

    chances = {str(name): chance for name, chance in CHANCES.items() if name in names}
    weights = learn_and_tell(texts, reading, chances=chances, sort=ANSWERS)
    write(path, weights, header=_HEADER, table="answers")

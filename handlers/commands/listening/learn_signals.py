"""`earshot learn-signals`: weights.toml anew, from the shipped labelled posts and the bank's own.

What it is worth is told first: every fifth post is held back, and counted with what the others taught.
"""

from collections.abc import Sequence
from pathlib import Path

from bot import bootstrap
from bot.domain.triage.features import Feature, Features
from bot.domain.triage.words import read
from config.files import SHIPPED
from config.settings import load
from handlers.commands.listening.learning import POSTS, labelled, learn_and_tell, write
from handlers.endings import CannotStart

SHIPPED_POSTS = SHIPPED / "posts"
# From which chance on a post is heard. Where a life may be at stake a wrong one costs a glance, a missed one more.
CHANCES = {
    "self_harm": 0.38,
    "danger": 0.34,
    "fraud_now": 0.45,
    "threat": 0.5,
    "vulnerable": 0.4,
    "attention": 0.45,
    "others_data": 0.45,
    "impostor": 0.38,
    "leaving": 0.56,
}
_CHANCE_OF_OTHERS = 0.3
_HEADER = """\
# What every word of a post counts for and against each signal, all of them weighed together where no phrase of
# signals/ marks it. Learnt from the labelled posts in posts/, not to be written by hand: python -m handlers learn-signals
#
# In your own weights.toml: enough.leaving = 60 makes one signal harder to hear. In signals/leaving.toml,
# weighed = false leaves it to the phrases alone.
"""


def learn_into(path: Path, *, own: Path | None) -> None:
    """Prints what the weights are worth, and writes them."""
    rules = bootstrap.load_rules(load())
    texts = [*labelled(SHIPPED_POSTS, POSTS), *(labelled(own, POSTS) if own else ())]
    names = {name for one in texts for name in one.labels}
    unknown = names - set(rules.signals.root)
    if unknown:
        raise CannotStart(
            f"There is no signal called “{min(unknown)}”: signals/{min(unknown)}.toml is missing."
        )
    chances = {
        name: CHANCES.get(name, _CHANCE_OF_OTHERS) for name in rules.signals.on if name in names
    }
    features = Features(dict(rules.concepts.ways))

    def reading(text: str) -> Sequence[Feature]:
        return features.of(read(text))

    weights = learn_and_tell(texts, reading, chances=chances, sort=POSTS)
    write(path, weights, header=_HEADER, table="signals")

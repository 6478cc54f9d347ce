"""`earshot learn-signals`: weights.toml anew, from the shipped labelled posts and the bank's own.

What it is worth is told first: every fifth post is held back, and counted with what the others taught.
"""

from collections.abc import Sequence
from pathlib import Path

from bot import bootstrap
from bot.domain.triage.features import Feature, Features
from bot.domain.triage.learning import Course
from bot.domain.triage.words import read
from config.files import SHIPPED
from config.settings import load
from handlers.commands.listening.learning import POSTS, labelled, learn_and_tell, write
from handlers.endings import CannotStart

SHIPPED_POSTS = SHIPPED / "posts"
# From which chance on a post is heard, so that one in fourteen of other authors' harmless posts is: what differs is how many
# of those speak of the same things.
CHANCES = {
    "self_harm": 0.433,
    "danger": 0.19,
    "fraud_now": 0.341,
    "threat": 0.39,
    "vulnerable": 0.503,
    "attention": 0.654,
    "others_data": 0.341,
    "impostor": 0.457,
    "leaving": 0.506,
}
_CHANCE_OF_OTHERS = 0.3
# Measured on posts of authors that were held back altogether: few quick rounds on half of each post say more about the
# posts of another author than many slow ones on all of it.
COURSE = Course(rounds=8, rate=0.08, decay=2e-3, seen_least=2, sure=0.02, points_least=2, kept=0.5)
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

    weights = learn_and_tell(texts, reading, chances=chances, sort=POSTS, course=COURSE)
    write(path, weights, header=_HEADER, table="signals")

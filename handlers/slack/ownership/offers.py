"""*Not me*, under a case that was offered to somebody."""

from bot.desk.ownership import offering
from bot.domain.rules.role_rules import Verb
from bot.slack.api.values import OfferValue
from handlers.slack.door.verb_rows import AtOnce

PASS_ON = AtOnce(
    Verb.CLAIM,
    OfferValue,
    lambda acting, about: offering.decline(acting.desk, offer_id=about.offer_id, by=acting.by),
)

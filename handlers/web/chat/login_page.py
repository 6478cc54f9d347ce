"""What the page shows of the bank's own login: a link, and what it does. A link, because a policy that keeps
forms to our own address would stop a form on its way to the provider."""

from string import Template

from bot.desk.chat.logins import Offer
from bot.language import say
from handlers.web.chat.markup import Html, filled
from handlers.web.chat.shown import Shown

_LINK = Template('<p><a class="strong" href="$way">$told</a></p>')
_DOOR = Template("<p>$words</p>$link<p>$other</p>")
_GATE = Template(
    '<section class="only-login card" aria-labelledby="login-title">'
    '<h2 id="login-title" tabindex="-1">$title</h2><p>$words</p>$link</section>'
)
_OFFER = Template('<p class="hint" id="login-offer">$words <a href="$way">$told</a></p>')
_SIGNED_IN = Template('<p class="hint" id="login-offer">$words</p>')
_NOTHING = Html("")


def login_words(shown: Shown | None, way: str) -> dict[str, str]:
    """The three places in which the page speaks of it; all empty where nobody is asked."""
    offer = shown.login if shown else None
    return {
        "login_door": _door(offer, way) if offer and offer.lets_in else _NOTHING,
        "login_gate": _gate(offer, way) if offer and offer.is_required else _NOTHING,
        "login_offer": _talk(offer, way)
        if offer and shown and shown.visitor.is_unlocked
        else _NOTHING,
    }


def _door(offer: Offer, way: str) -> Html:
    """On a public link: signing in opens the page, and the code does as well."""
    return filled(
        _DOOR,
        words=say(
            "With {login} this page opens at once, and our staff read who you are there. You see what is "
            "said from then on.",
            login=offer.name,
        ),
        link=_link(offer, way),
        other=say("Or send us a code:"),
    )


def _gate(offer: Offer, way: str) -> Html:
    return filled(
        _GATE,
        title=say("One more step: sign in"),
        words=say(
            "Sign in with {login}, so that our staff know who you are. Then this page opens.",
            login=offer.name,
        ),
        link=_link(offer, way),
    )


def _talk(offer: Offer, way: str) -> Html:
    if offer.is_signed_in:
        words = say("You are signed in with {login}.", login=offer.name)
        return filled(_SIGNED_IN, words=words)
    return filled(
        _OFFER,
        words=say("You can sign in, so that our staff know who you are."),
        way=way,
        told=say("Sign in with {login}", login=offer.name),
    )


def _link(offer: Offer, way: str) -> Html:
    return filled(_LINK, way=way, told=say("Sign in with {login}", login=offer.name))

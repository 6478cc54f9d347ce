"""The page joined to the product: what the settings and the bank's files say of it."""

from functools import partial

from bot.bootstrap import App
from bot.language import say
from handlers.status import Readiness
from handlers.web.chat.acts import House
from handlers.web.chat.assets import Assets
from handlers.web.chat.door import Door
from handlers.web.chat.hearing import Hub
from handlers.web.chat.page import Brand
from handlers.web.chat.routes import Pages

_COLOUR = "#0d5c63"


def pages(app: App, readiness: Readiness) -> Pages | None:
    """The page; None where the bank has no secure chat."""
    if not app.settings.chat_url:
        return None
    hub = Hub()
    readiness.when_draining(hub.close)
    house = House(
        app=app,
        door=Door(app.settings.chat_url, proxies=app.settings.chat_proxies),
        assets=Assets(colour=_COLOUR, logo=None),
        brand=partial(_brand, app),
    )
    return Pages(house, hub)


def _brand(app: App, key: str) -> Brand:
    brands = app.rules.routing.brands
    shown = [brands[key]] if key in brands else brands.values()
    return Brand(
        name=" · ".join(brand.title for brand in shown),
        never=(
            say("We never ask for a card number, a PIN or a password."),
            say("We never ask for a code that was sent to your phone."),
            say("We never ask you to install anything or to move money."),
        ),
    )

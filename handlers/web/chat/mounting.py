"""The page joined to the product: what the settings and the bank's files say of it."""

from functools import partial

from bot.bootstrap import App, login_of
from handlers.endings import CannotStart
from handlers.status import Readiness
from handlers.web.chat.acts import House
from handlers.web.chat.assets import Assets
from handlers.web.chat.door import Door
from handlers.web.chat.hearing import Hub
from handlers.web.chat.logo import BadLogo, logo_of
from handlers.web.chat.page import Brand
from handlers.web.chat.routes import Pages


def pages(app: App, readiness: Readiness) -> Pages | None:
    """The page; None where the bank has no secure chat. Raises CannotStart."""
    if not app.settings.chat_url:
        return None
    hub = Hub()
    readiness.when_draining(hub.close)
    house = House(
        app=app,
        door=Door(app.settings.chat_url, proxies=app.settings.chat_proxies),
        assets=_assets(app),
        brand=partial(_brand, app),
        login=login_of(app),
    )
    return Pages(house, hub)


def _assets(app: App) -> Assets:
    try:
        logo = logo_of(app.settings, app.rules)
    except BadLogo as error:
        raise CannotStart(str(error)) from error
    return Assets(colour=app.rules.chat.page.colour, logo=logo)


def _brand(app: App, key: str, language: str) -> Brand:
    brands = app.rules.routing.brands
    shown = [brands[key]] if key in brands else brands.values()
    return Brand(
        name=" · ".join(brand.title for brand in shown),
        never=app.rules.chat.page.never_in(language),
    )

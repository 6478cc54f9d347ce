"""`earshot check` says where the bank's files do not fit its accounts, its database, its year."""

import time_machine

from bot import bootstrap
from bot.bootstrap import App
from bot.domain.rules.routing import Account, Routing
from bot.domain.sla.policy import SlaPolicy
from config.settings import Settings
from handlers.commands.rule_checks import remarks
from tests.domain.house import house


def said(settings: Settings, app: App) -> str:
    return "\n".join(remarks(settings, app.rules))


def without_x_of_northbank(app: App) -> dict[str, object]:
    brands = dict(app.rules.routing.brands)
    known = brands["northbank"]
    kept = tuple(each for each in known.accounts if each.channel != "x")
    strange = Account(channel="x", id="999")
    brands["northbank"] = known.model_copy(update={"accounts": (*kept, strange)})
    given = {name: getattr(app.rules.routing, name) for name in Routing.model_fields}
    return {"routing": Routing(**given | {"brands": brands})}


def test_an_account_that_no_brand_lists_is_named(settings: Settings, app: App) -> None:
    rules = app.rules.model_copy(update=without_x_of_northbank(app))
    text = "\n".join(remarks(settings, rules))
    assert "no brand lists @NorthbankHelp (x 1001001001)" in text
    assert "northbank lists the x account 999, and no tokens are set for it" in text


def test_files_that_fit_have_nothing_to_mend(settings: Settings, app: App) -> None:
    bootstrap.migrate(app)
    assert "routing.toml" not in said(settings, app)
    assert "earshot migrate" not in said(settings, app)


def test_a_policy_that_is_not_stored_as_it_stands_is_named(settings: Settings, app: App) -> None:
    bootstrap.migrate(app)
    other = SlaPolicy(name="stricter", rules=app.rules.sla.rules)
    text = "\n".join(remarks(settings, app.rules.model_copy(update={"sla": other})))
    assert "policy “stricter”. Run `earshot migrate`" in text


def test_a_role_that_nothing_asks_for_yet_is_told_and_breaks_no_file(
    settings: Settings, app: App
) -> None:
    assert "“reveal”" not in said(settings, app)
    rules = house({"roles": {"people": {"U0PRIYA": ["reveal"]}, "verbs": {"reveal": ["reveal"]}}})
    text = "\n".join(remarks(settings, rules))
    assert "the role “reveal” does nothing in this release" in text
    assert "U0PRIYA" in text


@time_machine.travel("2026-11-01", tick=False)
def test_the_closed_days_ahead_are_shown_to_be_read(settings: Settings, app: App) -> None:
    assert "2026-12-25 (Christmas Day)" in said(settings, app)


def test_how_many_connections_two_releases_take_is_told_where_they_are_counted(
    settings: Settings, app: App
) -> None:
    bootstrap.migrate(app)
    told = "One web and one worker take up to 17 database connections while one release follows"
    assert (told in said(settings, app)) == (not app.database.is_sqlite)
    greedy = settings.model_copy(update={"worker_pool": 200})
    lower = "Set EARSHOT_WEB_POOL and EARSHOT_WORKER_POOL lower"
    assert (lower in said(greedy, app)) == (not app.database.is_sqlite)
    assert lower not in said(settings, app)

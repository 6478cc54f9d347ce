"""The provider that provider.toml names: found by its entry point or by module and attribute, or why not."""

from importlib.metadata import EntryPoint

import pytest

from bot.domain.records.provider_call import Skill
from bot.domain.rules.house_rules import HouseRulesAreWrong, joined
from bot.domain.rules.provider_rules import ProviderRules
from bot.provider import GROUP, loading
from bot.provider.asking import Caller, Ended, usable
from bot.provider.loading import NoProvider, load
from bot.sandbox.sample_provider import SampleProvider
from config import files
from tests.provider.samples import Hangs, Sample

ALL = tuple(Skill)


def named(name: str, *does: Skill) -> ProviderRules:
    return ProviderRules(name=name, title="Our model", does=does or ALL)


def test_it_is_found_by_module_and_attribute() -> None:
    assert isinstance(load(named("tests.provider.samples:Sample")), Sample)


def test_it_is_found_by_its_entry_point(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = EntryPoint("our-model", "tests.provider.samples:Sample", GROUP)
    monkeypatch.setattr(loading, "entry_points", lambda *, group: [offered] * (group == GROUP))
    assert isinstance(load(named("our-model")), Sample)


def test_of_two_packages_with_one_name_neither_is_taken_for_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    values = ("tests.provider.samples:Sample", "tests.provider.samples:Rubbish")
    offered = [EntryPoint("our-model", value, GROUP) for value in values]
    monkeypatch.setattr(loading, "entry_points", lambda *, group: offered * (group == GROUP))
    with pytest.raises(NoProvider) as told:
        load(named("our-model"))
    for value in values:
        assert f'name = "{value}"' in str(told.value)
        assert isinstance(load(named(value)), Sample)


def test_of_two_that_are_installed_the_one_that_is_named_is_used_and_the_other_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    offered = [
        EntryPoint("ours", "tests.provider.samples:Sample", GROUP),
        EntryPoint("theirs", "tests.provider.samples:Rubbish", GROUP),
    ]
    monkeypatch.setattr(loading, "entry_points", lambda *, group: offered * (group == GROUP))
    assert type(load(named("ours"))) is Sample
    assert loading.unused(named("ours")) == ["theirs (tests.provider.samples:Rubbish)"]
    assert loading.package_of(named("ours")) == ""  # no package is known of it


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("nobody", "no installed package offers it as “earshot.provider”"),
        ("tests.provider.nowhere:Sample", "loading it failed (ModuleNotFoundError)"),
        ("tests.provider.samples:Nobody", "loading it failed (AttributeError)"),
        ("tests.provider.samples:CannotBeMade", "making it failed (ValueError)"),
        ("tests.provider.samples:TranslatesOnly", "it has no draft, summarise"),
    ],
)
def test_one_that_cannot_be_used_says_why_and_what_to_do(name: str, why: str) -> None:
    with pytest.raises(NoProvider) as told:
        load(named(name))
    assert why in str(told.value)
    assert str(told.value).startswith("provider.toml: name: ")


def test_it_need_not_do_what_it_is_not_asked_for() -> None:
    load(named("tests.provider.samples:TranslatesOnly", Skill.TRANSLATION))


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": "x"}, "title is empty"),
        ({"name": "x", "title": "X"}, "does is empty"),
        ({"does": ["drafts"]}, "no provider is named"),
        ({"name": "x y", "title": "X", "does": ["drafts"]}, "name"),
        ({"name": "x", "title": "X", "does": ["poems"]}, "does[1]"),
        ({"within_s": 0}, "within_s"),
    ],
)
def test_a_mistake_in_the_file_says_file_key_and_fix(wrong: dict[str, object], told: str) -> None:
    values = files.read().values
    routing = files.laid_over(values["routing"], {"fallback": {"slack_channel": "C0FALLBACK"}})
    with pytest.raises(HouseRulesAreWrong) as error:
        joined({**values, "routing": routing, "provider": wrong})
    assert "provider.toml" in str(error.value)
    assert told in str(error.value)


def test_none_is_asked_unless_the_bank_names_one() -> None:
    assert not any(ProviderRules().may(skill) for skill in Skill)


def test_a_call_that_hangs_is_given_up_and_holds_no_other_up() -> None:
    Hangs.let_go.clear()
    caller = Caller(within_s=0.05)
    assert caller.call(lambda: Hangs().draft([], language="en")) == (Ended.TOO_SLOW, "")
    assert caller.call(lambda: "quick") == (Ended.TOO_SLOW, "")  # while the first still runs
    Hangs.let_go.set()
    hanging = caller._hanging
    assert hanging is not None
    hanging.join()
    assert caller.call(lambda: "quick") == (Ended.DONE, "quick")


def test_what_it_raises_is_known_by_its_class_alone() -> None:
    def fails() -> str:
        raise RuntimeError("My card is 4111…")

    assert Caller(within_s=5).call(fails) == (Ended.FAILED, "RuntimeError")


@pytest.mark.parametrize("returned", [None, 7, b"x", "", " \n", "x" * 4001, "\x00\x1b"])
def test_what_is_no_text_is_not_shown(returned: object) -> None:
    assert usable(returned) == ""


def test_marks_that_cannot_be_seen_are_left_out() -> None:
    assert usable("Hello\x00 \u202eolleh\nyou ") == "Hello olleh\nyou"


def test_the_sandboxs_own_does_all_three() -> None:
    made = load(named("bot.sandbox.sample_provider:SampleProvider"))
    assert isinstance(made, SampleProvider)
    assert made.translate("البطاقة مرتين", source="ar", target="en") == "the card twice"
    assert made.draft([], language="ar").startswith("شكرًا")
    assert made.summarise([("customer", "Hello")], language="en") == "• The customer: Hello"

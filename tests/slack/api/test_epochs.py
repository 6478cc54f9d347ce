"""The epoch is put on all that can be pressed, and taken off where it comes back."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from bot.slack.api.epochs import on_call, pressed, read_stamp, stamped
from bot.slack.views import parts

MENU = {
    "type": "static_select",
    "action_id": "more",
    "option_groups": [{"label": {}, "options": [parts.option("Release", "release:7:1")]}],
}
MESSAGE = {
    "channel": "C1",
    "blocks": [
        parts.section("Words", accessory=parts.button("Claim", action_id="claim", value="v1:7:1")),
        parts.actions("a", [parts.button("Open", action_id="open", url="https://x.example"), MENU]),
    ],
}


@given(st.integers(0, 999_999_999), st.text(max_size=50).filter(lambda text: text[:1] != "e"))
def test_what_was_stamped_is_read_back(epoch: int, plain: str) -> None:
    assert read_stamp(stamped(plain, epoch=epoch)) == (epoch, plain)


def test_before_any_backup_was_restored_nothing_is_changed() -> None:
    assert on_call(MESSAGE, epoch=lambda: 0) == MESSAGE
    assert read_stamp("v1:7:1") == (0, "v1:7:1")


def test_every_button_and_option_of_a_message_carries_it_and_the_drawn_one_stays_as_it_was() -> (
    None
):
    before = copy.deepcopy(MESSAGE)
    section, actions = on_call(MESSAGE, epoch=lambda: 3)["blocks"]
    assert before == MESSAGE
    assert section["accessory"]["value"] == "e3|v1:7:1"
    link, menu = actions["elements"]
    assert "value" not in link
    assert menu["option_groups"][0]["options"][0]["value"] == "e3|release:7:1"


def test_a_form_carries_it_in_its_metadata_and_its_choices_stay_as_they_are() -> None:
    view = {"type": "modal", "private_metadata": '{"v":1}', "blocks": [{"type": "input"}]}
    assert on_call({"view": view}, epoch=lambda: 3)["view"]["private_metadata"] == 'e3|{"v":1}'
    bare = on_call({"view": {"type": "modal"}}, epoch=lambda: 3)
    assert bare["view"]["private_metadata"] == "e3|"


def test_a_call_with_nothing_to_press_does_not_ask_for_it() -> None:
    def asked() -> int:
        raise AssertionError

    assert on_call({"channel": "C1", "text": "Words"}, epoch=asked)["text"] == "Words"


def test_of_a_press_the_button_or_the_chosen_option_tells_it_and_of_a_form_its_metadata() -> None:
    option = {"value": "release:7:1"}
    body = {"actions": [{"action_id": "more", "selected_option": option}]}
    assert [holder[key] for holder, key in pressed(body)] == ["release:7:1"]
    in_a_form = {**body, "view": {"private_metadata": "e3|k"}}
    assert [holder[key] for holder, key in pressed(in_a_form)] == ["e3|k"]
    assert list(pressed({"actions": "nonsense", "view": None})) == []

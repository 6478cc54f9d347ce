"""The documented shapes of the bodies that Slack sends: the handshake, events, interactions, commands."""

from typing import Annotated, Literal

from pydantic import Field

from handlers.slack.door.shapes import (
    Attachment,
    Authorization,
    Element,
    File,
    Form,
    Id,
    Message,
    Moment,
    Named,
    OpenView,
    Person,
    Place,
    Shape,
    Told,
    View,
)


class Event(Told):
    """What happened in the workspace."""

    type: Id
    subtype: Id | None = None
    bot_id: Id | None = None
    text: str | None = None
    ts: Moment | None = None
    deleted_ts: Moment | None = None
    event_ts: Id | None = None
    user_team: Id | None = None
    source_team: Id | None = None
    tab: Id | None = None
    subteam_id: Id | None = None
    removed_users: list[Id] | None = None
    message: Message | None = None
    previous_message: Message | None = None
    view: View | None = None
    files: list[File] | None = None
    attachments: list[Attachment] | None = None
    authorizations: list[Authorization] | None = None


class ChannelEvent(Event):
    """Something about a channel of which no more is read than its id."""

    channel: Id


class PersonEvent(Event):
    """Something that somebody did for themselves."""

    user: Id


class MembershipEvent(ChannelEvent):
    """Somebody came or left."""

    user: Id


class MessageEvent(ChannelEvent):
    """A message was written, changed or deleted."""

    user: Id | None = None
    ts: Moment
    event_ts: Moment | None = None


EVENTS: dict[str, type[Event]] = {
    "message": MessageEvent,
    "member_joined_channel": MembershipEvent,
    "member_left_channel": MembershipEvent,
    "app_home_opened": PersonEvent,
    **dict.fromkeys(
        (
            "channel_archive",
            "channel_left",
            "channel_shared",
            "channel_unarchive",
            "group_archive",
            "group_left",
            "group_unarchive",
        ),
        ChannelEvent,
    ),
}


class _Body(Told):
    type: Id
    team: Named | None = None
    authorizations: list[Authorization] | None = None


class Handshake(_Body):
    """Slack tries our address."""

    challenge: str


class EventBody(_Body):
    """An event in its envelope."""

    event_id: Id
    event: Event


class _Interaction(_Body):
    user: Person
    trigger_id: Id | None = None
    response_url: str | None = None
    container: Place | None = None
    message: Message | None = None
    view: OpenView | None = None
    response_urls: list[dict[str, str]] | None = None


class Action(Element):
    """A pressed button, a choice."""

    action_id: Id
    block_id: Id | None = None
    action_ts: Id | None = None


class Presses(_Interaction):
    """Buttons and menus."""

    actions: Annotated[list[Action], Field(min_length=1)]


class Forms(_Interaction):
    """A form was sent, or closed."""

    view: Form


class Choices(_Interaction):
    """Somebody types into a menu."""

    action_id: Id
    block_id: Id
    value: str | None = None


class Shortcuts(_Interaction):
    """A shortcut, of a message or of none."""

    callback_id: Id


class MessageShortcuts(Shortcuts):
    """A shortcut of a message."""

    channel: Named | None = None


class Other(_Body):
    """What Slack documents and we have no use for."""

    type: Literal["app_rate_limited"]


class Command(Shape):
    """A slash command; a form, so all of it is text."""

    command: Id
    user_id: Id
    team_id: Id | None = None
    channel_id: Id | None = None
    trigger_id: Id | None = None


BODIES: dict[str, type[_Body]] = {
    "url_verification": Handshake,
    "event_callback": EventBody,
    "block_actions": Presses,
    "view_submission": Forms,
    "view_closed": Forms,
    "block_suggestion": Choices,
    "shortcut": Shortcuts,
    "message_action": MessageShortcuts,
    "app_rate_limited": Other,
}

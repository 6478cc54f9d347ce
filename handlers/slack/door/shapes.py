"""The documented shapes of what Slack sends, as far as anything here or in Bolt reads them.

What is not named may be anything. Slack writes ``null`` where it has nothing to tell.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

_LONGEST_ID = 255  # a database's index takes some thousands of bytes
Id = Annotated[str, StringConstraints(max_length=_LONGEST_ID)]
Moment = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,11}(\.[0-9]{1,9})?$")]


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class Named(_Shape):
    """A team, a channel, an enterprise: written as an object in some places, as its id in others."""

    id: Id | None = None
    enterprise_id: Id | None = None


class Profile(_Shape):
    """How somebody is called."""

    display_name: str | None = None


class EnterpriseUser(_Shape):
    """Their workspaces in an organisation."""

    teams: list[Id] | None = None


class Person(_Shape):
    """Somebody, as in interactions and where Slack tells that they changed."""

    id: Id
    team_id: Id | None = None
    name: str | None = None
    real_name: str | None = None
    locale: Id | None = None
    tz: Id | None = None
    profile: Profile | None = None
    enterprise_user: EnterpriseUser | None = None


class File(_Shape):
    """What is hung onto a message."""

    name: str | None = None
    title: str | None = None


class Attachment(_Shape):
    """A forwarded message, the preview of a link."""

    text: str | None = None
    fallback: str | None = None


class Message(_Shape):
    """A message, as it is or as it was."""

    ts: Moment | None = None
    thread_ts: Moment | None = None
    subtype: Id | None = None
    user: Id | None = None
    bot_id: Id | None = None
    text: str | None = None
    files: list[File] | None = None
    attachments: list[Attachment] | None = None


class Place(_Shape):
    """Where something is: in a message, in a form, below a message."""

    channel: Id | None = None
    channel_id: Id | None = None
    message_ts: Moment | None = None
    thread_ts: Moment | None = None
    view_id: Id | None = None


class _Told(_Shape):
    """What Bolt looks for in a body and in its event alike."""

    team: Named | Id | None = None
    team_id: Id | None = None
    enterprise: Named | Id | None = None
    enterprise_id: Id | None = None
    user: Person | Id | None = None
    user_id: Id | None = None
    channel: Named | Id | None = None
    channel_id: Id | None = None
    thread_ts: Moment | None = None
    item: Place | str | None = None
    assistant_thread: Place | None = None
    function_execution_id: Id | None = None
    function_data: None = None  # we have no functions


class Authorization(_Told):
    """For whom Slack tells something."""

    is_bot: bool | None = None


class Option(_Shape):
    """A choice of a menu, a ticked box."""

    value: str


class Element(_Shape):
    """What was entered into one field of a form."""

    type: Id | None = None
    value: str | None = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    selected_user: Id | None = None
    selected_date: Id | None = None
    selected_time: Id | None = None
    selected_date_time: int | None = None


class State(_Shape):
    """What was entered into a form: by block, by element."""

    values: dict[str, dict[str, Element]] | None = None


class View(_Shape):
    """A form or a Home tab."""

    id: Id | None = None
    type: Id | None = None
    callback_id: Id | None = None
    team_id: Id | None = None
    app_installed_team_id: Id | None = None
    private_metadata: str | None = None
    state: State | None = None


class Form(View):
    """A form that was sent or closed; Bolt goes by both of these."""

    type: Id
    callback_id: Id


class Event(_Told):
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


class _Body(_Told):
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
    view: View | None = None
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


class Command(_Shape):
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

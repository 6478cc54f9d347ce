"""The documented shapes of the parts that Slack's bodies are made of, as far as anything reads them.

What is not named may be anything. Slack writes ``null`` where it has nothing to tell.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

_LONGEST_ID = 255  # a database's index takes some thousands of bytes
Id = Annotated[str, StringConstraints(max_length=_LONGEST_ID)]
Moment = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,11}(\.[0-9]{1,9})?$")]


class Shape(BaseModel):
    """Taken as it is: a number is no text."""

    model_config = ConfigDict(strict=True, extra="ignore")


class Named(Shape):
    """A team, a channel, an enterprise: written as an object in some places, as its id in others."""

    id: Id | None = None
    enterprise_id: Id | None = None


class Profile(Shape):
    """How somebody is called."""

    display_name: str | None = None


class EnterpriseUser(Shape):
    """Their workspaces in an organisation."""

    teams: list[Id] | None = None


class Person(Shape):
    """Somebody, as in interactions and where Slack tells that they changed."""

    id: Id
    team_id: Id | None = None
    name: str | None = None
    real_name: str | None = None
    locale: Id | None = None
    tz: Id | None = None
    profile: Profile | None = None
    enterprise_user: EnterpriseUser | None = None


class File(Shape):
    """What is hung onto a message."""

    name: str | None = None
    title: str | None = None


class Attachment(Shape):
    """A forwarded message, the preview of a link."""

    text: str | None = None
    fallback: str | None = None


class Message(Shape):
    """A message, as it is or as it was."""

    ts: Moment | None = None
    thread_ts: Moment | None = None
    subtype: Id | None = None
    user: Id | None = None
    user_team: Id | None = None
    team: Id | None = None
    bot_id: Id | None = None
    text: str | None = None
    files: list[File] | None = None
    attachments: list[Attachment] | None = None


class Place(Shape):
    """Where something is: in a message, in a form, below a message."""

    channel: Id | None = None
    channel_id: Id | None = None
    message_ts: Moment | None = None
    thread_ts: Moment | None = None
    view_id: Id | None = None


class Told(Shape):
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


class Authorization(Told):
    """For whom Slack tells something."""

    is_bot: bool | None = None


class Words(Shape):
    """A text object: the name of a choice or of a field."""

    text: str | None = None


class Option(Shape):
    """A choice of a menu, a ticked box."""

    value: str
    text: Words | None = None


class Element(Shape):
    """What was entered into one field of a form."""

    type: Id | None = None
    value: str | None = None
    selected_option: Option | None = None
    selected_options: list[Option] | None = None
    selected_user: Id | None = None
    selected_date: Id | None = None
    selected_time: Id | None = None
    selected_date_time: int | None = None


class State(Shape):
    """What was entered into a form: by block, by element."""

    values: dict[str, dict[str, Element]] | None = None


class Block(Shape):
    """A part of a form, perhaps a field with its name."""

    block_id: Id | None = None
    label: Words | None = None


class View(Shape):
    """A form or a Home tab."""

    id: Id | None = None
    type: Id | None = None
    callback_id: Id | None = None
    team_id: Id | None = None
    app_installed_team_id: Id | None = None
    private_metadata: str | None = None
    blocks: list[Block] | None = None
    state: State | None = None


class OpenView(View):
    """A form or a tab in which somebody pressed something: it can be drawn anew."""

    id: Annotated[Id, StringConstraints(min_length=1)]


class Form(OpenView):
    """A form that was sent or closed; Bolt goes by both of these."""

    type: Id
    callback_id: Id

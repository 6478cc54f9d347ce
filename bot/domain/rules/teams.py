"""The teams of routing.toml, and the channels in which they work."""

from typing import Annotated, Literal

from pydantic import Field

from bot.domain.frozen import Strict

SlackChannelId = Annotated[str, Field(pattern=r"^$|^[CGD][A-Z0-9]{2,}$")]
Language = Literal["", "en", "ar"]  # what Earshot speaks in a channel; empty: see Routing.languages


class Team(Strict):
    """People who work the same cases by the same hours. Table ``[teams.NAME]``.

    A case that is handed over to the team goes on in its channels, where it has any of its own. What it is
    asked about a case stands in ``questions_slack_channel``, else in ``slack_channel``.
    """

    title: str = Field(min_length=1)
    calendar: str
    language: Language = ""
    slack_channel: SlackChannelId = ""
    private_slack_channel: SlackChannelId = ""
    questions_slack_channel: SlackChannelId = ""

    def asked_in(self, *, private: bool) -> str:
        """Where it is asked; of private words in its private channel alone. Empty: it cannot be."""
        if private:
            return self.private_slack_channel
        return self.questions_slack_channel or self.slack_channel

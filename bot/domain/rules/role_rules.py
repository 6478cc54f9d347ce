"""Who has which role, and which role may use which verb. Closed when in doubt.

Slack user groups may give only three roles: whoever may edit a group could promote himself.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator

from bot.domain.frozen import Strict
from bot.domain.records.staff import Role

FROM_GROUPS = frozenset({Role.READER, Role.AGENT, Role.TRAINEE})
EVERYONE = "everyone"


class Verb(StrEnum):
    """What a person can do at the desk."""

    LOOK = "look"
    CLAIM = "claim"
    RELEASE = "release"
    REPLY = "reply"
    RESOLVE = "resolve"
    NOT_ACTIONABLE = "not_actionable"
    REOPEN = "reopen"
    COMPLAINT = "complaint"
    NOTE = "note"
    REVEAL = "reveal"
    SETTLE_DOUBT = "settle_doubt"
    DIGEST_NOW = "digest_now"
    HAND_OVER = "hand_over"
    GIVE_ON = "give_on"
    AWAY = "away"
    BLOCK = "block"
    SETTINGS = "settings"
    EDIT_DUTY = "edit_duty"
    EDIT_ABSENCES = "edit_absences"
    EDIT_CLOSED_DAYS = "edit_closed_days"
    EDIT_TEAMS = "edit_teams"
    EDIT_REPLIES = "edit_replies"
    REVIEW_REPLIES = "review_replies"
    EDIT_CONTACTS = "edit_contacts"
    EDIT_BANKS = "edit_banks"
    REVIEW_BANKS = "review_banks"
    LESSON = "lesson"
    EDIT_CAUSES = "edit_causes"
    REVIEW = "review"
    SNOOZE = "snooze"
    MERGE = "merge"
    SPLIT = "split"
    LINK = "link"
    CUSTOMER_NOTE = "customer_note"
    PRIORITY = "priority"
    LANGUAGE = "language"
    TOPIC = "topic"
    REMOVE_ANSWER = "remove_answer"
    HIDE_POST = "hide_post"
    UNHIDE_POST = "unhide_post"
    CHAT = "chat"
    OPEN_FILE = "open_file"
    SURGE = "surge"
    ANSWER_MANY = "answer_many"
    CASE_FILE = "case_file"
    LEGAL_HOLD = "legal_hold"
    CONFIRM = "confirm"
    APPROVE = "approve"
    CONSULT = "consult"
    CONSULT_ANSWER = "consult_answer"


def _one_or_many(given: Any) -> Any:
    return (given,) if isinstance(given, str) and given != EVERYONE else given


Roles = Annotated[tuple[Role, ...], BeforeValidator(_one_or_many)]
Allowed = Annotated[Literal["everyone"] | tuple[Role, ...], BeforeValidator(_one_or_many)]


class RoleRules(Strict):
    """roles.toml."""

    people: dict[Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,}$")], Roles] = Field(
        default_factory=dict
    )
    groups: dict[Annotated[str, Field(pattern=r"^S[A-Z0-9]{2,}$")], Roles] = Field(
        default_factory=dict
    )
    verbs: dict[Verb, Allowed]

    @field_validator("groups")
    @classmethod
    def _groups_promote_nobody(cls, groups: dict[str, Roles]) -> dict[str, Roles]:
        for group, roles in groups.items():
            for role in roles:
                if role not in FROM_GROUPS:
                    allowed = ", ".join(sorted(FROM_GROUPS))
                    raise ValueError(
                        f"the group {group} cannot give the role “{role}”; a group gives only "
                        f"{allowed}. Name the person under [people] instead"
                    )
        return groups

    @field_validator("verbs")
    @classmethod
    def _names_every_verb(cls, verbs: dict[Verb, Allowed]) -> dict[Verb, Allowed]:
        unsaid = [str(verb) for verb in Verb if verb not in verbs]
        if unsaid:
            raise ValueError(f"nothing says who may {', '.join(unsaid)}. List the roles, or []")
        for verb, allowed in verbs.items():
            if allowed == EVERYONE and verb is not Verb.LOOK:
                raise ValueError(f"only look can be for everyone. List the roles that may {verb}")
        return verbs

    def may(self, verb: Verb, roles: Iterable[str]) -> bool:
        """Whether somebody with these roles may use this verb; an unknown verb is for nobody."""
        allowed = self.verbs.get(verb, ())
        return allowed == EVERYONE or any(role in allowed for role in roles)

    def roles_of(self, slack_user_id: str, *, groups: Iterable[str] = ()) -> frozenset[Role]:
        """The roles of a person, by name and by the Slack user groups they are in."""
        roles = set(self.people.get(slack_user_id, ()))
        for group in groups:
            roles |= set(self.groups.get(group, ())) & FROM_GROUPS
        return frozenset(roles)

"""The two spellings of X's fields, and which query parameters each operation takes.

X renamed fields in OpenAPI 2.167 (docs repository xdevplatform/docs, 2026-08-07; 2.168 of 2026-11 is the
same): `tweet.fields` is `post.fields`, `note_tweet` is `note_post` and so on; paths kept `/2/tweets`. Who
wrote a post, what it refers to and its versions are no fields any more: an expansion shows the id and what
it stands for. The wire followed endpoint by endpoint, so a client has to bear both; `new` here refuses the
old parameters and values.
"""

from typing import Any, Literal

from bot.sandbox.x.problems import invalid

Spelling = Literal["old", "new"]
RENAMED = {
    "note_tweet": "note_post",
    "referenced_tweets": "referenced_posts",
    "edit_history_tweet_ids": "edit_history_post_ids",
    "retweet_count": "repost_count",
    "tweets": "posts",
    "referenced_tweets.id": "referenced_posts",
    "referenced_tweets.id.author_id": "referenced_posts.author_id",
    "tweet.fields": "post.fields",
}
POST_FIELDS = frozenset(
    {
        "attachments",
        "author_id",
        "context_annotations",
        "conversation_id",
        "created_at",
        "edit_controls",
        "edit_history_tweet_ids",
        "entities",
        "geo",
        "id",
        "in_reply_to_user_id",
        "lang",
        "note_tweet",
        "possibly_sensitive",
        "public_metrics",
        "referenced_tweets",
        "reply_settings",
        "source",
        "text",
        "withheld",
    }
)
USER_FIELDS = frozenset(
    {
        "created_at",
        "description",
        "entities",
        "id",
        "location",
        "name",
        "protected",
        "public_metrics",
        "url",
        "username",
        "verified",
        "verified_type",
        "profile_image_url",
        "withheld",
    }
)
EXPANSIONS = frozenset(
    {
        "author_id",
        "referenced_tweets.id",
        "referenced_tweets.id.author_id",
        "in_reply_to_user_id",
        "attachments.media_keys",
        "entities.mentions.username",
        "edit_history_tweet_ids",
    }
)
# In the new spelling these are shown by their expansion alone; old names.
BY_EXPANSION = {
    "author_id": "author_id",
    "sender_id": "sender_id",
    "in_reply_to_user_id": "in_reply_to_user_id",
    "referenced_tweets": "referenced_tweets.id",
    "edit_history_tweet_ids": "edit_history_tweet_ids",
}
DM_FIELDS = frozenset(
    {
        "id",
        "text",
        "event_type",
        "created_at",
        "dm_conversation_id",
        "sender_id",
        "attachments",
        "referenced_tweets",
        "entities",
        "participant_ids",
    }
)
DM_EXPANSIONS = frozenset(
    {"sender_id", "participant_ids", "attachments.media_keys", "referenced_tweets.id"}
)
_OLD_ONLY = frozenset({"referenced_tweets.id.author_id"})
FIELD_PARAMETERS = frozenset(
    {"tweet.fields", "user.fields", "expansions", "media.fields", "place.fields", "poll.fields"}
)


def check_parameters(query: dict[str, str], allowed: frozenset[str], spelling: Spelling) -> None:
    """Raise the 400 that X gives for a parameter the operation does not know."""
    names = sorted(allowed if spelling == "old" else {RENAMED.get(n, n) for n in allowed})
    for name, value in query.items():
        if name not in names:
            message = f"The query parameter [{name}] is not one of [{','.join(names)}]"
            raise invalid(name, value, message)


def asked(
    query: dict[str, str], parameter: str, known: frozenset[str], spelling: Spelling
) -> set[str]:
    """The values of a list parameter in the old spelling. Raises the 400 for one not known."""
    name = parameter if spelling == "old" else RENAMED.get(parameter, parameter)
    values = {value for value in query.get(name, "").split(",") if value}
    if spelling == "new":
        known -= _OLD_ONLY if parameter == "expansions" else BY_EXPANSION.keys()
    names = known if spelling == "old" else frozenset(RENAMED.get(n, n) for n in known)
    for value in sorted(values - names):
        message = (
            f"The `{name}` query parameter value [{value}] is not one of "
            f"[{','.join(sorted(names))}]"
        )
        raise invalid(name, value, message)
    if spelling == "old":
        return values
    return {old for old in known if RENAMED.get(old, old) in values}


def shown(fields: set[str], expansions: set[str], spelling: Spelling) -> set[str]:
    """The fields that these bring; in the new spelling expansions bring their own."""
    if spelling == "old":
        return fields
    return fields | {field for field, by in BY_EXPANSION.items() if by in expansions}


def spelled(value: Any, spelling: Spelling) -> Any:
    """The answer with its member names in this spelling, at any depth."""
    if spelling == "old":
        return value
    if isinstance(value, dict):
        return {RENAMED.get(k, k): spelled(v, spelling) for k, v in value.items()}
    return [spelled(item, spelling) for item in value] if isinstance(value, list) else value

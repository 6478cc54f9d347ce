"""What the outbox hands to a channel: replies, what is done to posts, and looks at them."""

from collections.abc import Mapping
from dataclasses import replace

from bot.channels.channel import Channel, LooksUp, Moderates
from bot.domain.records.answers.looked import Looked
from bot.domain.text import chat_links
from bot.outbox.kinds import LookPayload, ModerationPayload, ReplyPayload
from bot.outbox.outcome import CannotLook, Outcome, Parcel, Receipt, Refused, TryLater
from bot.storage.master_keys import CannotOpen
from bot.storage.sealing import Vault

_LOOKS = 5  # at one post, before it counts that nobody could look


class ReplyCarrier:
    """Hands a reply to the channel its payload names."""

    def __init__(self, channels: Mapping[str, Channel], *, vault: Vault) -> None:
        self._channels, self._vault = channels, vault

    def send(self, parcel: Parcel) -> Outcome:
        """Publish it; see Channel.send."""
        try:
            whole = self._with_token(parcel)
        except CannotOpen:
            return Refused(
                "no_key",
                "The key that its link is made with is missing, so the link would lead nowhere. "
                "Put the key back, or invite the customer again.",
            )
        return self._channel(parcel).send(whole)

    def look_for(self, parcel: Parcel) -> list[Receipt]:
        """Look whether it is there; see Channel.look_for."""
        try:
            whole = self._with_token(parcel)
        except CannotOpen:
            raise CannotLook("The key that its link is made with is missing.") from None
        return self._channel(parcel).look_for(whole)

    def may_repeat(self, parcel: Parcel) -> bool:
        """Where the channel itself sees to it that it is there once."""
        return self._channel(parcel).capabilities.may_repeat

    def _with_token(self, parcel: Parcel) -> Parcel:
        """As the customer gets it: the link into the secure chat is completed here, and kept nowhere."""
        reply = ReplyPayload.read(parcel.payload)
        if not reply.token_of:
            return parcel
        text = chat_links.with_token(reply.text, self._vault.token(reply.token_of))
        return replace(parcel, payload={**parcel.payload, "text": text})

    def _channel(self, parcel: Parcel) -> Channel:
        return self._channels[ReplyPayload.read(parcel.payload).channel]


class ModerationCarrier:
    """Hands the removal of an answer, or the hiding of a post, to its channel."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels

    def send(self, parcel: Parcel) -> Outcome:
        """Do it; see Moderates.moderate."""
        channel = self._channels[ModerationPayload.read(parcel.payload).channel]
        if not isinstance(channel, Moderates):
            return Refused("not_possible", "This channel offers no way to do that from here.")
        return channel.moderate(parcel)

    def look_for(self, _parcel: Parcel) -> list[Receipt]:
        """Nothing to look for: it is simply done again."""
        raise CannotLook("A removal is repeated, not looked for.")

    def may_repeat(self, _parcel: Parcel) -> bool:
        """What is gone or hidden stays so."""
        return True


class LookCarrier:
    """Has a post looked up by its channel, some times if need be; then nobody has looked."""

    def __init__(self, channels: Mapping[str, Channel]) -> None:
        self._channels = channels

    def send(self, parcel: Parcel) -> Outcome:
        """Look; see LooksUp.look_up."""
        channel = self._channels[LookPayload.read(parcel.payload).channel]
        if not isinstance(channel, LooksUp):
            return Refused(Looked.NOBODY_LOOKED, "This channel offers no way to look from here.")
        ended = channel.look_up(parcel)
        if isinstance(ended, TryLater) and parcel.attempt >= _LOOKS:
            return Refused(Looked.NOBODY_LOOKED, ended.reason)
        return ended

    def look_for(self, _parcel: Parcel) -> list[Receipt]:
        """Nothing to look for: it is simply looked at again."""
        raise CannotLook("A look is repeated.")

    def may_repeat(self, _parcel: Parcel) -> bool:
        """A look changes nothing."""
        return True

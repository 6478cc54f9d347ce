"""What each alarm says: what is wrong, what it means for customers, what to do, who does it, and its end.

The sentences are filled in with the alarm's values, and said in their readers' language when drawn.
The README's list of alarms is made of this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.records.alarm import AlarmKind

UNSEEN = "New complaints there are not seen."


class Who(StrEnum):
    """Who can mend it; the people of that role are named in the alarm."""

    ADMIN = "admin"
    LEAD = "lead"
    DUTY_MANAGER = "duty_manager"


@dataclass(frozen=True)
class AlarmWords:
    """The sentences of one kind of alarm."""

    what: str
    means: str
    todo: str
    over: str  # the all-clear
    dealt: str = ""  # in its place, where what was wrong was so and a person ended it
    who: Who = Who.ADMIN
    urgent: bool = True
    usual: Mapping[str, str] = field(
        default_factory=dict
    )  # values that older releases did not store

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that it may say."""
        every = (self.what, self.means, self.todo, self.over, self.dealt)
        return tuple(filter(None, every))


ALARMS: dict[AlarmKind, AlarmWords] = {
    AlarmKind.SOURCE_REFUSED: AlarmWords(
        what="*{source}*: {stream} cannot be read: {why}",
        means="{unseen} Nothing is lost: reading goes on where it stopped.",
        todo="Mend what the platform says.",
        over="*{source}*: {stream} can be read again.",
        usual={"unseen": UNSEEN},
    ),
    AlarmKind.SOURCE_SILENT: AlarmWords(
        what="*{source}*: {stream} cannot be reached, for {minutes} minutes now.",
        means="New complaints there may be waiting, unseen.",
        todo="Look whether the platform is up, and whether the worker runs.",
        over="*{source}*: {stream} can be read again.",
        urgent=False,
    ),
    AlarmKind.SOURCE_LIMIT: AlarmWords(
        what="*{source}*: {stream} may hold more than can be read: {why}",
        means="A complaint there may never have been seen.",
        todo="Look through the account on the platform itself, once.",
        over="*{source}*: {stream} is read whole again.",
        who=Who.LEAD,
        urgent=False,
    ),
    AlarmKind.WEBHOOK_SILENT: AlarmWords(
        what="*{source}*: polling finds new messages, and the webhook tells nothing.",
        means="Nothing is lost, but all comes later.",
        todo="Look whether the platform reaches our webhook's address, and whether the subscription stands.",
        over="*{source}*: the webhook tells again.",
        urgent=False,
    ),
    AlarmKind.SETUP_WRONG: AlarmWords(
        what="*{setting}*: {why}",
        means="Complaints or answers may stop there.",
        todo="Mend it: {where}",
        over="*{setting}* is as it should be again.",
    ),
    AlarmKind.SLACK_REFUSES: AlarmWords(
        what="Slack takes nothing from us: {why}",
        means="Staff see nothing new. Nothing is lost: what waits goes out by itself.",
        todo="Mend it; until then work on the platforms themselves.",
        over="Slack takes our posts again.",
    ),
    AlarmKind.BACKUP_RESTORED: AlarmWords(
        what="A backup was restored. What happened after {until} is not known here.",
        means="Threads in Slack that nobody here knows: {threads}. Answers that may have gone out already, "
        "and wait for a person: {answers}.",
        todo="Look through what `python -m handlers restored` listed, settle each answer in its thread, then run "
        "`python -m handlers restored --done`.",
        over="The restored backup was looked through.",
    ),
    AlarmKind.SEAL_KEY_MISSING: AlarmWords(
        what="The sealing key “{key}” is missing or another one by now.",
        means="The originals of {cases} older cases cannot be shown. What comes in is read and kept.",
        todo="Put it back into EARSHOT_SEAL_KEYS, behind the first, and start again.",
        over="The sealing key “{key}” is there again.",
        urgent=False,
    ),
    AlarmKind.CLOCK_SKEW: AlarmWords(
        what="The clock of {process} and the database's differ by {seconds} seconds.",
        means="No deadline is flagged by that clock; the database's is used until they agree.",
        todo="Set the clock of that machine, and look whether it is kept in step (NTP).",
        over="The clock of {process} agrees with the database's again.",
    ),
    AlarmKind.POSTS_WAIT: AlarmWords(
        what="Posts are waiting ({place}): {why}",
        means="Staff do not see there what customers write.",
        todo="Mend it. What waits goes out by itself.",
        over="Posts go out again ({place}).",
    ),
    AlarmKind.THREAD_WAITS: AlarmWords(
        what="*{case}* ({source}) is not shown as it is: {why}",
        means="What the customer writes now is kept, and waits. All other cases go on.",
        todo="Look at the case on the platform. What waits goes out by itself.",
        over="*{case}* ({source}) is shown again.",
        who=Who.LEAD,
    ),
    AlarmKind.PLATFORM_BRAKED: AlarmWords(
        what="*{source}*: the platform lets no answer out until {until}.",
        means="Answers that were sent have not reached them yet. Nothing is lost.",
        todo="Nothing: they go out by themselves. What cannot wait, answer on the platform itself.",
        over="*{source}*: answers go out again.",
        who=Who.LEAD,
        urgent=False,
    ),
    AlarmKind.STAFF_UNREAD: AlarmWords(
        what="Who works here could not be read from Slack: {why}",
        means="Nothing yet. An hour after the last reading nobody may act any more.",
        todo="Mend what Slack says. It is tried again every minute.",
        over="Who works here is read from Slack again.",
    ),
    AlarmKind.GROUP_UNREAD: AlarmWords(
        what="The Slack user group {group} cannot be read: {why}",
        means="Whoever has a role by this group alone cannot act for customers. Nobody else is touched.",
        todo="Restore the group, or name another in roles.toml.",
        over="The Slack user group {group} is read again.",
    ),
    AlarmKind.CHANNEL_SHARED: AlarmWords(
        what="{channel} is shared with another workspace.",
        means="People of another company can read what stands there. They cannot act.",
        todo="Stop sharing it, or name another channel in routing.toml.",
        over="{channel} is the bank's alone again.",
    ),
    AlarmKind.CHANNEL_ARCHIVED: AlarmWords(
        what="{channel} is archived.",
        means="Nothing is lost: what belongs there waits.",
        todo="Unarchive it, or name another channel in routing.toml. What waits goes out by itself.",
        over="{channel} is back.",
    ),
    AlarmKind.CHANNEL_LEFT: AlarmWords(
        what="Earshot was removed from {channel}.",
        means="Nothing is lost: what belongs there waits.",
        todo="Invite it again. What waits goes out by itself.",
        over="Earshot is in {channel} again.",
    ),
    AlarmKind.PRIVATE_CHANNEL_OPEN: AlarmWords(
        what="Private messages of customers go to {channel}, and {trouble}.",
        means="Nothing more is posted there; private messages are kept, and nobody is shown them.",
        todo="Make it a private channel of the bank alone, or name another in routing.toml.",
        over="{channel} takes private messages again.",
    ),
    AlarmKind.PRIVATE_CHANNEL_MISSING: AlarmWords(
        what="A customer wrote to *{source}* in private, and no private Slack channel is named for it.",
        means="The message is kept, and nobody is shown it.",
        todo="Set private_slack_channel in routing.toml, to a private channel of its own.",
        over="Private messages to *{source}* are shown again.",
    ),
    AlarmKind.STAFF_GONE: AlarmWords(
        what="{person} has left or has no role any more, and is still named: {places}.",
        means="What would be theirs to do is done by nobody. Their cases are back in the queue.",
        todo="Name somebody else there.",
        over="{person} is named nowhere any more.",
        who=Who.LEAD,
        urgent=False,
    ),
    AlarmKind.BLOCKED_POST: AlarmWords(
        what="A blocked author wrote to *{source}*. By your rules that is {level}: {why}",
        means="It is kept back: nobody is shown it, and no clock runs.",
        todo="Read it in *Desk settings*, *Blocked authors*, and take it in if it needs an answer.",
        over="What the blocked author wrote to *{source}* was looked at, or their block was lifted.",
        who=Who.LEAD,
    ),
    AlarmKind.SET_ASIDE: AlarmWords(
        what="*{source}*: {count} could not be read and are set aside. The last one: {why}",
        means="Somebody may have written whom nobody heard. The words are erased from {erased_at} on.",
        todo="Look at the account itself, and at `python -m handlers inbox list`. "
        "`python -m handlers inbox replay` reads again.",
        over="*{source}*: what was still set aside was read, or a case holds its place.",
    ),
    AlarmKind.ERASED_UNREAD: AlarmWords(
        what="*{source}*: {count} that could not be read were erased, and nobody read them. The last one: {why}",
        means="Somebody may have written whom nobody heard, and the words are gone here.",
        todo="Look at the account itself, for what came from {first} to {last}. Then run `python -m handlers inbox looked`; "
        "else the next digest says it and ends this.",
        over="*{source}*: {count} were erased and nobody read them. A digest has said so, or somebody has looked.",
        who=Who.LEAD,
    ),
    AlarmKind.RECORD_BROKEN: AlarmWords(
        what="The record does not hold. What was changed, removed or added past Earshot: {count}.",
        means="What was said there, by whom, and who allowed it, cannot be proven.",
        todo="Run `python -m handlers verify --all`: it says which. Leave the database as it is, and tell compliance.",
        over="The record holds again.",
    ),
    AlarmKind.LOGIN_FAILS: AlarmWords(
        what="Customers cannot sign in to the secure chat with {login}: {why}",
        means="Where signing in is required nobody gets in; else they go on with the code or the private link.",
        todo="Ask who looks after the login. `python -m handlers check --online` looks at it, and at what is set here.",
        over="Customers can sign in with {login} again.",
    ),
    AlarmKind.CENSUS_GAPS: AlarmWords(
        what="The census found what was said to us and missed here: {late} taken in only now, {lost} lost, "
        "{unshown} not shown in Slack. Where: {accounts}",
        means="These customers have waited, unheard, since they wrote.",
        todo="Answer the late cases first: their clocks run since then. For what is lost or not shown look at the "
        "account itself, and at `python -m handlers census`.",
        over="A census found all that was said to us, and all of it in Slack.",
        who=Who.LEAD,
    ),
    AlarmKind.IMPOSTOR: AlarmWords(
        what="*{source}*: {account} looks like {like}, answers our customers and asks: “{asks}”. Reached: {cases}.",
        means="They may be about to give somebody else what opens their account.",
        todo="Warn them in their cases, and report the account: {report}",
        over="{account} is no impostor, as somebody has said.",
        dealt="{account} was dealt with, as somebody has said.",
        who=Who.LEAD,
    ),
    AlarmKind.PROVIDER_FAILS: AlarmWords(
        what="*{provider}* gives no drafts, summaries or translations: {why}",
        means="Staff work without them. Nothing else is touched.",
        todo="Ask who looks after it, or switch it off in provider.toml.",
        over="*{provider}* gives words again.",
        urgent=False,
    ),
    AlarmKind.TIME_STAMP_FAILS: AlarmWords(
        what="{authority} gives no time stamp on the record: {why}",
        means="Nothing. The record is sealed as ever; nobody outside vouches for since when, until it does.",
        todo="Ask whoever runs it, and look at EARSHOT_TIMESTAMP_URL and EARSHOT_TIMESTAMP_ROOTS. It is "
        "asked again every ten minutes.",
        over="{authority} stamps the record again.",
        urgent=False,
    ),
    AlarmKind.JOB_FAILS: AlarmWords(
        what="Earshot itself fails at its job “{job}”: {why}",
        means="What this job does is not done there. All else goes on, and nothing is lost.",
        todo="Look at the cases it names, and at job.failing in the log; tell whoever looks after Earshot.",
        over="Earshot does its job “{job}” again.",
    ),
}

"""English."""

from bot.domain.pledges.tongues import AM, PM, Tongue
from bot.domain.pledges.when import Clock, EndOf, Unit
from bot.domain.records.pledge import Deed

_STAFF = (
    "team|teams|colleague|colleagues|manager|managers|agent|agents|specialist|specialists|advis[eo]r"
    "|advis[eo]rs|department|branch|desk|expert|experts"
)
_WE = rf"(?:we|i|and|someone|somebody|(?:our|my|a|the|one of our) (?:[\w-]+ ){{0,3}}?(?:{_STAFF}))"
_WILL = (
    r"(?:'ll| will| shall|'m going to|'re going to| am going to| are going to| is going to"
    r"| aim to|'ll aim to| promise to| promise i will| promise we will)"
)
_SO = r"(?: (?:also|then|personally|definitely|certainly|try to|do our best to|be able to|be))*"
_DO = rf"{_WE}{_WILL}{_SO} "
_IT_WILL = r"(?:it|this|that|(?:your|the|a|an) (?:[\w-]+ ){0,4}?[\w-]+)(?:'ll| will)"
_YOU_WILL = r"you(?:'ll| will| should| can expect to)"

ENGLISH = Tongue(
    pledges={
        Deed.CALL: rf"{_DO}(?:call|calling|ring|ringing|phone|phoning|telephone) (?:you|back)"
        rf"|{_DO}(?:give|giving) you an? (?:[\w-]+ )?(?:call|ring)|{_YOU_WILL} (?:get|receive|have) a (?:phone )?call"
        r"|expect (?:a|our) (?:phone )?call",
        Deed.WRITE: rf"{_DO}(?:e-?mail|write to|message|dm|text) you"
        rf"|{_DO}send you an? (?:[\w-]+ )?(?:e-?mail|message|dm|text)",
        Deed.UPDATE: rf"{_DO}(?:update you|updating you|let you know|tell you|inform you|keep you (?:updated"
        rf"|posted|informed))"
        rf"|{_DO}(?:give|send|post|share|provide|have)(?: you)?(?: with)? (?:an?|another|the next|our next) update"
        rf"|{_YOU_WILL} (?:get|receive|have) (?:an|another|our next) update|expect (?:an|another|our next) update",
        Deed.ANSWER: rf"{_DO}(?:reply|respond|answer|get back|getting back|come back|revert)"
        rf"|{_DO}have (?:an|your) answer|{_YOU_WILL} (?:get|receive|have) (?:an?|our|your) (?:[\w-]+ )?(?:reply"
        rf"|answer|response|decision)"
        r"|expect (?:an?|our|your) (?:[\w-]+ )?(?:reply|answer|response|decision)",
        Deed.CONTACT: rf"{_DO}(?:contact|contacting) you|{_DO}(?:in touch|in contact|get in touch|reach out)"
        rf"|{_YOU_WILL} hear (?:back )?from",
        Deed.SETTLE: rf"{_DO}(?:have (?:this|it|that) )?(?:resolve|resolved|fix|fixed|sort|sorted|settle"
        rf"|settled|refund|credit|repay|process"
        r"|complete|restore|reverse|correct|unblock|put (?:this|it|that) right)"
        rf"|{_IT_WILL} be (?:resolved|fixed|sorted|settled|refunded|credited|repaid|processed|completed"
        rf"|restored|reversed|corrected|back)",
        Deed.SEND: rf"{_DO}(?:send|sending|post you|issue|deliver)"
        rf"|{_IT_WILL} (?:arrive|be (?:sent|posted|issued|delivered|with you))|{_YOU_WILL} (?:receive|get)",
    },
    denied=r"(?:can't|cannot|can not|couldn't|unable to|not able to|won't|not) (?:promise|guarantee|say|confirm"
    r"|commit)"
    r"|no promise|no guarantee",
    within=r"(?:within|inside|in|over|during)(?: the)?(?: next| coming| following)?"
    r"(?: a maximum of| maximum| up to| about| around| approximately| at most| less than| under)?",
    numbers={
        "an?|one": 1,
        "two|a couple of|couple of": 2,
        "three|a few|few": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "twelve": 12,
        "fifteen": 15,
        "twenty": 20,
        "thirty": 30,
        "forty-eight": 48,
        "twenty-four": 24,
        "(?<=the )(?=hour|day|week)|(?<=next )(?=hour|day|week|working day|business day)": 1,
    },
    units={
        "minutes?|mins?": Unit.MINUTE,
        "hours?|hrs?": Unit.HOUR,
        "days?": Unit.DAY,
        "weeks?": Unit.WEEK,
    },
    working=r"working|business|office|bank|banking",
    by=r"by|before|until|till|at|around|about|no later than|not later than|latest by|latest",
    halves={r"a\.?m\.?": AM, r"p\.?m\.?": PM, "o'clock|hrs|hours": ""},
    hours={
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "eleven": 11,
        "twelve|noon|midday": 12,
        "midnight": 24,
    },
    days={
        "the day after tomorrow": 2,
        "today|tonight|this (?:morning|afternoon|evening)|same day": 0,
        "tomorrow|the next (?:working |business )?day": 1,
    },
    weekdays=(
        "mondays?|mon",
        "tuesdays?|tues?",
        "wednesdays?|wed",
        "thursdays?|thurs?",
        "fridays?|fri",
        "saturdays?|sat",
        "sundays?|sun",
    ),
    ends={
        "end of (?:the |this )?(?:working |business )?day|close of (?:business|play)|cob|eod": EndOf.DAY,
        "end of (?:the |this )?(?:working |business )?week|eow|later this week|this week": EndOf.WEEK,
        "end of (?:the |this )?month|this month": EndOf.MONTH,
    },
    parts={
        "morning|lunchtime|lunch": Clock(12),
        "afternoon": Clock(17),
        "evening|tonight|night": Clock(21),
    },
    months=(
        "january|jan",
        "february|feb",
        "march|mar",
        "april|apr",
        "may",
        "june|jun",
        "july|jul",
        "august|aug",
        "september|sept?",
        "october|oct",
        "november|nov",
        "december|dec",
    ),
)

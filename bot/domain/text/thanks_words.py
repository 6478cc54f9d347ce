"""The phrases a bare thanks may be made of, in one spelling (``fold``).

Reviewed by hand. A phrase that could also ask, demand, complain or threaten has no place here: "sorted"
alone is none, for "get this sorted" is a demand; it stands only in whole sentences that say it is so.
"""

from collections.abc import Iterator

from bot.domain.personal_data import folding

_THANKS = """
thanks | thank you | thank u | thankyou | thanku | thx | thnx | thanx | thanq | tnx | tks | ty | tysm | cheers
ta
thank you so much | thank you very much | thanks so much | thanks very much | thanks a lot | thanks a million
thanks a bunch | thanks a ton | thanks alot | thanks again | thank you again | thank you all | thanks all
many thanks | much thanks | big thanks | huge thanks | a big thank you | a huge thank you | a million thanks
thank you kindly | thanks ever so much | thank you ever so much | thank you loads | thanks loads
much appreciated | very much appreciated | really appreciated | greatly appreciated | appreciated
appreciate it | appreciate that | i appreciate it | i appreciate that | i really appreciate it
really appreciate it
appreciate the help | appreciate your help | i appreciate your help | i really appreciate your help
appreciate your support | i appreciate your support | i appreciate the help | i am grateful | i'm grateful
so grateful | very grateful | i'm very grateful | i am very grateful
merci | merci beaucoup | gracias | muchas gracias | danke | dank u
شكرا | شكرا جزيلا | شكرا لك | شكرا لكم | شكرا لكي | شكرا كثير | شكرا كثيرا | شكرا جدا | جزيل الشكر | كل الشكر
كل الشكر لكم | كل الشكر والتقدير | الف شكر | الف الف شكر | شكرا جزيلا لك | شكرا جزيلا لكم | لكم جزيل الشكر
لكم الشكر | لك الشكر | مع الشكر | مع جزيل الشكر | خالص الشكر | اشكرك | اشكركم | نشكركم | اشكركم جزيل الشكر
اشكركم جزيلا | متشكر | متشكره | متشكرين | مشكور | مشكوره | مشكورين | ممنون | ممنونه | ممنونين | ممنون لكم
ممنون لك
يعطيك العافيه | يعطيكم العافيه | الله يعطيك العافيه | الله يعطيكم العافيه | الله يعافيك | الله يعافيكم | تسلم
تسلمي
تسلمين | تسلمون | تسلموا | تسلم ايدك | تسلم يدك | الله يسلمك | الله يسعدك | الله يسعدكم | جزاك الله خير
جزاك الله خيرا
جزاكم الله خير | جزاكم الله خيرا | جزاك الله كل خير | جزاكم الله كل خير | بارك الله فيك | بارك الله فيكم
بوركت | بوركتم
كفيت ووفيت | كفيتوا ووفيتوا | الله يجزاك خير | الله يجزاكم خير | ما قصرت | ما قصرتوا | ما قصرتم
thank you so so much | thks | tyvm | many many thanks | thansk | thnks | thakn you | thank yuo | tahnk you | thanks both
muchly appreciated | we really appreciate it | we appreciate your help | we really appreciate your help
i'm so thankful | i am so thankful | so thankful | very thankful | can't thank you enough | cant thank you enough
i can't thank you enough | i cant thank you enough | heartfelt thanks | sincere thanks | warm thanks
shukran | shukran jazeelan | shukriya | bahut shukriya | bohat shukriya | bahut dhanyavaad | dhanyavaad | dhanyavad
jazakallah | jazakallah khair | jazak allah khair | jazakallahu khairan | mashkoor | tislam | tislamo | yislamo
yeslamo | thankyou so much | merci bcp | merci infiniment | mille mercis | merci à vous | muchísimas gracias
muchisimas gracias | mil gracias
شكرا كتير | الف شكر ليك | الف شكر ليكم | لكم مني كل الشكر | جزاكم خيرا | جزاك خيرا | تسلم يا باشا | يسلمو | يسلم ايدك
يسلموا | كتر خيرك | كتر خيركم | ميرسي | ثانكس | ثانك يو | ثانكيو
"""

# What one may thank for: each stands behind "thanks for".
_FOR = """
help | helping | helping me | helping me out | helping out | everything | all | it | that | replying
responding
answering | letting me know | explaining | clarifying | sorting it | sorting this | sorting that
sorting it out
sorting this out | sorting that out | sorting everything | sorting everything out | fixing it | fixing this
fixing that
resolving it | resolving this | resolving that | resolving my issue | solving it | solving this
solving my problem
solving my issue | fixing my issue | coming back to me | getting back to me | getting back | getting in touch
looking into it | looking into this | looking into that | checking | being so helpful | being helpful
being so kind | taking the time | your time | your patience | your understanding | your kindness
being there | the time | looking after me | going above and beyond
"""
# Of things given the words stand in this order, each of the first two may be left out.
_WHOSE = "the | your | ur | all the | all your | all of your"
_QUALITIES = """
quick | fast | prompt | speedy | swift | very quick | very fast | super quick | super fast
great | good | kind | lovely | amazing | excellent | brilliant | fantastic | wonderful
"""
_THINGS = """
help | support | reply | response | answer | assistance | service | customer service | update | info | information
advice | explanation | clarification | efforts | effort
"""
_AFTER = "quickly | so quickly | so fast | today | guys | team"
_AND = """
and help | and support | and time | and patience | and kindness | and understanding | and your help | and your support
and your time | and your patience | and your kindness | and your kind help | and the help | and advice
"""

_FOR_ARABIC = """
الرد | الرد السريع | سرعه الرد | سرعه التجاوب | سرعه الاستجابه | التجاوب | التجاوب السريع | الاستجابه
الاهتمام | المساعده
التعاون | التواصل | التوضيح | الافاده | المتابعه | ردكم | ردك | ردكم السريع | ردك السريع | سرعه ردكم
سرعه ردك | تجاوبكم
تجاوبك | تجاوبكم السريع | مساعدتكم | مساعدتك | تعاونكم | تعاونك | تواصلكم | تواصلك | اهتمامكم | اهتمامك
جهودكم | جهودك
حسن تعاونكم | حسن تعاملكم | خدمتكم | دعمكم | وقتكم | كل شيء | كل شي | حل المشكله | حل مشكلتي
"""

# Said beside a thanks, and never thanks of themselves.
_BESIDE = """
hi | hello | hey | hi there | hello there | hey there | hiya | good morning | good afternoon | good evening
good night
good day | morning | evening | dear | bye | bye bye | goodbye | see you | take care | you too | and you
to you
have a good day | have a nice day | have a great day | have a lovely day | have a good one
have a good evening
have a nice evening | have a lovely evening | have a great evening | have a good weekend | have a nice weekend
have a great weekend | have a lovely weekend | enjoy your day | enjoy your weekend | enjoy the weekend
regards | kind regards | best regards | warm regards | best wishes | best | all the best | yours sincerely
god bless
god bless you | bless you | bless | and | ok | okay | k | oki | alright | great | perfect | lovely | wonderful
awesome
excellent | fantastic | amazing | brilliant | super | cool | fab | fabulous | nice | nice one | wow | yay
good | very good
great stuff | good stuff | great news | that's great | thats great | that is great | that's perfect
thats perfect
that's lovely | that's brilliant | that's fine | thats fine | that is fine | no problem | no worries
no probs
you're the best | you are the best | youre the best | you're a star | you are a star | you're amazing
you are amazing
you guys are great | you guys are amazing | you guys are the best | you're great | you are great | legend
legends | star
stars | you're a legend | great service | great help | great job | good job | well done | great work
brilliant service
excellent service | amazing service | fantastic service | great customer service | excellent customer service
x | xx | xxx | so much | very much | a lot | indeed | really | again | guys | team | all | everyone
everybody | folks | mate
sir | madam | ma'am | maam | miss | buddy | bro | brother | sis | sister | friend | friends | my friend | pal
lads | ladies
customer service | customer support | support team | the team | your team | team at | got it
understood | noted | received | noted with thanks | welcome | you're welcome | please accept my thanks
السلام عليكم | السلام عليكم ورحمه الله | السلام عليكم ورحمه الله وبركاته | وعليكم السلام | مرحبا | اهلا
اهلا وسهلا | هلا
صباح الخير | صباح النور | مساء الخير | مساء النور | مع السلامه | تحياتي | تحياتي لكم | مع تحياتي | خالص تحياتي
اخي | اختي
اخوي | يا اخي | يا اختي | اخي الكريم | اختي الكريمه | يا غالي | يا غاليين | يا جماعه | يا شباب | يا طيب
عزيزي | حبيبي
فريق | فريق العمل | فريق الدعم | لكم | لك | جميعا | كلكم | جدا | جزيلا | كثيرا | كثير | مره | تمام | ممتاز
رائع
حلو | طيب | اوكي | اوك | الله | والله | من القلب | من كل قلبي | وتقديري | والتقدير | استاذ | استاذه | استاذي
خدمه العملاء | يومك سعيد | يوم سعيد | يومكم سعيد | نهاركم سعيد | العفو | خدمه ممتازه | خدمه رائعه | جهد مشكور
جهود مشكوره | انتم رائعون
hun | habibi | habibti | bhai | ji | sir ji | mr | mrs | ms | dr | once again | to you | to you all | to all of you
to the team | to the whole team | the whole team | from the bottom of my heart | just wanted to say
i just wanted to say | just want to say | i just want to say | just a quick | a quick | you both | both | kindly | god
eid mubarak | ramadan kareem | ramadan mubarak | happy eid | happy new year | merry christmas | happy holidays
bonjour | bonsoir | bonne journée | bonne soirée | buenos días | buenas tardes | saludos | cordialement
يا | اوي | قوي | خالص | ليك | ليكم | لكي | باشا | فندم | رمضان كريم | عيد مبارك | كل عام وانتم بخير | جمعه مباركه
عيدكم مبارك | دكتور | دكتوره | مني
"""
_SETTLED = """
all sorted | all sorted now | it's all sorted | its all sorted | it's all sorted now | its all sorted now
it is all sorted
it's sorted | its sorted | it is sorted | it's sorted now | its sorted now | it is sorted now | sorted now
now sorted
i'm sorted | im sorted | i'm all sorted | im all sorted | it's been sorted | its been sorted
it has been sorted
that's sorted | thats sorted | all resolved | all resolved now | it's resolved | its resolved | it is resolved
it's resolved now | it is resolved now | resolved now | now resolved | it's been resolved
it has been resolved
issue resolved | issue is resolved | issue is now resolved | my issue is resolved | my issue is now resolved
problem solved | problem is solved | my problem is solved | problem resolved | issue solved | all solved
solved now
it's fixed | its fixed | it is fixed | it's fixed now | its fixed now | all fixed | all fixed now | fixed now
it works | it works now | it's working | its working | it is working | it's working now | its working now
it is working now
working now | all working | all working now | works now | that worked | it worked | that helped | that helps
very helpful
so helpful | really helpful | super helpful | you've been very helpful | you have been very helpful | all good
all good now
it's all good | its all good | it's all good now | its all good now | we're all good | i'm all good
im all good
all ok | all ok now | all okay | all okay now | all fine | all fine now | all well
got it sorted
تم الحل | تم حل المشكله | انحلت | انحلت المشكله | تم حل مشكلتي | انحلت مشكلتي | المشكله انحلت | الحمد لله
الحمدلله | الحمد لله تم الحل
وصلت | وصلني | وصلتني | اشتغل | اشتغلت | يعمل الان | تعمل الان
"""
# First names that are no other word of the language. Brands and colleagues come with the question.
_FIRST_NAMES = """
adam alex alan alice amanda amir amira amy andrea andrew angela anna anne anthony ben bilal brian carol caroline
charlotte chloe chris christine claire colin craig daniel danielle dave david deborah diane dan ed eddie elaine eleanor
elizabeth ella ellie emily emma eric eva faisal fatima fiona gary gemma george georgia graham hana hannah harry
hassan heather helen henry hussain hussein ian ibrahim isaac isabel isla jacob jake james jamie jane janet jason jay
jen jenna jennifer jenny jessica jim joan joanna joanne joe john jon jonathan joseph josh joshua julia julie karen kate
katherine kathryn katie keith kelly ken kerry kevin khaled khalid kim kirsty kyle laura lauren layla leah leanne lena lee
leila leo lewis liam linda lisa louise lucy luke lynn maria marie martin mary matt matthew megan melissa mia michael
michelle mike mohamed mohammad mohammed muhammad nadia naomi natalie nathan neil nicola noah nora noor oliver olivia omar
owen paul paula peter phil philip rachel rebecca richard robert ryan saad sally sam samantha samir samuel sandra sara
sarah saeed salem salma sami sean sharon simon sofia sophia sophie stacey steph stephanie stephen steve steven stuart
susan tariq thomas tim tina tom tony tracey tracy victoria wayne wendy yasmin yousef youssef yusuf zainab zara zoe
محمد احمد حسن حسين خالد فهد سعد سعيد عبدالله عبد عمر يوسف ابراهيم فيصل ماجد ناصر سلمان سلطان تركي
نوره ساره مريم فاطمه عائشه ليلي هند ريم نوف منال امل هدي سلمي زينب دانه لينا رنا
priya aisha ayesha deepak rohan imran meera karim kareem mona anita arjun asha bilal farah hamza kavita maryam mariam
nasser neha nikhil pooja rahul raj ravi reem sanjay shreya sunil tara usman vikram zahra fatma mahmoud mostafa
مني اسماء اميره كريم محمود مصطفي طارق حمزه زياد ريما غاده شيماء دعاء
"""
# Often said by somebody who is anything but thankful: where one stands, it is thanks only beside a warm sign.
_SOUR = """
thanks a bunch | thanks a million | a million thanks | for that | wow | great job | good job | well done | nice one
"""
# What a brand adds to its name in a handle.
_HANDLE_PARTS = """
help | helps | care | cares | support | supports | ask | the | hello | my | bank | bankhelp | official | team
service | services | customercare | customerservice | connect | connects | online | group | hq
uk | uae | ksa | kw | kuwait | qatar | qa | bahrain | oman | egypt | india | in | us | me | mena | arabia
"""


Phrases = frozenset[tuple[str, ...]]
Parts = tuple[tuple[Phrases, bool], ...]  # and whether it may be left out


def fold(text: str) -> str:
    """The one spelling of all rules, in small letters."""
    return folding.lowered(folding.fold(text).text)


def _each(written: str) -> Iterator[tuple[str, ...]]:
    for line in written.split("\n"):
        for phrase in fold(line).split("|"):
            if phrase.strip():
                yield tuple(phrase.split())


def phrases(written: str) -> Phrases:
    """The phrases of a list as it is written here, in the one spelling."""
    return frozenset(_each(written))


def _with_and(written: str) -> Iterator[tuple[str, ...]]:
    """Arabic writes its "and" together with the next word."""
    for first, *rest in _each(written):
        if not first.isascii():
            yield (f"و{first}", *rest)


THANKS = phrases(_THANKS) | frozenset(_with_and(_THANKS))
BESIDE = phrases(_BESIDE) | phrases(_SETTLED)
SOUR = phrases(_SOUR)
HANDLE_PARTS = frozenset(each for (each,) in phrases(_HANDLE_PARTS)) | {""}
NAMES = frozenset(fold(_FIRST_NAMES).split())
# What may follow a thanks: the word that leads there, then one of each, those marked may be left out.
FOR: tuple[tuple[str, Parts], ...] = (
    ("for", ((phrases(_FOR), False), (phrases(_AND), True), (phrases(_AFTER), True))),
    (
        "for",
        (
            (phrases(_WHOSE), True),
            (phrases(_QUALITIES), True),
            (phrases(_THINGS), False),
            (phrases(_AND), True),
            (phrases(_AFTER), True),
        ),
    ),
    ("4", ((phrases("ur help | your help | the help"), False),)),
    ("pour", ((phrases("votre aide | votre réponse | tout | votre reponse"), False),)),
    ("por", ((phrases("su ayuda | todo | tu ayuda | la ayuda | su respuesta"), False),)),
    (fold("على"), ((phrases(_FOR_ARABIC), False),)),
    (fold("لسرعة"), ((phrases("الرد | الاستجابه | التجاوب | ردكم"), False),)),
)
LONGEST_PHRASE = max(len(phrase) for phrase in THANKS | BESIDE)

"""Several ways to write one word, of posts typed in a hurry: each is read as the first.

Texts and phrases go through the same table, so a list need not repeat "can't", "cant" and "cannot".
"""

_ENDINGS = {"ll": "will", "ve": "have", "re": "are", "m": "am", "d": "would"}
_IS_AFTER = frozenset(
    [
        "it",
        "he",
        "she",
        "that",
        "there",
        "someone",
        "who",
        "what",
        "everyone",
        "here",
        "where",
        "nobody",
        "one",
        "this",
    ]
)
_WRITTEN = """
cant cannot = can not
wont = will not
dont = do not
didnt = did not
doesnt = does not
isnt = is not
wasnt = was not
arent = are not
havent = have not
hasnt = has not
couldnt = could not
wouldnt = would not
shouldnt = should not
im = i am
ive = i have
id = id
youre = you are
youve = you have
theyre = they are
theyve = they have
weve = we have
hes = he is
shes = she is
its = it is
thats = that is
theres = there is
whos = who is
whats = what is
someones = someone is
gonna gunna = going to
wanna = want to
gotta = got to
lemme = let me
outta = out of
imma ima = i am going to
u yu = you
ur yr = your
r = are
n = and
pls plz plse = please
some1 sum1 somebody smone someoen = someone
any1 anybody = anyone
every1 everybody = everyone
no1 = nobody
acc acct acnt acount accnt accont = account
accs accts acounts = accounts
ppl = people
msg = message
rn = right now
bc coz cuz cos = because
thru = through
mums mams moms = mothers
mum mam mom mummy mommy ma = mother
dads = fathers
dad daddy papa = father
hubby = husband
gran granny nan nana grandma = grandmother
grandad granddad grandpa = grandfather
atm = atm
sumthing smth sth = something
thx thnx ty = thanks
abt = about
w = with
wk wks = week
yrs = years
fone fones = phone
pw pwd = password
govt = government
ofc = of course
tho = though
tmrw tmr tomoz 2moro = tomorrow
2day = today
2nite tonite = tonight
urself = yourself
mysel meself myslef = myself
hav = have
wen = when
"""


def _table() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for line in _WRITTEN.strip().splitlines():
        ways, _, one = line.partition(" = ")
        table |= dict.fromkeys(ways.split(), tuple(one.split()))
    return table


_ONE_WAY = _table()


def as_one(word: str) -> tuple[str, ...]:
    """The word or words that this stands for, without apostrophes: ``can't`` is ``can not``."""
    if "'" not in word:
        return _ONE_WAY.get(word) or (word,)
    first, _, ending = word.rpartition("'")
    joined = word.replace("'", "")
    if joined in _ONE_WAY:
        return _ONE_WAY[joined]
    if ending in _ENDINGS and "'" not in first:
        return first, _ENDINGS[ending]
    if ending == "s" and first in _IS_AFTER:
        return first, "is"
    return _ONE_WAY.get(joined) or (joined,)

"""The commonest small words of some languages, as people type them: they tell short and mixed posts apart.

What is a word of several languages counts for each of them, and so decides nothing between those.
"""

from collections import Counter
from collections.abc import Iterable

_OF = {
    "en": """the a an and or but if is are was were be been am i i'm im i've ive it it's its you your u ur we us our they
        them my me he she this that these those there here what why when where who how which to of in on at for from
        with by about as not no yes don't dont can't cant won't didn't doesn't isn't can could would will should have
        has had do does did get got getting still again just now so too any some all more been please pls plz thanks thx
        anyone nobody out up off over after than then because cos omg wtf lol days weeks""",
    "de": """der die das den dem des ein eine einen einem einer kein keine und oder aber wenn ist sind war waren sein bin
        ich mich mir du dich dir ihr ihre euch euer eure eurer wir uns unser er sie es man was warum wieso wann wo wer
        wie welche zu zum zur von vom in im am an auf für fuer mit bei über nach aus als nicht nix nichts ja nein doch
        kann könnt können hab habe habt hat haben hatte wird werden wurde geht gehts noch immer schon wieder seit jetzt
        nur so auch mal mehr bitte danke soll muss mein meine meinen""",
    "es": """el la los las un una unos y o pero si es son era fue ser estoy está esta están yo me mi mis tu te tus su sus
        se nos nosotros ustedes usted lo le les qué que q por porque xq pq cuándo cuando dónde donde quién quien cómo
        como de del al en a con sin para sobre no sí nada nadie ya aún aun todavía hay he ha han hace hacer tengo tiene
        puedo pueden puede quiero vez muy más mas así también favor gracias este esto eso mi alguien llevo sigo sigue""",
    "fr": """le la les l un une des du de d et ou mais si est sont était c'est cest c ça ca je j j'ai jai moi mon ma mes tu
        te toi ton ta tes vous votre vos vs nous notre nos il elle ils on se sa son ses que qu qui quoi pk pourquoi quand
        où comment en dans sur au aux à pour par avec sans chez ne n pas plus rien personne oui non ont ai as avez fait
        faire peut peux peuvent veux être depuis toujours tjs encore jamais trop très bien svp merci ce cet cette même
        tout y a""",
    "it": """il lo la i gli le l un uno una e o ma se è sono era siete sei sto sta io mi me mio mia miei tu ti te tuo vi voi
        vostra vostro ci noi nostro si su che chi cosa perché perche xké xke quando dove come di del della dei delle da
        dal in nel nella con per a al alla sul non nn no sì niente nulla nessuno più piu ancora già ho hai ha hanno fatto
        fare posso può riesco volta sempre anche molto grazie prego questo questa quello ogni qualcuno ora soldi""",
    "nl": """de het een en of maar als is zijn was waren ben ik me mij mn m'n mijn je jij jou jullie u uw we wij ons onze
        hij zij ze hun wat waarom wanneer waar wie hoe welke te van in op aan voor met bij over naar uit om door niet nie
        niks geen ja nee nog steeds al weer nu maar ook dan dat dit die deze er hier heb hebt heeft hebben had kan kunnen
        kunt wil word wordt worden gaat doe doet even ff gewoon heel meer graag dank bedankt alsjeblieft aub iemand
        niemand sinds""",
    "pl": """i a o w we z ze na do od dla po za przez nie tak to ta ten te tego tej jest są był była było być mam ma mamy
        mnie mi moje moja mój moją się sie co czemu dlaczego kiedy gdzie kto jak czy już juz jeszcze znowu dalej wciąż
        tylko też tez bardzo więcej proszę dzięki dziękuję mogę moge może można nikt nic ktoś wasza wasz wam was u nas
        ja ty wy bo że ze ale albo jeśli żeby od dni""",
    "pt": """o a os as um uma uns e ou mas se é são era foi ser estou está esta tá ta tô to eu me mim meu minha meus vc vcs
        você vocês seu sua nos nós nosso ele ela lhe que q quem pq porque porquê quando onde cadê como qual de do da dos
        das em no na nos nas ao à com sem para pra pro por pelo não nao n sim nada ninguém ninguem já ainda tem tenho
        têm há faz fazer consigo consegue posso pode quero vez muito mais bem também aí aqui isso isto favor obrigado
        obrigada alguém sempre""",
    "tr": """ve veya ama ki de da mi mı mu mü ne neden niye nasıl nerede nerde kim bu şu o ben beni bana benim bizim biz siz
        sizin sen senin onlar bir hiç hala hâlâ daha artık yine için icin ile gibi kadar sonra önce var yok değil degil
        olmuyor olmuyo oldu olur olsun edin ediyor çok cok her kimse lütfen lutfen teşekkürler tesekkurler sağolun şimdi
        ya yani abi gün gündür""",
}
_WORDS = {code: frozenset(words.split()) for code, words in _OF.items()}


def counted(words: Iterable[str]) -> Counter[str]:
    """How many of these words are common ones, by language."""
    return Counter(code for word in words for code, known in _WORDS.items() if word in known)

"""The endings by which a bare host such as "bank.com" is known to be a link.

Source: the IANA root zone. Countries in full; of the others those that people write, since an
unknown ending with https:// before it is taken as a link all the same.
"""

_COUNTRIES = """
ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs
bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec
ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk
hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la
lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my
mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro
rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj
tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
"""
_GENERIC = """
com org net edu gov mil int arpa info biz name pro aero coop museum jobs mobi travel tel cat
asia post xxx abogado academy accountant accountants actor adult africa agency airforce
apartments app arab archi army art associates attorney auction audio auto autos baby band bank
bar barcelona bargains baseball basketball beauty beer berlin best bet bible bid bike bingo
bio black blog blue boats bond boo book boston bot boutique box broker brussels build builders
business buy buzz cab cafe cam camera camp capetown capital car cards care career careers cars
casa cash casino catering catholic center ceo charity chat cheap christmas church city claims
cleaning click clinic clothing cloud club coach codes coffee college cologne community company
computer condos construction consulting contact contractors cooking cool country coupons
courses credit creditcard creditunion cricket cruises cymru cyou dad dance data date dating
day deal dealer deals degree delivery democrat dental dentist design dev diamonds diet digital
direct directory discount doctor dog domains download dubai durban earth eat eco education
email energy engineer engineering enterprises equipment esq estate eus events exchange expert
exposed express fail faith family fan fans farm fashion feedback film finance financial fish
fishing fit fitness flights florist flowers fly foo food football forex forsale forum
foundation free frl fun fund furniture futbol fyi gal gallery game games garden gay gift gifts
gives giving glass global gmbh gold golf graphics gratis green gripe grocery group guide
guitars guru hair hamburg haus health healthcare help hiphop hiv hockey holdings holiday homes
horse hospital host hosting hot hotel house how icu immo immobilien inc industries ink
institute insurance insure international investments irish ist istanbul jetzt jewelry joburg
juegos kaufen kids kim kitchen kiwi koeln krd kyoto land lat law lawyer lease legal lgbt life
lifestyle lighting limited limo link live living llc loan loans lol london lotto love ltd ltda
luxe luxury madrid maison management map market marketing markets mba med media melbourne meme
memorial men menu miami mobile moda moe mom money monster mortgage moscow moto motorcycles mov
movie music nagoya navy network new news nexus ngo ninja nrw nyc observer one ong onl online
ooo organic osaka page paris partners parts party pay pet pharmacy phd phone photo photography
photos physio pics pictures pid pink pizza place plumbing plus poker porn press prod
productions prof promo properties property protection pub qpon quebec quest racing radio
realestate realtor realty recipes red rehab reise reisen rent rentals repair report republican
rest restaurant review reviews rich rip rocks rodeo rsvp rugby ruhr run saarland sale salon
sarl save school schule science scot search seat secure security select services sex sexy shop
shopping show singles site ski skin soccer social software solar solutions soy space sport
spot srl storage store stream studio study style sucks supplies supply support surf surgery
swiss sydney systems taipei talk tatar tattoo tax taxi team tech technology tennis theater
theatre tickets tienda tips tires tirol today tokyo tools top tours town toys trade trading
training trust tube university uno vacations vegas ventures vet viajes video villas vin vip
vision vlaanderen vodka vote voting voto voyage wales wang watch watches weather web webcam
website wed wedding wien wiki win wine work works world wtf xin xyz yachts yoga yokohama you
zip zone barclays bbc bbva bnpparibas citi citic dbs etisalat google hdfcbank hsbc icbc itau
jpmorgan kfh kpmg nab netbank pnc pwc sbi scb statebank ubs visa amex discover mastercard
aramco stc abudhabi aig allstate axa capitalone chase fidelity ing onion
"""

COUNTRIES = frozenset(_COUNTRIES.split())
GENERIC = frozenset(_GENERIC.split())

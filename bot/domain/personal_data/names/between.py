"""What people write between the name of a thing and its value, and what no value is."""

# Words that may stand between, in any number up to eight.
LEADING = """
aaya aya mila diya dala tha thi bhej bheja wala mere mujhe ang yung ko ay na sa po masuk geldi olarak dice puse
طلع طلعلي وصلتني جتني اجاني اجتني ارسلتولي بعتولي دخلته كتبته هيا تبع مال بتاع بتاعت كانت كنت حطيت
currently literally shows simply basically definitely so i.e. ie eg e.g. namely
changed reset updated switched chosen picked
answer called named back front number num no nr nro no. nr. num. nro. code codes digits value is was are were
isnt being be will the
a an it its it's thats that's that which i i'm im my me
we you they he she u our your for of on with to from by in at as and got get given gave received receive sent
send set chose use posted want recvd rcvd
used using entered enter entering tried typed have has had came just now today again still here below following
follows shown
reads says saying via sms text message phone mobile app account card bank please pls full old new current last
first temporary temp only
id ids details info one called named like equals also actually should starts starting registered linked online
this hai he ka ki ke mera meri ko hain ye yeh
est sont c'est le la les de du des mon ma mes pour que j'ai reçu vous numéro n° avec sur votre suivant voici et
était recu il
el los las mi mis es son era para con que me llegó llegó mandaron numero número nº n° recibí su del fue y una un
esta este tengo
ist lautet lauten war die der das mein meine meiner für und den ich habe bekommen von nummer heißt sind meinem
dem ihre
é e o os as meu minha eu recebi do da dos das foi para são número com é
è il lo mio mia della del ho ricevuto per numero sono che era di
mijn het een voor van ik kreeg ontvangen nummer was en de luidt
to jest moje moj mój moja moim numer był brzmi dla mojego mojej
benim numarası numaram olan şu kodu bu geldi
adalah saya ialah nya yaitu itu ini milik yang untuk anda dapat terima ni yangu ya wa
är min mitt mina mig på er det den ditt mit on minun og på jeg fik som jag fick
мой моя моё это был для вот номер пришел пришёл мне и від мій
μου είναι ο η το meu este lui mea je můj moje muj az a én van moja moj
مالي مالتي مالت للتطبيق التطبيق للموقع للبنك ورا وراء
خلف ظهر البطاقه الكارت رقم هو هي هوا هذا هذه كان الخاص الخاصه بي لي عندي تبعي حقي حقتي اللي الذي التي
وصلني جاني
جالي لدي عليه من في مع و انا الي ارسلتوه بتاعي
بتاعتي كالتالي التالي فيها لبطاقتي لحسابي حسابي بطاقتي للبطاقه للحساب لكم عندكم وهو وهي كالاتي تم ارسالها ارساله
المرسل المكون
hieß heißt heisst llamaba llama se s'appelait s'appelle appelait appelle chiamava chamava chama heette heet nazywał
nazywała wabił si
carta karta karty carte tarjeta cartão karte kart kaart kadi bancomat cajero distributeur cuenta compte conto conta konto
hesap rekening appli aplicación aplicativo app'a telefono celular portable handy
pone dice steht stand stoi yazıyor اسمه اسمها مكتوب
namba nambari numara numarası nmr mera meri
मेरा मेरी है का की को हے میرا میری ہے کا کی نمبر
คือ la của là cua tôi toi
"""
# A word that leads straight to the value, so that whatever stood before it may be any words.
IS = """
is was are were est c'est es era son ist lautet war é e' è jest to hai है ہے adalah ialah är er είναι هو هي كان
هوا ni called named
llamaba llama s'appelait appelait appelle hieß heißt heisst chiamava chiama chamava chama heette heet nazywał nazywała
wabił اسمه اسمها كان naam
"""
# A word of entering alone, before a number that is a code where one is spoken of.
KEYED = """
typed entered keyed put tried used inputted punched tapé saisi entré mets mis ingresé puse escribí digité metí
eingegeben getippt
eingetippt digitei coloquei inserito digitato messo ingevuld ingetoetst wpisałem wpisałam wpisuję girdim yazdım كتبت
ادخلت حطيت دخلت
daala dala likha डाला nimeingiza niliingiza
"""
# A word of entering or being told, which leads to a number as "is" does.
TYPED = """
typed entered entering put used says said saying read reads shows got received sent gave given came called tried
recibí ingresé puse dice reçu tapé saisi eingegeben bekommen recebi digitei ricevuto ingevuld كتبت ادخلت وصلني
جاني دخلت
"""
# Words over which nothing leads on: another clause begins.
STOPS = """
and but so then when because if after before since until while or however otherwise y pero porque cuando si et
mais car quand und
aber weil wenn dass e mas porque quando ma perché en maar omdat i ale bo gdy ve ama tapi dan karena kwa lakini
och men ولكن لكن ولما
عندما لما اذا لان بعد قبل ثم charged charge charges balance fee fees debited credited paid pay transfer
transferred deducted amount
limit ref reference case ticket order
"""
# What a secret is for, and how long it is: "PIN for the ATM", "senha de 4 dígitos".
FOR = """
for of on de del do da des der für fur von zur zum pour para per voor na au aux alla della dla icin için kwa ya في
على حق ke ki ka
"""
HOW_MANY = """
three four five six eight tres cuatro seis trois quatre drei vier sechs três quatro tre quattro sei drie
"""
DIGITS = """
digit digits dígitos digitos chiffres stellig stellige stelligen ziffern cifre cijfers cijferige haneli cyfr cyfrowy ارقام
خانات अंक अंकों numbers
"""
# Digits in words: "four eight two one".
SPELLED = """
zero oh one two three four five six seven eight nine cero uno dos tres cuatro cinco seis siete ocho nueve un deux trois
quatre cinq sept huit neuf null eins zwei drei vier fünf sechs sieben acht neun um dois quatro sete oito nove due tre
quattro cinque sei sette otto صفر واحد اثنين اثنان اتنين ثلاثة تلاتة اربعة خمسة ستة سبعة ثمانية تمانية تسعة
"""
# What stands between a value and the name that follows it: "4821 is my PIN", "482913 (the code)".
IS_NAMED = """
that's thats <- i.e. being
is was are as for = -> est es era ist war é è jest adalah är er هو هي كان هذا هذه je है ہے hai ni como comme als
come jako sebagai som
"""
OF_ME = """
my the our your a an mon ma mi el la le mein meine die der das o meu minha il mio mia mijn de moj moja min mitt
their this su son votre het mera meri
"""

# What a password is called when it is not told: "my password is wrong".
NO_PASSWORD = """
better worse great amazing terrible what who whose question questions answer answers verification check checks
works doesn't don't won't isn't wasn't can't thing day
details required wanted kept lost needs need said says told tells ask asks asked expires expired changed change
keeps every each
some any other another via sms text email app page screen field link button box form again today yesterday tomorrow
a an the not no never now still being been also just only too very so always already required needed asked
blocked locked expired wrong incorrect
invalid rejected refused correct right changed reset resetting working broken useless weak strong fine ok okay
good bad secure safe unsafe
unknown forgotten lost stolen hacked compromised leaked different same old new missing empty hidden visible
unavailable accepted
recognised recognized matched matching disabled enabled suspended frozen and or but because that this it what
which where when why how
there here on in at to for from by with without stuck failing failed declined denied giving getting asking
acceptable impossible
difficult hard easy long short simple complex enough you i we they he she my your our their his her apparently
supposedly
manager policy recovery hint prompt prompts attempt attempts entry letter update generator sharing protection verification
fields rules rule requirement requirements strength error errors message notification system service option function
feature tool token file login number code codes characters letters digits always either
somehow something anything nothing everything one mine yours ours theirs set saved stored written protected
problem issue trouble
please help can could will would should must may might do does did has have had was were is are be
bloqué bloquée incorrect incorrecte faux oublié oubliée expiré pas refusé invalide valable perdu ne trop
incorrecta incorrecto inválida bloqueada bloqueado olvidada olvidé vencida mala no muy correcta errónea
rechazada
falsch gesperrt vergessen abgelaufen ungültig nicht richtig korrekt zu sehr weg
errada errado bloqueada incorreta inválida expirada não esquecida
errata sbagliata bloccata scaduta non dimenticata valida sbagliato
fout verkeerd geblokkeerd niet verlopen vergeten nieprawidłowe złe błędne nie zablokowane yanlış bloke hatalı
değil salah tidak diblokir
fel fungerar inte неверный не неправильный заблокирован забыл
خطا خاطئه غلط لا ما مو ليست غير منتهيه مقفله صحيحه صحيح مش لم لن تم نسيت نسيتها لكن على في من الى لا ان
"""

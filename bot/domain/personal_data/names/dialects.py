"""More names for codes, PINs, passwords, answers and dates of birth: dialects, endings, other scripts in Latin letters."""

DIALECTS = """
= otp
th: nambari ya kuthibitisha | namba ya kuthibitisha
fr: code de sécurité? | le code?
es: código de seguridad?
de: code?
pt: código?
it: codice?
nl: code?
en: from the sms | from the text | from your text | from your sms | from the text message | in your text message
en: code by text message | passcode by text | passcode by sms | code in the sms | code in the text message | login token
en: code from the app | code from your text | sms passcode | text passcode | code from the sms | verification pin
fr: code reçu | code envoyé | code par sms | code par texto | code à 6 chiffres | mot de passe unique | code du sms
fr: code reçu par texto | code de connexion
es: código recibido | código enviado | código que me ha llegado | clave de confirmación | código por sms
es: código del sms
es: código de verificacion | clave de verificación | código temporal | código que me mandan | código que recibí | token
de: code aus der sms | sms tan | code per sms | tan-code | apptan | app-tan | qr-tan | freischaltcode | anmeldecode
de: bestätigungs-code | einmal-code | einmalkennwort
pt: código recebido | código enviado | código por sms | código que me enviaram | código temporário | código do token
pt: código de confirmacao | código que veio | código de uso único
it: codice ricevuto | codice arrivato | codice inviato | codice via sms | codice per sms | codice dell'sms
it: codice monouso
it: codice temporaneo ricevuto | codice autorizzativo
nl: code uit de sms | sms code | code per sms | code uit het sms'je | eenmalige toegangscode | controlecode
nl: bevestigings-code
pl: kod? | kodem? | kod z wiadomości | kod z aplikacji | kodem sms | kodu sms | kod potwierdzenia | kod dostępu
pl: kod do autoryzacji
tr: kod? | kodu? | gelen kod | sms ile gelen kod | tek kullanımlık şifrem | doğrulama şifresi | gelen şifre
tr: tek seferlik şifre
tr: mesajla gelen kod | giriş kodu
ar: كود التوثيق | رمز الرسالة | كود الرسالة | الرمز اللي جاني | الكود اللي اجاني | الكود لي وصلني | كود لي جاني
ar: الكود اللي اجا | رمز الاستخدام لمرة واحدة | الكود اللي بعتوه | الرمز اللي ارسلتوه | كود تفعيل | رمز تحقق | كود تحقق
ar: رقم الكود | رقم الرمز
hi: otp code hai | sms ka code | sms wala code | code aaya | वन टाइम पिन | कोड?
ur: او ٹی پی کوڈ | تصدیق کا کوڈ | ایس ایم ایس کوڈ | ون ٹائم پاسورڈ
sw: msimbo? | msimbo wa uthibitisho | kodi ya uthibitisho | namba ya uthibitisho | otp yangu | code ya sms

= pin
fr: code secret de ma carte bancaire | code secret de ma carte | code secret de la carte | code de ma cb | code cb
pt: senha do caixa eletrônico
ar: الباسورد بتاع الفيزا | باسورد الفيزا | باسورد البطاقة | رقم الفيزا السري
en: atm pin number | cash point pin | cashpoint pin | hole in the wall pin | pin for the card | card passcode
en: pin codes
fr: mon code? | code de ma cb | code cb | code à 4 chiffres | code de la cb | nip | mon nip | code de retrait
fr: code du distributeur
es: clave cajero | número secreto de la tarjeta | pin del cajero | clave telefónica | clave de retiro
es: nip de la tarjeta
es: clave del cajero automático | código secreto | clave de débito
de: pin meiner karte | pin der karte | bankomatcode | bankomat-code | bankomat-pin | pinnummer | pin nummer | kartencode
de: bancomat-code | banking-pin
pt: pin do cartão | código do multibanco | código multibanco | senha de saque | código do cartão | pin do multibanco
pt: senha de quatro dígitos | senha do débito | senha do crédito
it: codice del bancomat | codice bancomat | numero segreto | pin della postepay | codice del pin
nl: mijn pincode | pincode van mijn pas | pin code | toegangspin
pl: pinu | pin karty | kodu pin | pin do bankomatu | pin do aplikacji
tr: pinim | kartımın pini | bankamatik şifrem | bankamatik şifresi | atm şifrem | atm şifresi | kart şifremi
tr: pin numaram
ar: البين | الكود السري | كود سري | كود الفيزا | رقم الفيزا السري | باسورد الفيزا | الرقم السري بتاع الفيزا | رمز الفيزا
ar: الرقم السري حق الصراف | رقم الصراف السري | كود الصراف | القن السري | الكود سيكري | رمز الصرافة | كود البطاقة
hi: atm ka pin | mera pin | एटीएम का पिन | एमपिन | यूपीआई पिन | कार्ड का पिन | card ka pin
ur: اے ٹی ایم کا پن | خفیہ کوڈ | پن نمبر میرا | کارڈ کا پن
sw: pin ya mpesa | pin ya atm | pin ya kadi | namba yangu ya siri | nambari yangu ya siri | pin ya m-pesa

= password
en: log in pass | sign in password | signin password | sign-in password | account password | banking password
en: my pass? | pwrd
en: app pass | login passcode | pass phrase is
fr: mdp de l'appli | code personnel | mot de passe de connexion
es: clave de ingreso | clave de la app | contraseña de la app | clave de internet | clave del home banking
es: clave de la banca
de: login-passwort | onlinepasswort | online-passwort | banking-passwort | app-passwort | kenwort | passwort für die app
pt: senha de acesso | palavra-passe de acesso | senha do internet banking | password de acesso
it: password dell'app | password di accesso | parola di accesso | la mia password
nl: ww | inlogwachtwoord | paswoord | mijn wachtwoord
pl: hasło logowania | hasło do aplikacji | hasłem do banku | moje hasło
tr: giriş şifrem | mobil şifrem | internet bankacılığı şifresi | uygulama şifrem
ar: الباسوورد بتاعي | كلمة السر بتاعتي | كلمة السر حقتي | الرقم السري للتطبيق | باسورد التطبيق | باسورد الدخول
ar: كلمة الدخول
hi: password hai | netbanking ka password | पासवर्ड मेरा | login ka password
ur: لاگ ان پاسورڈ | پاس ورڈ میرا
sw: neno siri | nywila | nenosiri langu | nywila yangu | neno langu la siri

= security_answer
en: hint answer | city where i met my spouse | where i met my spouse | where i met my husband | where i met my wife
ar: مكان الولادة | محل الولادة | مدينة الولادة | محل الميلاد
tr: ilk öğretmenimin adı | ilk öğretmenim | güvenlik sorusu cevabım | güvenlik sorusu cevabı | güvenlik sorumun cevabı
tr: gizli soru cevabı | gizli soru cevabım
hi: security question ka jawab | secret question ka jawab | security question ka answer
pl: panieńskie mamy | panieńskie matki | panieńskie mojej mamy
pt: primeiro animal de estimação | meu primeiro animal de estimação
de: name meines ersten haustiers | meines ersten haustiers | name meines haustiers
en: street did you grow up on | street did i grow up on | street you grew up on | town did you grow up in
en: school did you go to | school did you attend | your first pet | your first school | your favourite teacher
de: geburtsort der mutter | geburtsort meiner mutter | geburtsort des vaters | name des vaters
en: name of my pet | name of my first school | first pets name | first dogs name | name of my primary school
en: mums maiden
en: mum's name before marriage | mother's name before marriage | mother's former name | maiden name of my mum
en: maiden name of mum | answer to the secret question | answer to my security q | first primary school | my first pet
en: my first school | my first car | name of my first teacher | my first teacher's name | name of my best friend
fr: nom de naissance de ma maman | ma question secrète | nom de mon premier chat | ma première voiture
fr: prénom de ma mère
fr: nom de ma mère avant le mariage | mon premier animal | mon premier chien | ma ville de naissance
fr: mon école primaire
fr: nom de fille de ma mère | mot de sécurité
es: apellido de soltera de mamá | apellido de mi mamá | apellido de soltera de mi mamá | mi primer coche
es: mi primer carro
es: mi primer colegio | nombre de mi primer perro | nombre de mi primera escuela | mi ciudad de nacimiento
es: nombre de soltera de mi madre | respuesta a la pregunta secreta | respuesta a la pregunta de seguridad
es: primer colegio
de: geburtsname der mama | mein erstes haustier | mein erster hund | meine erste schule | mein erstes auto
de: mein geburtsort
de: mädchennamen der mutter | mutters mädchenname | name meiner ersten schule | antwort auf meine sicherheitsfrage
de: lediger name meiner mutter | mädchenname von mama | geheime antwort
pt: nome de solteira da mãe | meu primeiro cachorro | minha primeira escola | nome do meu primeiro cachorro
pt: apelido de solteira da minha mãe | apelido de solteira | meu primeiro carro | minha cidade natal | cidade natal
pt: nome do primeiro animal | nome da minha primeira escola | meu primeiro animal de estimação
it: cognome di mia mamma | cognome da ragazza di mia madre | cognome da nubile di mamma | il mio primo cane
it: la mia prima scuola | mio primo animale | la mia prima auto | nome del mio primo cane | nome della mia prima scuola
nl: meisjesnaam van mijn moeder is | mijn eerste huisdier | mijn eerste school | meisjesnaam van mama
nl: mijn geboorteplaats
nl: naam van mijn eerste huisdier | antwoord op de geheime vraag | antwoord op de beveiligingsvraag
pl: nazwisko panieńskie mamy | nazwisko rodowe mamy | imię pierwszego psa | moje pierwsze zwierzę | moja pierwsza szkoła
pl: nazwisko matki | odpowiedź na pytanie pomocnicze | odpowiedź na pytanie zabezpieczające | miejsce urodzenia
tr: anne kızlık soyadım | annemin kızlık soyadım | kızlık soyadım | anne kızlık soyismi | annemin kızlık soyismi
tr: ilk okulumun adı | ilk evcil hayvanım | ilk köpeğimin adı | gizli sorumun cevabı | doğum yerim | annemin soyadı
ar: اسم والدتي قبل الجواز | اسم امي قبل الجواز | اسم ماما قبل الجواز | لقب امي قبل الزواج | لقب والدتي | عيلة امي
ar: اسم عيلة امي | اسم عيلة والدتي | كنية امي | كنية الام | اسم اول مدرسة ليا | اسم اول قطة | اول مدرسة ليا
ar: اسم كلبي الاول
ar: جواب سؤال السر | جواب السؤال الامني | اجابة السؤال الامني | اسم العيلة قبل الجواز | اسم الوالدة قبل الجواز
ar: اسم الام قبل الجواز | نسب الوالدة | اسم الوالدة قبل الزواج
hi: maa ka shaadi se pehle ka naam | maa ka maiden name | mummy ka maiden name | maa ka naam | mummy ka naam
hi: pehla school
hi: pehle school ka naam | pehle kutte ka naam | pehla pet | mata ka naam | माँ का शादी से पहले का नाम | मेरा पहला स्कूल
hi: माँ का मायके का नाम | पहले स्कूल का नाम | security question ka answer | security answer hai | माँ का विवाह पूर्व नाम
ur: والدہ کا شادی سے پہلے کا نام | امی کا نام | والدہ کا پیدائشی نام | پہلا اسکول | پہلے پالتو جانور کا نام
ur: خفیہ سوال کا جواب | سیکیورٹی سوال کا جواب | maa ka naam hai
sw: jina la mama | jina la mama kabla ya kuolewa | jina la ukoo la mama | shule yangu ya kwanza | shule ya kwanza
sw: jibu la siri | jibu la swali la siri | jina la mbwa wangu | mahali pa kuzaliwa | jina la kati la mama

= birth_date
en: i was born | birth dt | birthdt | date of brith | dateofbirth | dob is | birth date is | my birthday
fr: naissance le | né(e) | je suis né le | je suis née le | date naiss
es: nací | fecha nac | f.nac | f nac
de: geb am | geb.am | geburtsdat | ich bin geboren am
pt: nasci | dt nascimento | data nasc | nascida no dia
it: nato? | nata? | data nascita
nl: geb datum | geb. datum | geb.datum | ik ben geboren op
pl: ur. | data ur | data ur. | urodzony dnia | urodzona dnia
tr: doğumum | doğ. tarihi | d. tarihi | dogum tarihim
ar: تاريخ ميلادها | تاريخ ميلاده | اتولدت | اتولدت في | اتولدت يوم | انولدت | ميلادى | تولدت | تاريخ مولدي | تزديت?
ar: مزيود?
hi: janm tithi | janam tarikh | janmtithi | date of birth hai | मेरी जन्मतिथि | जन्म तिथि मेरी
ur: میری تاریخ پیدائش | پیدائش کی تاریخ | tareekh paidaish
sw: tarehe yangu ya kuzaliwa | nimezaliwa | nilizaliwa tarehe | siku ya kuzaliwa
"""

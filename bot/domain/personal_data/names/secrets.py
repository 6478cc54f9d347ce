"""What people call their codes, PINs, passwords, security answers and dates of birth."""

SECRETS = """
= otp
en: four numbers from the text | numbers from the text | digits from the text | six numbers from the text
en: app generated
en: digital secure key | secure key number | code from my phone
en: code on my screen | number in the text | number in the message | authentication number
ar: رقم التفعيل | الرقم اللي جاني | الرقم اللي وصلني | الرقم اللي جالي | رسالة فيها | رسالة فيها كود
en: number you sent | number you texted | number they sent | number they texted | digits you sent | digits you texted
en: sms? | text message? | texted me? | text? | one off code | one-off code | auth number | security codes? | codes?
en: authenticator code | authenticator | passcode sent | passcode you sent | push code | digital code | login otp
en: temp code
en: otp | o.t.p | otps | otp code | otp number | one time code | one-time code | one time passcode | one-time passcode
en: one time password | one-time password | one time pin | one-time pin | verification code | verification number
en: verify code | confirmation code | authentication code | auth code | authorisation code | authorization code
en: 2fa code | 2fa | mfa code | sms code | text code | code by text | code by sms | login code | log-in code
en: sign-in code | access code | activation code | approval code | code you sent | code you sent me | code you texted
en: code you texted me | code they sent me | code i got | code i received | code i was sent | code sent to my phone
en: code from the text | code on my phone | six digit code | 6 digit code | 6-digit code | temporary code
en: security token | token code | tac? | tac code | tac number | transaction code | code? | passcode? | token?
en: security code?
ar: رمز التحقق | كود التحقق | رمز التاكيد | كود التاكيد | رمز التفعيل | كود التفعيل | رمز الدخول | كود الدخول
ar: رمز المصادقة | رمز التوثيق | رمز otp | كود otp | رمز الامان المؤقت | الرمز المؤقت | الكود المؤقت | الرمز المرسل
ar: الكود المرسل | الرمز الذي وصلني | الكود اللي وصلني | الرمز اللي وصلني | الكود اللي جالي | الكود اللي جاني
ar: رمز لمرة واحدة | كلمة مرور لمرة واحدة | او تي بي | رقم التحقق | رقم التاكيد | الرمز? | الكود? | كود? | رمز?
fr: code de vérification | code de validation | code de confirmation | code sms | code à usage unique
fr: code reçu par sms | code d'authentification | code d'activation | code temporaire | code que j'ai reçu
fr: code que vous m'avez envoyé | mot de passe à usage unique
es: código de verificación | código de confirmación | código sms | código de un solo uso | código de autenticación
es: código de acceso | código de activación | clave dinámica | clave temporal | clave otp | código otp
es: código que me llegó | código que me mandaron | código que me enviaron | token digital | código dinámico
es: clave de un solo uso | código? | coordenada
de: tan? | sms-tan | smstan | mtan | m-tan | pushtan | push-tan | chiptan | phototan | itan? | bestätigungscode
de: freigabecode | sicherheitscode? | einmalcode | einmalpasswort | verifizierungscode | aktivierungscode | sms-code
de: transaktionsnummer | tan-nummer | zugangscode
pt: código de verificação | código de confirmação | código do sms | código de segurança? | código de acesso
pt: código de autenticação | token do app | token sms | código token | código que recebi | código que chegou | itoken
it: codice di verifica | codice di conferma | codice otp | codice sms | codice temporaneo | codice di sicurezza?
it: codice usa e getta | codice dispositivo | codice di autorizzazione | codice di accesso | codice che mi è arrivato
nl: verificatiecode | bevestigingscode | tan-code | tancode | smscode | inlogcode | beveiligingscode? | eenmalige code
nl: signeercode | activatiecode
pl: kod sms | kod weryfikacyjny | kod autoryzacyjny | kod jednorazowy | hasło jednorazowe | kod potwierdzający
pl: kod blik | blik? | kod aktywacyjny | kod z sms | kod z smsa
tr: doğrulama kodu | onay kodu | sms kodu | sms şifresi | tek kullanımlık şifre | tek kullanımlık kod | onay şifresi
tr: doğrulama kodum | onay kodum | güvenlik kodu? | aktivasyon kodu
hi: ओटीपी | ओ टी पी | सत्यापन कोड | वेरिफिकेशन कोड | वन टाइम पासवर्ड
ur: او ٹی پی | تصدیقی کوڈ | ویریفیکیشن کوڈ | کوڈ?
id: kode otp | kode verifikasi | kode sms | kod pengesahan | kod tac | nombor tac | kode rahasia | kod otp
id: kode konfirmasi
sv: engångskod | verifieringskod | bekräftelsekod | sms-kod | engangskode | bekreftelseskode | bekræftelseskode
sv: sms-kode | vahvistuskoodi | kertakoodi | tunnusluku | engangspassord
ru: код подтверждения | код из смс | смс-код | смс код | одноразовый код | одноразовый пароль | код из sms
ru: код доступа | код підтвердження | код із смс
el: κωδικός επιβεβαίωσης | κωδικός otp | κωδικός μιας χρήσης | κωδικός sms
ro: codul de verificare | cod de verificare | codul sms | cod sms | ověřovací kód | sms kód | potvrzovací kód
hu: ellenőrző kód | megerősítő kód
zh: 验证码 | 驗證碼 | 动态码 | 短信验证码 | 校验码 | 認証コード | 確認コード | ワンタイムパスワード | 인증번호
zh: 인증 번호 | 인증코드
th: รหัส otp | รหัสยืนยัน | mã otp | mã xác nhận | mã xác thực | verification code ko | otp ko
th: nambari ya uthibitisho
fa: کد تایید | رمز پویا | رمز یکبار مصرف | کد ورود | קוד אימות | קוד חד פעמי | যাচাইকরণ কোড | ওটিপি

= pin
en: p.i.n | p.i.n. | pin nr
ar: الرمز السري للصراف | الرمز السري للبطاقة | البن | رقم البن كود
fr: code de carte | code de ma carte bancaire
en: atm code | cash machine code | cashpoint code | bancomat code | cash card code | 4 digit card code
en: pin | pin number | pin no | pin code | pincode | pins | pin is | atm pin | card pin | debit card pin
en: credit card pin | mpin | m-pin | upi pin | telepin | t-pin | tpin | telephone pin | phone banking pin | mobile pin
en: app pin | secret pin | personal identification number | ipin | transaction pin | 4 digit pin | 4-digit pin
en: four digit pin | 6 digit pin | mobile money pin | mpesa pin | m-pesa pin | momo pin | wallet pin | secret number
ar: الرقم السري | رقمي السري | رقم سري | الرمز السري | رمزي السري | رمز سري | الباسكود السري | رقم البن | البن كود
ar: رمز الصراف | الرقم السري للبطاقة | رقم البطاقة السري | رقم السر | السري? | بين كود | رمز البطاقة
fr: code pin | code secret | code confidentiel | code de ma carte | code carte | code de la carte | code bancaire?
fr: code de carte bleue
es: nip | nip del cajero | número secreto | clave del cajero | clave de cajero | pin de la tarjeta | código pin
es: clave secreta | clave de 4 dígitos | clave de la tarjeta | clave de mi tarjeta | mi nip | clave de seis dígitos
es: clave de internet
de: geheimzahl | pin-nummer | karten-pin | kartenpin | online-pin | geheimnummer | pin-code
pt: senha do cartão | senha de 4 dígitos | senha de 6 dígitos | senha do caixa | senha numérica | código secreto
it: codice pin | codice segreto | pin della carta | pin del bancomat
nl: pincodes | geheime code
pl: kod pin | pin do karty | numer pin | numerem pin
tr: kart şifresi | kart şifrem | kartımın şifresi | pin kodu | pin kodum | şifrem? | kart pini
hi: पिन | पिन नंबर | एटीएम पिन | गुप्त पिन
ur: پن کوڈ | پن نمبر | خفیہ پن | اے ٹی ایم پن | پن
id: pin atm | pin kartu | nomor pin | kode pin | nombor pin | pin saya
sv: pinkod | pin-kod | pinkode | pin-kode | pin-koodi | pinkoodi | tunnusluku
ru: пин | пин-код | пинкод | пин код | пін-код | пін код
el: κωδικός pin | codul pin | cod pin | pin kód | pin kódom | pinem
zh: 取款密码 | 提款密码 | 暗証番号 | 비밀번호? | รหัสพิน | รหัสบัตร | mã pin | namba ya siri
zh: nambari ya siri | pin yangu
fa: رمز کارت | رمز عابر بانک | קוד סודי | পিন | পিন নম্বর

= password
ar: الرقم السري? | رقمي السري? | الرمز السري? | باسووردي | الباس وورد | باس وورد | كلمة المرور حقي
en: p/w | pword | psw | pass-word | passw | psswd | p@ssword | passw0rd | login pass | log in password
en: logon password | pass is
en: password | passwords | passwrd | pasword | pass word | pswd | passwd | pwd | pw | pass phrase | passphrase
en: login password
en: online banking password | netbanking password | net banking password | internet banking password | app password
en: passcode | pass code | digital passcode | app passcode | telephone passcode
en: phone password | security phrase | passkey | access key | profile password
en: transaction password | internet password | wifi password | pass? | keyword? | log in with?
ar: كلمة المرور | كلمه المرور | كلمة السر | كلمة سر | كلمة مرور | كلمة مروري | الباسوورد | الباسورد | باسوورد | باسورد
ar: باسوردي | الباس | الباسوورد حقي | رمز المرور | كلمة المرور الخاصة | الكلمة السرية | كلمة سري | الباسكود | باسكود
fr: mot de passe | mots de passe | mdp | mot secret | code d'accès | phrase secrète | mot de passe internet
fr: code internet
es: contraseña | contrasena | clave de acceso | palabra secreta | clave? | mi clave | clave web | palabra clave?
es: clave online | clave de homebanking | contraseñas
de: passwort | kennwort | passwörter | losungswort | zugangspasswort | codewort
pt: senha | minha senha | palavra-passe | palavra passe | senha do app | senha da internet | senha eletrônica | senhas
pt: frase secreta
it: parola d'ordine | parola chiave? | parola segreta | codice accesso
nl: wachtwoord | wachtwoorden | geheim woord | toegangscode
pl: hasło | haslo | hasłem | hasła | hasło do banku | hasło do konta
tr: şifre | şifrem | parola | parolam | internet şifresi | internet şifrem | internet bankacılığı şifrem | şifresi
hi: पासवर्ड | पासकोड
ur: پاس ورڈ | پاسورڈ
id: kata sandi | sandi | kata laluan | katalaluan | password saya
sv: lösenord | passord | adgangskode | kodeord | salasana | kodord
ru: пароль | паролем | кодовое слово | секретное слово
el: κωδικός πρόσβασης | κωδικός μου? | συνθηματικό | heslo | heslem | jelszó | jelszavam | lozinka | geslo
zh: 密码 | 密碼 | 登录密码 | 登錄密碼 | パスワード | 패스워드 | 비밀번호 | รหัสผ่าน | mật khẩu | nenosiri
zh: neno la siri
fa: رمز عبور | گذرواژه | סיסמה | סיסמא | הסיסמה שלי | পাসওয়ার্ড

= security_answer
en: city i was born | town i was born | place i was born
ar: جوابي السري | جوابي السرية | المدينة اللي ولدت فيها | المدينة التي ولدت فيها
en: what city was i born in | what town was i born in | city were you born in | memorable name | memorable word
en: memorable information | memorable info
en: memorable phrase | secret word | security word | security passphrase | childhood hero | favourite pet | favorite pet
en: maiden name of my mum | mums maiden surname | school i went to first | first ever pet | first boss | wedding venue?
ar: اسم امي قبل الزواج | اسم والدتي قبل الزواج | اجابة سؤال السر | سؤال السر | اجابة سؤال الامان | جواب السؤال
ar: اسم معلمي المفضل | اول حيوان اليف | اسم جدتي
en: mum's maiden | mother's middle name | father's middle name | middle name | childhood nickname | childhood friend
en: best friend | favourite film | favorite movie | favourite movie | mascot
en: favourite book | favorite book | favourite food | favorite food | favourite team | favorite team | favourite place
en: high school mascot | name of my high school | name of my primary school | elementary school | primary school
en: city i was born in | town i was born in | city where i was born | town where i was born | grew up in?
en: dog's name | dogs name | cat's name | cats name | name of my dog | name of my cat | name of my pet | first dog
en: first pet's | pet name | my first teacher | first teacher | grandmother's name | grandmother's maiden name
en: father's name | spouse's name | mother's birth name | mother's surname | mothers surname | mother's family name
en: mother maiden | mothers maiden | maiden surname | recovery question | security q | secret q | security reply
en: secret answer is | answer to security question | answer to my question | answer to the question | my answer?
en: answer?
en: answer is? | answer was? | oldest sibling | memorable location | where i was born
en: childhood pet | street where i grew up | favourite singer | favourite band
ar: اسم عائلة امي | اسم عائلة والدتي | لقب امي | اسم الام الثلاثي | اسم مدرستي الاولى | مدرستي الابتدائية | اول مدرسة
ar: اسم مدرستي | اسم صديق الطفولة | اسم افضل صديق | مدينة الميلاد | مدينة ولادتي | اللون المفضل | لوني المفضل
ar: اول سيارة
ar: اسم قطتي | اسم كلبي | الاجابة السرية | اجابتي السرية | جوابي? | اجابتي? | الاجابة? | الجواب? | اسم الوالدة
ar: اسم ام
fr: nom de naissance de ma mère | nom de mon chien | nom de mon chat | premier animal de compagnie | ma première école
fr: première voiture | ville de naissance | réponse? | ma réponse? | nom de jeune fille de la mère | meilleur ami
fr: nom de ma première école | deuxième prénom | nom de mon premier chien | né à?
es: apellido de mi madre | apellido materno de mi madre | nombre de mi perro | nombre de mi gato | mi primera mascota
es: primera escuela | mi primera escuela | mejor amigo | primer coche | primer carro | ciudad de nacimiento
es: respuesta?
es: mi respuesta? | color favorito | nombre de mi madre | nombre de la mascota | segundo nombre | mi primer perro
de: erster hund | name meines hundes | name meines haustiers | erste schule | erstes auto | lieblingsfarbe | antwort?
de: meine antwort? | mädchennamen meiner mutter | mädchenname der mama | name des ersten haustiers | bester freund
pt: nome do meu cachorro | primeiro cachorro | primeira escola | nome do cachorro | minha resposta? | resposta?
pt: cidade de nascimento | primeiro carro | cor favorita | nome do meu primeiro animal | melhor amigo
pt: sobrenome da mãe
it: nome del mio cane | primo cane | prima scuola | primo animale | risposta? | colore preferito | nome di mia madre
it: nome da nubile di mia madre | nome da nubile | città di nascita | prima auto
nl: naam van mijn hond | eerste huisdier | eerste school | antwoord? | lievelingskleur | meisjesnaam moeder
pl: imię psa | imię mojego psa | pierwsza szkoła | odpowiedź? | imię pierwszego zwierzaka | ulubiony kolor
pl: imię matki
tr: ilk evcil hayvanım | ilk evcil hayvanımın adı | ilk okulum | anne adı | annemin adı | cevabı? | cevabım?
tr: doğum yeri
tr: annemin kızlık | ilkokul adı | ilk öğretmenim
id: nama hewan peliharaan | sekolah pertama | nama sekolah pertama | jawaban? | tempat lahir | jawapan? | nama haiwan
sv: mammas flicknamn | första husdjur | första husdjuret | min hunds namn | mitt första husdjur | svar?
sv: mors pigenavn
ru: кличка собаки | кличка питомца | имя питомца | ответ? | ответ на секретный вопрос | место рождения | кличка кота
hi: मां का नाम | पहला स्कूल | पालतू का नाम | माता का नाम | जन्म स्थान
ur: والدہ کا نام | ماں کا نام | پہلا سکول | پہلے سکول کا نام | والدہ کا خاندانی نام | جائے پیدائش
en: security answer | secret answer | security question answer | answer to my security question
en: answer to the security question | answer to my secret question | security question | secret question
en: mother's maiden name | mothers maiden name | mother maiden name | mum's maiden name | mums maiden name
en: mom's maiden name | maiden name of my mother | maiden name | first pet | first pet's name | name of my first pet
en: pet's name | pets name | my pet | first school | name of my first school | first car | favourite teacher
en: favorite teacher | memorable place | place of birth | birth place | birthplace | town of birth | city of birth
en: mother's name | mothers name | best friend's name | favourite colour | favorite color | memorable date
en: memorable answer | recovery answer | security answers | memorable date is | first street | street i grew up on
ar: اسم عائلة الام | اسم الام قبل الزواج | اسم امي | اسم الام | جواب السؤال السري | اجابة السؤال السري | السؤال السري
ar: سؤال الامان | اسم اول مدرسة | اسم حيواني الاليف | مكان الميلاد | اسم والدتي | جواب سؤال الامان
ar: اسم اول حيوان اليف | محل الميلاد
fr: nom de jeune fille de ma mère | nom de jeune fille | question secrète | réponse secrète
fr: réponse à la question secrète | premier animal | lieu de naissance | question de sécurité
fr: nom de mon premier animal | réponse de sécurité | ma réponse secrète
es: apellido de soltera | apellido de soltera de mi madre | respuesta secreta | pregunta secreta
es: pregunta de seguridad | respuesta de seguridad | primera mascota | nombre de mi primera mascota
es: lugar de nacimiento | apellido materno
de: mädchenname der mutter | mädchenname meiner mutter | mädchenname | sicherheitsfrage | sicherheitsantwort
de: geburtsort | erstes haustier | geburtsname meiner mutter | geburtsname der mutter
de: antwort auf die sicherheitsfrage
pt: nome de solteira | nome da mãe | nome de solteira da minha mãe | resposta secreta | pergunta secreta
pt: primeiro animal | nome da minha mãe | pergunta de segurança | resposta de segurança | primeiro pet
it: cognome da nubile | cognome da nubile di mia madre | domanda segreta | risposta segreta | luogo di nascita
it: domanda di sicurezza | risposta di sicurezza | cognome di mia madre
nl: meisjesnaam | meisjesnaam van mijn moeder | geheime vraag | geboorteplaats | beveiligingsvraag | geheim antwoord
pl: nazwisko panieńskie matki | nazwisko panieńskie mojej matki | nazwisko rodowe matki | nazwisko panieńskie
tr: anne kızlık soyadı | annemin kızlık soyadı | kızlık soyadı | gizli soru | güvenlik sorusu | gizli sorunun cevabı
hi: माँ का नाम | mother ka naam
id: nama ibu kandung | nama gadis ibu | ibu kandung | nama ibu
sv: moderns flicknamn | mors pikenavn | äidin tyttönimi
ru: девичья фамилия матери | девичья фамилия | секретный вопрос | дівоче прізвище
zh: 母亲姓名 | 母の旧姓

= birth_date
en: date of birth | dob | d.o.b | d.o.b. | d o b | birth date | birthdate | birthday | date of my birth | bday | b-day
en: born on | born? | bdate | born in? | birth day | date-of-birth | date birth
ar: تاريخ الميلاد | تاريخ ميلادي | تاريخ ميلاد | تاريخ الولادة | مواليد | من مواليد | ولدت في | ولدت بتاريخ | ولدت يوم
ar: تاريخ الازدياد | ولدت | مولود في | مولود بتاريخ | ميلادي? | انا مولود | مولودة في | عيد ميلادي
fr: date de naissance | né le | née le | né(e) le | ddn | date naissance | naissance? | né en?
es: fecha de nacimiento | fecha nacimiento | nací el | nacido el | nacida el | nacimiento | f. nacimiento | f. nac
es: fec nac | fecha de nac
de: geburtsdatum | geboren am | geb. am | geb. | geb? | geburtstag | geboren | geb.datum | geb.-datum
pt: data de nascimento | nasci em | nascido em | nascida em | nascimento | data nascimento | nasc | nasci no dia
pt: data de nasc
it: data di nascita | nato il | nata il | sono nato il | sono nata il | nascita
nl: geboortedatum | geboren op
pl: data urodzenia | urodzony | urodzona | urodziłem się | urodziłam się | ur.?
tr: doğum tarihi | doğum tarihim | doğumluyum? | doğum günüm | doğum
hi: जन्म तिथि | जन्मतिथि | जन्म तारीख | janam tithi | जन्म दिनांक
ur: تاریخ پیدائش
id: tanggal lahir | tarikh lahir | tgl lahir | lahir tanggal | tarehe ya kuzaliwa | nilizaliwa | kaarawan
id: petsa ng kapanganakan
sv: födelsedatum | född | fødselsdato | født | fødselsdag | syntymäaika | syntynyt | fødd
ru: дата рождения | родился | родилась | дата народження | народився | д.р.
el: ημερομηνία γέννησης | data nașterii | născut pe | datum narození | narozen | születési dátum | született
el: datum rođenja | születési idő
zh: 出生日期 | 生日 | 生年月日 | 생년월일 | วันเกิด | ngày sinh | วันเดือนปีเกิด
fa: تاریخ تولد | متولد | תאריך לידה | জন্ম তারিখ
"""

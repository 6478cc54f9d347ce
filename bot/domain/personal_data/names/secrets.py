"""What people call their codes, PINs, passwords, security answers, dates of birth and cards."""

SECRETS = """
= otp
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
en: password | passwords | passwrd | pasword | pass word | pswd | passwd | pwd | pw | pass phrase | passphrase
en: login password | memorable word | memorable information | memorable info | memorable phrase | memorable name
en: online banking password | netbanking password | net banking password | internet banking password | app password
en: secret word | security word | passcode | pass code | digital passcode | app passcode | telephone passcode
en: phone password | security phrase | security number | passkey | access key | profile password
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
zh: 密码 | 密碼 | 登录密码 | 登錄密碼 | パスワード | 패스워드 | 비밀번호 | รหัสผ่าน | mật khẩu | nenosiri | neno la siri
fa: رمز عبور | گذرواژه | סיסמה | סיסמא | הסיסמה שלי | পাসওয়ার্ড

= security_answer
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

= card_code
en: cvv | cvv2 | cvc | cvc2 | cvn | csc | cid | c.v.v | card security code | security code | card verification code
en: card code | cvv code | cvv number | cvc code | card verification value | security number on the back
en: digits on the back | 3 digits on the back | three digits on the back | three digits | 3 digits on back
en: 3 digit code | three digit code | numbers on the back | 4 digits on the front | last 3 digits on the back
en: code on the back | number on the back | cvv no | 3 digits at the back | three numbers on the back | 3-digit code
en: back of the card? | digits at the back | security digits | secure code | code on back | 3 digits
ar: رمز الامان | كود الامان | الارقام الثلاثة | رقم الامان | رمز الحماية | ثلاث ارقام | الارقام خلف البطاقة
ar: رمز التحقق من البطاقة | الرقم خلف البطاقة | ثلاثة ارقام خلف البطاقة | رمز cvv | كود cvv | الرقم الثلاثي
ar: الثلاث ارقام | ثلاث ارقام خلف البطاقة
fr: cryptogramme | cryptogramme visuel | code de sécurité | code cvv | 3 chiffres au dos | trois chiffres au dos
fr: code au dos | crypto?
es: código de seguridad | código cvv | tres dígitos del reverso | 3 dígitos del reverso | tres números de atrás
es: los 3 dígitos de atrás | clave de seguridad | números de atrás | código de atrás
de: prüfnummer | kartenprüfnummer | prüfziffer | kartenprüfziffer | sicherheitscode | kartenprüfwert | cvv-code
de: cvc-code | cvc-nummer
pt: código de segurança | três dígitos do verso | 3 dígitos do verso | código do verso | três números do verso
it: codice di sicurezza | codice cvv | codice sul retro | tre cifre sul retro
nl: beveiligingscode | kod cvv | kod cvc | kod zabezpieczający | güvenlik kodu | cvv kodu | güvenlik kodum | kode cvv
sv: cvv-kod | säkerhetskod | sikkerhetskode | cvc-koodi | код cvv | код безопасности | cvv код | cvv2 код
sv: kontrolcifre | turvakoodi
zh: 安全码 | cvv码 | セキュリティコード | 보안코드 | सीवीवी

= expiry
en: exp | exp. | exp date | expiry | expiry date | expiration | expiration date | expires | expires end | valid thru
en: valid through | valid to | valid until | good thru | good through | exp dt | ex date | expires on | expiring
en: valid till | exp mm/yy | mm/yy | expire | e/d | val? | valid from? | vto
ar: تاريخ الانتهاء | تاريخ انتهاء البطاقة | انتهاء | صالحة حتى | تاريخ الصلاحية | صالحه لغاية | تنتهي | تنتهي في
ar: ينتهي | انتهاء البطاقة | صلاحية
fr: date d'expiration | expire le | expire fin | valable jusqu'au | validité | date de validité | expire en | exp fin
es: caducidad | vencimiento | fecha de vencimiento | fecha de caducidad | vence | caduca | válida hasta | vto.
es: caduca en | vence el | venc
de: gültig bis | ablaufdatum | verfallsdatum | gültig | ablauf | verfall | gültigkeit | läuft ab | verf
pt: validade | data de validade | vencimento | vence em | válido até | val. | data de vencimento
it: scadenza | scade | data di scadenza | valida fino | scad | vervaldatum | geldig tot | vervalt | ważna do
it: data ważności | geçerlilik
tr: son kullanma tarihi | son kullanma | skt | geçerlilik tarihi | berlaku sampai | tarikh luput | masa berlaku
tr: giltig till | giltighetstid | utløpsdato
ru: срок действия | действует до | действительна до | λήξη | udløb | udløbsdato | gyldig til | voimassa | 有效期
ru: 有効期限
ru: 유효기간 | lejárat | platnost do

= card
en: card | cards | card number | card no | card no. | card num | card nr | card # | debit card | credit card
en: debit card number | credit card number | long number | long card number | card details | 16 digit number
en: 16 digits | 16-digit number | atm card | visa | mastercard | amex | american express | maestro | rupay | discover?
en: prepaid card | prepaid | long number on my card | pan number? | travel card | gift card | visa card | visa debit
en: master card | debit? | credit card no | crd | crad | ccard | cc | card ending?
ar: بطاقة | البطاقة | بطاقتي | رقم البطاقة | رقم بطاقتي | كرت | الكرت | الفيزا | فيزا | ماستر كارد | ماستركارد | مدى
ar: بطاقة مدى | كارت | الكارت | كارتي | كرتي | بطاقة الصراف | رقم الفيزا | كرت الصراف | بطاقة ائتمان | رقم الكارت
ar: ميزة | رقم الكرت
fr: carte | ma carte | numéro de carte | carte bancaire | carte bleue | cb | n° de carte | carte de crédit
fr: carte de débit | carte visa | no de carte
es: tarjeta | número de tarjeta | tarjeta de crédito | tarjeta de débito | plástico? | nº de tarjeta | tarjeta número
es: tarj | tarjetas
de: karte | kartennummer | kreditkarte | kreditkartennummer | girocard | ec-karte | ec karte | bankkarte
de: kreditkartennr | kartennr | debitkarte | girokarte
pt: cartão | cartao | número do cartão | cartão de crédito | cartão de débito | cartões | nº do cartão
it: carta | numero carta | numero di carta | carta di credito | bancomat | carta di debito | numero della carta
it: postepay | carta prepagata
nl: kaart | kaartnummer | pas? | pasnummer | betaalpas | bankpas | creditcard | creditcardnummer | creditkaart
nl: bankkaart
pl: karta | karty | kartą | kartę | numer karty | nr karty | karta kredytowa | kartę kredytową | karta debetowa
pl: kartą debetową
tr: kart | kartım | kart numarası | kart numaram | kredi kartı | kredi kartım | banka kartım | kart no | kartımın
tr: kartımı | banka kartı | kartı
hi: कार्ड | कार्ड नंबर | क्रेडिट कार्ड | डेबिट कार्ड | کارڈ | کارڈ نمبر | ڈیبٹ کارڈ
id: kartu | kartu kredit | kartu debit | nomor kartu | kad | nombor kad | kad kredit | kad debit | no kartu | no kad
id: kadi | kadi yangu
sv: kort? | kortet | kortnummer | kortnr | kreditkort | bankkort | luottokortti | pankkikortti | kortin numero
sv: betalkort | kortti | kortit | dankort
ru: карта | карты | карту | картой | номер карты | картка | картки | номер картки | κάρτα | αριθμός κάρτας
ru: кредитная карта | карте | кредитка
ro: cardul | card bancar | numărul cardului | číslo karty | kártya | kártyaszám | bankkártya | kreditna kartica
ro: kartica | cardului | kártyám | platební karta
zh: 卡号 | 卡號 | 银行卡 | 信用卡 | カード番号 | クレジットカード | 카드번호 | 카드 번호 | หมายเลขบัตร | บัตรเครดิต
zh: บัตร | mã thẻ | 카드
fa: شماره کارت | کارت | כרטיס | מספר כרטיס | כרטיס אשראי | কার্ড | কার্ড নম্বর
"""

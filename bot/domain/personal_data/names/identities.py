"""What people call their identity cards, tax numbers, passports and licences."""

IDENTITIES = """
= national_id
en: ssn | ss number | social security number | social security | social security no | social sec | soc sec
en: social insurance number | sin? | sin number | social? | itin | ein | tin? | tax id | tax identification number
en: tax payer id | taxpayer id | tax number | tax file number | tfn | tax no | tax reference number | utr number
en: national id | national id number | national identity number | national identity card | nat id | id number | id no
en: id no. | id card | id card number | identity number | identity card | identity card number | id num | my id? | id?
en: identification number | iqama | iqama number | iqama no | emirates id | emirates id number | eid number | eid no
en: eid? | qid | qid number | qatar id | qatari id | civil id | civil id number | civil number | cpr | cpr number
en: resident id | residence permit | residence permit number | residency number | resident card
en: national insurance number | national insurance | ni number | nino | ni no | nhs number | nhs no | nin | nin number
en: bvn | bvn number | bank verification number | national identification number | voter id | voters card | voter card
en: epic number | aadhaar | aadhar | aadhaar number | aadhar number | adhaar | adhar | aadhaar no | aadhar no
en: aadhaar card | aadhar card | aadhar card number | uidai | pan card | pan number | pan no | pan card number | pan?
en: pan card no | cnic | cnic number | cnic no | nicop | nic number | nic | nid | nid number | nid no | ghana card
en: ghana card number | kra pin | kra | huduma number | maisha number | nrc | nrc number | sa id | rsa id
en: sa id number | nric | nric number | nric no | fin number | fin? | mykad | ic number | ic no | ic no. | ic? | hkid
en: hkid number | philsys | sss number | sss no | tin number | tin no | umid | gsis number | pagibig number | passport
en: passport number | passport no | passport no. | passport num | passport # | passport nr | driving licence
en: driving licence number | driving license | driving license number | driver's license | drivers license
en: driver's licence | drivers licence | driver's license number | drivers license number | driver licence
en: driver license | driver licence number | licence number | license number | dl number | dl no | dl #
en: driving licence no | licence no | license no | dl? | driver number | pps | pps number | ppsn | pps no
en: medicare number | medicare | ird number | ird | nhi number | visa number | alien number | a-number
en: green card number | uscis number | tax code? | health card number | ohip | crn number? | abn | voter's card number
en: drivers licence number | driver licence no | driver's licence number | driver's license no | military id
en: state id | nssf number | nhif number | work permit number | social security # | social insurance | ssnit number
en: unique tax reference | brp number | brp
ar: رقم الهوية | هويتي | رقم هويتي | الهوية الوطنية | رقم الهوية الوطنية | رقم الاقامة | رقم اقامتي | اقامتي | اقامة
ar: الاقامة | الرقم القومي | رقمي القومي | رقم قومي | الرقم الوطني | رقمي الوطني | البطاقة المدنية | الرقم المدني
ar: رقم البطاقة المدنية | رقم البطاقة الشخصية | رقم مدني | رقم البطاقة القومية | بطاقة الرقم القومي
ar: رقم البطاقة الذكية | الرقم الشخصي | رقم شخصي | رقم السجل المدني | السجل المدني | رقم الهوية الاماراتية
ar: الهوية الاماراتية | هوية الامارات | رقم هوية | الهوية | هوية رقم | جواز السفر | رقم الجواز | رقم جواز السفر
ar: جوازي | رقم جوازي | جواز سفري | جواز | رقم الرخصة | رخصة القيادة | رقم رخصة القيادة | رقم رخصتي | البطاقة الوطنية
ar: رقم البطاقة الوطنية | رقم التعريف الوطني | بطاقة التعريف | رقم بطاقة التعريف | الرقم الضريبي | رقم جواز سفري
ar: رقم الضمان الاجتماعي | رقم التامين الاجتماعي | الرقم التاميني | رقم بطاقة الاحوال | رقم البطاقة القطرية
ar: البطاقة الشخصية | بطاقة الهوية | رقم بطاقة الهوية | رخصتي | بطاقتي المدنية | رقم هويته | رقم تعريفي | cin
ar: رقم البطاقة السكانية
fr: numéro de sécurité sociale | n° de sécurité sociale | n° sécu | numéro de sécu | sécurité sociale
fr: no de sécurité sociale | n° de sécu | sécu | numéro ss | nir | nas | numéro d'assurance sociale | carte d'identité
fr: numéro de carte d'identité | n° de carte d'identité | carte nationale d'identité | cni | n° cni | numéro cni
fr: passeport | numéro de passeport | n° de passeport | permis de conduire | numéro de permis | numéro fiscal | n° cin
fr: carte de séjour | titre de séjour | niss | numéro national | registre national | numéro de registre national
fr: numéro avs | n° avs | avs | pièce d'identité | passeport n° | permis n° | permis? | nina? | ninea | n° passeport
fr: n° fiscal | spi? | numéro de la cin | numéro d'identité
es: número de la seguridad social | seguridad social | nss | número de seguridad social | n° seguridad social | dni
es: nie? | nif | n.i.f. | d.n.i. | cédula | cédula de ciudadanía | número de cédula | cedula | pasaporte
es: número de pasaporte | curp | mi curp | rfc | mi rfc | rut | mi rut | run? | cuil | cuit | cuil/cuit | ine
es: clave de elector | número de dni | nro de dni | nº de dni | documento de identidad | número de documento
es: documento? | cc | cc no | ruc | nit? | licencia de conducir | número de licencia | licencia?
es: cédula de identidad | ci?
es: permiso de conducir | carnet de identidad | carné de conducir | carnet | ife | número de identidad | dpi
es: documento nacional | credencial de elector | c.c. | cédula profesional | nro. de documento | cédula de extranjería
de: sozialversicherungsnummer | sv-nummer | sv-nr | svnr | rentenversicherungsnummer | steuer-id | steuerid
de: steuer id | steueridentifikationsnummer | steuer-identifikationsnummer | steuernummer | idnr | personalausweis
de: personalausweisnummer | ausweisnummer | ausweis | personalausweis-nr | perso? | persoausweis | ausweis-nr
de: reisepass | reisepassnummer | passnummer | pass-nr | führerschein | führerscheinnummer | ahv-nummer | ahv-nr | ahv
de: ahv nr | aufenthaltstitel | steuer-idnr | pass nr | sozialversicherungsnr | identitätskarte | führerschein-nr
de: steuer-identnummer | steuer-ident-nr | aufenthaltstitelnummer | steueridentnummer | ahv-nr. | reisepass-nr
de: sv nummer
pt: cpf | meu cpf | cnpj | rg | meu rg | identidade | título de eleitor | cnh | passaporte | número do passaporte
pt: pis? | nis | número de contribuinte | contribuinte | cartão de cidadão | cartão do cidadão | cc nº
pt: bilhete de identidade | bi nº | pis/pasep | carteira de identidade | carteira de motorista | carta de condução
pt: número de identificação fiscal | ctps | rne | cartão sus | número de utente | cédula de identidade | número do cpf
pt: nuit | segurança social
it: codice fiscale | cod. fiscale | cod fiscale | cf? | c.f.? | carta d'identità | passaporto | numero passaporto
it: patente | numero di patente | partita iva | tessera sanitaria | carta di identità | numero carta d'identità
it: patente n. | patente numero | numero carta identità
nl: bsn | bsn nummer | bsn-nummer | burgerservicenummer | sofinummer | sofi-nummer | paspoort | paspoortnummer
nl: rijbewijs | rijbewijsnummer | rijksregisternummer | rrn | identiteitskaart | insz | id-kaart | documentnummer
nl: id kaart | idkaart | rijksregisternr
pl: pesel | numer pesel | nr pesel | peselem | dowód osobisty | numer dowodu | nr dowodu | dowód | dowodu | nip?
pl: paszport | numer paszportu | prawo jazdy | seria i numer dowodu | dowodu osobistego | nr paszportu
tr: tc kimlik no | tc kimlik | t.c. kimlik | tc kimlik numaram | tc no | tc kimlik numarası | tckn | tc? | kimlik no
tr: kimlik numaram | kimlik numarası | t.c.? | tc numaram | pasaport | pasaport no | pasaport numaram | ehliyet
tr: vergi no | vergi numarası | tc'm | tcm? | tc kimliğim | t.c. kimlik no | ehliyet no | pasaport numarası | tc m?
tr: kimliğim | vkn
hi: आधार | आधार नंबर | आधार कार्ड | पैन | पैन कार्ड | पैन नंबर | पासपोर्ट | मतदाता पहचान पत्र | आधार संख्या
hi: आधार कार्ड नंबर | पासपोर्ट नंबर | ड्राइविंग लाइसेंस | वोटर आईडी
ur: شناختی کارڈ | شناختی کارڈ نمبر | قومی شناختی کارڈ | پاسپورٹ | پاسپورٹ نمبر | سی این آئی سی | شناختی نمبر
id: nik | nomor ktp | no ktp | ktp | nombor kad pengenalan | kad pengenalan | no ic | nombor ic | no kp | no. kp
id: npwp | paspor | nomor paspor | sim? | no paspor | nombor pasport | pasport | kitambulisho
id: nambari ya kitambulisho
id: nida | kitambulisho cha taifa | philhealth number | nomor nik | lesen memandu | no. ktp | no. ic
id: nambari ya pasipoti | namba ya nida
sv: personnummer | pers.nr | persnr | personnr | samordningsnummer | fødselsnummer | fnr | fødselsnr | d-nummer
sv: cpr-nummer | cpr nr | cpr-nr | cpr nummer | henkilötunnus | hetu | körkort | pas nr | kørekort | passnr
sv: førerkort | passi? | ajokortti | cpr.nr | hetuni | körkortsnummer | pasnummer | henkilötunnukseni | passin numero
sv: kennitala
ru: снилс | инн | паспорт | номер паспорта | серия и номер паспорта | паспорт серия | паспортные данные | рнокпп
ru: ідентифікаційний код | іпн | водительские права | номер снилс | паспорту | загранпаспорт | инн? | іинн | иин | егн
ru: egn | номер карти лична
el: αφμ | α.φ.μ. | αμκα | αριθμός ταυτότητας | ταυτότητα | διαβατήριο | cnp | seria buletin | buletin | rodné číslo
el: rodne cislo | občanský průkaz | číslo op | személyi szám | személyi igazolvány | adóazonosító | adószám | oib
el: emšo | jmbg | taj szám | taj-szám | személyi | cnp-ul | carte de identitate | č. op | útlevél | pașaport
el: číslo občanského průkazu | adóazonosító jel | cestovní pas | lična karta | osobna iskaznica | αριθμός διαβατηρίου
el: személyi számom | asmens kodas | isikukood | personas kods | rodné číslo je | egn-то
zh: 身份证 | 身份证号 | 身份证号码 | 身份證 | 身份證號碼 | 护照 | 护照号 | マイナンバー | パスポート番号
zh: 주민등록번호 | 주민번호 | 여권번호 | เลขบัตรประชาชน
zh: บัตรประชาชน | cccd | số cccd | cmnd | căn cước | hộ chiếu | 護照 | 運転免許証 | เลขประจำตัวประชาชน
zh: 외국인등록번호
zh: หนังสือเดินทาง | 护照号码
fa: کد ملی | شماره ملی | شماره پاسپورت | תעודת זהות | ת.ז | ת.ז. | תז | ת"ז | דרכון | জাতীয় পরিচয়পত্র | এনআইডি
fa: পাসপোর্ট | এনআইডি নম্বর | מספר זהות | מספר דרכון | পাসপোর্ট নম্বর
"""

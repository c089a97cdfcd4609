# language: no
Egenskap: Å prøve igjen
  Et nytt forsøk sier hva som feilet, og hva som er annerledes denne gangen.

  Bakgrunn:
    Gitt en sak

  @again-is-a-retry
  Regel: Neste utprøving er et nytt forsøk
    En ny start skjuler det som feilet. Et nytt forsøk sier hva som er annerledes.

    @http
    Scenariomal: En ny start skjuler ikke det som ikke lyktes
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "<utfall>"
      Når utprøvingen "t2" starter
      Så sier registeret nei, og ber om "et nytt forsøk"
      Og registeret foreslår "nytt forsøk startet" som det som bør registreres først
        | retry of | t1 |

      Eksempler:
        | utfall    |
        | mislykket |
        | blandet   |
        | stoppet   |

    Scenario: Et annet sted er det en egen utprøving
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Når utprøvingen "t2" starter, med sted "Nord"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: På det samme navngitte stedet er det et nytt forsøk
      Gitt at utprøvingen "t1" har startet, med sted "Nord"
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Når utprøvingen "t2" starter, med sted "Nord"
      Så sier registeret nei, og ber om "et nytt forsøk"

    Scenario: Etter en vellykket utprøving er det en egen utprøving
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "70" i utprøvingen "t1"
      Og at utprøvingen "t1" er avsluttet som "vellykket"
      Når utprøvingen "t2" starter
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Mens den første pågår, er det en egen utprøving
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når utprøvingen "t2" starter
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Under en annen retning er det en egen utprøving
      Gitt et alternativ "a1"
      Og et alternativ "a2"
      Og at alternativet "a1" er valgt
      Og at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Og at alternativet "a2" er valgt
      Når utprøvingen "t2" starter
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Den siste utprøvingen teller
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Og at en endring "j1" er gjort på grunn av "f1"
      Og at et nytt forsøk "t2" på "t1" har startet etter endringen "j1", med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "70" i utprøvingen "t2"
      Og at utprøvingen "t2" er avsluttet som "vellykket"
      Når utprøvingen "t3" starter
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det som foreslås, er den samme utprøvingen som et nytt forsøk
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Når utprøvingen "t2" starter, med hypotese "Det virker nå"
      Så sier registeret nei, og ber om "et nytt forsøk"
      Og registeret foreslår "nytt forsøk startet" i stedet
        | utprøving       | t2            |
        | retry of        | t1            |
        | hypotese        | Det virker nå |
        | gjorte endringer | …             |
        | stopp når       |               |

  @retry-has-adjustment
  Regel: Et nytt forsøk følger en endring
    Å prøve det samme igjen lærer ingen noe.

    @http
    Scenario: Den samme utprøvingen kan ikke bare gjøres om igjen
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Når et nytt forsøk "t2" på "t1" starter
      Så sier registeret nei, og ber om "en endring"
      Og registeret foreslår "endring gjort" som det som bør registreres først

    @http
    Scenario: Etter en endring kan det prøves igjen
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Og at en endring "j1" er gjort på grunn av "f1"
      Når et nytt forsøk "t2" på "t1" starter etter endringen "j1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En endring som ikke nevnes, teller ikke
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"
      Når et nytt forsøk "t2" på "t1" starter
      Så sier registeret nei, og ber om "en endring"

    Scenario: En endring fra før utprøvingen har ikke endret noe siden
      Gitt at en feil "f0" er meldt
      Og at en endring "j0" er gjort på grunn av "f0"
      Og dagen etter
      Og at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når et nytt forsøk "t2" på "t1" starter etter endringen "j0"
      Så sier registeret nei, og ber om "en endring"

    Scenario: En endring fra samme dag teller
      Gitt at en feil "f0" er meldt
      Og at en endring "j0" er gjort på grunn av "f0"
      Og at utprøvingen "t1" har startet, den 2.3.2026
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når et nytt forsøk "t2" på "t1" starter etter endringen "j0"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Én ny endring blant gamle er nok
      Gitt at en feil "f0" er meldt
      Og at en endring "j0" er gjort på grunn av "f0"
      Og dagen etter
      Og at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"
      Når et nytt forsøk "t2" på "t1" starter, med gjorte endringer "j0, j1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En feil kan også prøves på nytt etter en endring
      Gitt at en feil "f1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"
      Når et nytt forsøk "t1" på "f1" starter etter endringen "j1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En endring fra før feilen teller ikke
      Gitt at en feil "f0" er meldt
      Og at en endring "j0" er gjort på grunn av "f0"
      Og dagen etter
      Og at en feil "f1" er meldt
      Når et nytt forsøk "t1" på "f1" starter etter endringen "j0"
      Så sier registeret nei, og ber om "en endring"

    Scenario: Det som det bes om, svarer på feilen
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når et nytt forsøk "t2" på "t1" starter
      Så sier registeret nei, og ber om "en endring"
      Og registeret foreslår "endring gjort" som det som bør registreres først
        | på grunn av | f1 |

    Scenario: Det som alt er endret, gjenstår bare å nevne
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"
      Når et nytt forsøk "t2" på "t1" starter
      Så sier registeret nei, og ber om "en endring"
      Og registeret foreslår "nytt forsøk startet" i stedet
        | gjorte endringer | j1 |

    Scenario: Der ingen feil er kjent, spør det hva endringen svarer på
      Gitt at utprøvingen "t1" har startet
      Når et nytt forsøk "t2" på "t1" starter
      Så sier registeret nei, og ber om "en endring"
      Og registeret foreslår "endring gjort" som det som bør registreres først
        | på grunn av | … |

  @adjustment-has-reason
  Regel: En endring har en grunn
    En endring uten grunn lærer ikke dem som kommer etter, noe.

    @http
    Scenario: En endring uten grunn må vente
      Når en endring "j1" blir gjort
      Så sier registeret nei, og ber om "en grunn"

    Scenario: En feil er grunn nok
      Gitt at en feil "f1" er meldt
      Når en endring "j1" blir gjort på grunn av "f1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En lærdom er grunn nok
      Gitt at en feil "f1" er meldt
      Og at en lærdom "l1" er trukket av feilen "f1"
      Når en endring "j1" blir gjort på grunn av "l1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Tilsyn er grunn nok
      Gitt at tilsynssaken "o1" er mottatt
      Når en endring "j1" blir gjort på grunn av "o1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Oppføringen den følger av, er grunn nok
      Gitt at en feil "f1" er meldt
      Når en endring "j1" blir gjort, med årsak "2"
      Så blir det registrert, og regelen har ingen anmerkning

  @retry-changes-something
  Regel: Et nytt forsøk endrer noe
    Det som er prøvd på akkurat denne måten før, gir akkurat samme svar.

    Bakgrunn:
      Gitt at utprøvingen "t1" har startet, med hypotese "Det virker" og kriterium "oppslutning >= 60"
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"
      Og at et nytt forsøk "t2" på "t1" har startet etter endringen "j1", med hypotese "Det virker" og kriterium "oppslutning >= 60"
      Og at en endring "j2" er gjort på grunn av "f1"

    Scenario: Det samme en tredje gang gir anmerkning
      Når et nytt forsøk "t3" på "t1" starter etter endringen "j1", med hypotese "Det virker" og kriterium "oppslutning >= 60"
      Så blir det registrert med anmerkning

    Scenario: En annen endring er noe nytt
      Når et nytt forsøk "t3" på "t1" starter etter endringen "j2", med hypotese "Det virker" og kriterium "oppslutning >= 60"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En annen hypotese er noe nytt
      Når et nytt forsøk "t3" på "t1" starter etter endringen "j1", med hypotese "Det trengs mindre opplæring" og kriterium "oppslutning >= 60"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Et annet kriterium er noe nytt
      Når et nytt forsøk "t3" på "t1" starter etter endringen "j1", med hypotese "Det virker" og kriterium "oppslutning >= 70"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Strenge regler spør hva som er annerledes
      Gitt strenge regler
      Når et nytt forsøk "t3" på "t1" starter etter endringen "j1", med hypotese "Det virker" og kriterium "oppslutning >= 60"
      Så sier registeret nei, og ber om "noe som er annerledes"

  @escalate-after-failures
  Regel: Det tredje nye forsøket løftes til dem som bestemmer
    De som bestemmer, skal ikke være de siste som hører at det stadig feiler.

    Bakgrunn:
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"

    Scenario: Det andre nye forsøket spørres det ikke om
      Gitt at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Når et nytt forsøk "t3" på "t1" starter etter endringen "j1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det tredje nye forsøket uten et ord til kommunestyret gir anmerkning
      Gitt at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1"
      Når et nytt forsøk "t4" på "t1" starter etter endringen "j1"
      Så blir det registrert med anmerkning

    Scenario: Når kommunestyret har fått beskjed, kan det fortsette
      Gitt at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1"
      Og at saken er løftet til kommunestyret
      Når et nytt forsøk "t4" på "t1" starter etter endringen "j1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Et ord etter den første feilen er nok
      Gitt at saken er løftet til kommunestyret
      Og at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1"
      Når et nytt forsøk "t4" på "t1" starter etter endringen "j1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Et ord til administrasjonen er ikke nok
      Gitt at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1"
      Og at saken er løftet til administrasjonen
      Når et nytt forsøk "t4" på "t1" starter etter endringen "j1"
      Så blir det registrert med anmerkning

    Scenario: Kommunestyret kan selv prøve igjen
      Gitt at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1"
      Når et nytt forsøk "t4" på "t1" starter etter endringen "j1" av kommunestyret
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Et ord fra før noe feilet, er for tidlig
      Gitt at en sak "20-018" er åpnet
      Og at saken er løftet til kommunestyret i saken "20-018"
      Og at utprøvingen "t1" har startet i saken "20-018"
      Og at en feil "f1" i utprøvingen "t1" er meldt i saken "20-018"
      Og at en endring "j1" er gjort på grunn av "f1" i saken "20-018"
      Og at et nytt forsøk "t2" på "t1" har startet etter endringen "j1" i saken "20-018"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1" i saken "20-018"
      Når et nytt forsøk "t4" på "t1" starter etter endringen "j1" i saken "20-018"
      Så blir det registrert med anmerkning

    Scenario: En organisasjon kan spørre tidligere
      Gitt at regelen "escalate-after-failures" har "n" satt til "2"
      Og at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Når et nytt forsøk "t3" på "t1" starter etter endringen "j1"
      Så blir det registrert med anmerkning

    Scenario: Strenge regler ber om ordet først
      Gitt strenge regler
      Og at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1"
      Når et nytt forsøk "t4" på "t1" starter etter endringen "j1"
      Så sier registeret nei, og ber om "en løftet sak"
      Og registeret foreslår "sak løftet" som det som bør registreres først
        | til nivå | politisk |

    Scenario: Det fjerde nye forsøket spørres det også om
      Gitt at et nytt forsøk "t2" på "t1" har startet etter endringen "j1"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1"
      Og at et nytt forsøk "t4" på "t1" har startet etter endringen "j1"
      Når et nytt forsøk "t5" på "t1" starter etter endringen "j1"
      Så blir det registrert med anmerkning

    Scenario: Driften prøver ikke igjen for administrasjonen
      Gitt at en sak "20-018" er åpnet, med beslutningsnivå "administrativt"
      Og at utprøvingen "t1" har startet i saken "20-018"
      Og at en feil "f1" i utprøvingen "t1" er meldt i saken "20-018"
      Og at en endring "j1" er gjort på grunn av "f1" i saken "20-018"
      Og at et nytt forsøk "t2" på "t1" har startet etter endringen "j1" i saken "20-018"
      Og at et nytt forsøk "t3" på "t1" har startet etter endringen "j1" i saken "20-018"
      Når et nytt forsøk "t4" på "t1" starter etter endringen "j1" i saken "20-018" av driften
      Så blir det registrert med anmerkning

    Scenario: Der ingenting feilet, spørres det også om det første nye forsøket
      Gitt strenge regler
      Og at regelen "escalate-after-failures" har "n" satt til "1"
      Og at en sak "20-018" er åpnet
      Og at en retning er valgt i saken "20-018"
      Og at utprøvingen "t1" har startet i saken "20-018"
      Og at en endring "j1" er gjort i saken "20-018", med årsak "1"
      Når et nytt forsøk "t2" på "t1" starter etter endringen "j1" i saken "20-018"
      Så sier registeret nei, og ber om "en løftet sak"

    Scenario: En feil som er meldt siden, brukes ikke mot det første nye forsøket
      Gitt strenge regler
      Og at regelen "escalate-after-failures" har "n" satt til "1"
      Og at en sak "20-018" er åpnet
      Og at en retning er valgt i saken "20-018"
      Og at utprøvingen "t1" har startet i saken "20-018"
      Og at saken er løftet til kommunestyret i saken "20-018"
      Og at en feil "f1" i utprøvingen "t1" er meldt i saken "20-018"
      Og at en endring "j1" er gjort på grunn av "f1" i saken "20-018"
      Når et nytt forsøk "t2" på "t1" starter etter endringen "j1" i saken "20-018"
      Så blir det registrert med anmerkning

    Scenariomal: Et ord fra før det er for tidlig for det neste
      Gitt strenge regler
      Og at regelen "escalate-after-failures" har "n" satt til "<n>"
      Og at en sak "20-018" er åpnet
      Og at en retning er valgt i saken "20-018"
      Og at utprøvingen "t1" har startet i saken "20-018"
      Og at saken er løftet til kommunestyret i saken "20-018"
      Og at en feil "f1" i utprøvingen "t1" er meldt i saken "20-018"
      Og at en endring "j1" er gjort på grunn av "f1" i saken "20-018"
      Og at et nytt forsøk "t2" på "t1" har startet etter endringen "j1" i saken "20-018"
      Når et nytt forsøk "t3" på "t1" starter etter endringen "j1" i saken "20-018"
      Så sier registeret nei, og ber om "en løftet sak"

      Eksempler:
        | n |
        | 1 |
        | 2 |

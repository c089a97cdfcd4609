# language: no
Egenskap: Å prøve ut noe
  En utprøving har en retning og et mål, og avslutningen sier ærlig hvordan det gikk.

  Bakgrunn:
    Gitt en sak

  @trial-after-direction
  Regel: Noen har valgt det som prøves ut
    Det ingen har valgt, svarer ingen for når det feiler.

    Scenario: En utprøving uten en valgt retning gir anmerkning
      Når utprøvingen "t1" starter
      Så blir det registrert med anmerkning

    Scenario: En utprøving av det som er valgt, er som den skal være
      Gitt at en retning er valgt
      Når utprøvingen "t1" starter
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Et nytt forsøk er også en utprøving
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"
      Når et nytt forsøk "t2" på "t1" starter etter endringen "j1"
      Så blir det registrert med anmerkning

    Scenario: Strenge regler ber om retningen først
      Gitt strenge regler
      Når utprøvingen "t1" starter
      Så sier registeret nei, og ber om "en retning"
      Og registeret foreslår "retning valgt" som det som bør registreres først

  @trial-is-measurable
  Regel: En utprøving kan måles
    Uten et kriterium kan ingen si etterpå om det virket.

    @http
    Scenario: En utprøving uten kriterium må vente
      Når utprøvingen "t1" starter, med kriterium ""
      Så sier registeret nei, og ber om "et kriterium"

    @http
    Scenario: Ett kriterium er nok
      Når utprøvingen "t1" starter, med kriterium "oppslutning >= 60"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Et nytt forsøk uten kriterium må også vente
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"
      Når et nytt forsøk "t2" på "t1" starter etter endringen "j1", med kriterium ""
      Så sier registeret nei, og ber om "et kriterium"

    Scenario: Det som foreslås, er et kriterium å fylle ut
      Når utprøvingen "t1" starter, med kriterium ""
      Så sier registeret nei, og ber om "et kriterium"
      Og registeret foreslår "utprøving startet" i stedet
        | kriterium | … >= 0 |
        | stopp når |        |

  @failed-trial-names-failure
  Regel: En mislykket utprøving nevner feilen sin
    Det som feilet, må nevnes, ellers kan ingen lære av det.

    @http
    Scenariomal: En utprøving mislykkes ikke mens ingenting er meldt
      Gitt at utprøvingen "t1" har startet
      Når utprøvingen "t1" blir avsluttet som "<utfall>"
      Så sier registeret nei, og ber om "en meldt feil"
      Og registeret foreslår "feil meldt" som det som bør registreres først
        | utprøving | t1 |

      Eksempler:
        | utfall    |
        | mislykket |
        | blandet   |
        | stoppet   |

    Scenariomal: Når feilen er meldt, kan den avsluttes
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når utprøvingen "t1" blir avsluttet som "<utfall>"
      Så blir det registrert, og regelen har ingen anmerkning

      Eksempler:
        | utfall    |
        | mislykket |
        | blandet   |
        | stoppet   |

    Scenario: En feil som er meldt i saken, er den eneste utprøvingens
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" er meldt
      Når utprøvingen "t1" blir avsluttet som "mislykket"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En annen utprøvings feil er en annens
      Gitt at utprøvingen "t1" har startet
      Og at utprøvingen "t2" har startet
      Og at en feil "f2" i utprøvingen "t2" er meldt
      Når utprøvingen "t1" blir avsluttet som "mislykket"
      Så sier registeret nei, og ber om "en meldt feil"

    Scenario: En utprøving kan stoppes av en grunn utenfra
      Gitt at utprøvingen "t1" har startet
      Når utprøvingen "t1" blir avsluttet som "stoppet", med stoppgrunn "Leverandøren gikk konkurs"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En grunn skjuler ikke et kriterium som ikke ble nådd
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "59" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "stoppet", med stoppgrunn "Leverandøren gikk konkurs"
      Så sier registeret nei, og ber om "en meldt feil"

    Scenario: Et kriterium som ble nådd til slutt, er nådd
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "59" i utprøvingen "t1"
      Og at "oppslutning" er målt til "60" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "stoppet", med stoppgrunn "Leverandøren gikk konkurs"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En grunn gjelder en stoppet utprøving, ikke en mislykket
      Gitt at utprøvingen "t1" har startet
      Når utprøvingen "t1" blir avsluttet som "mislykket", med stoppgrunn "Leverandøren gikk konkurs"
      Så sier registeret nei, og ber om "en meldt feil"

    Scenario: En vellykket utprøving har ingen feil å nevne
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "60" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så blir det registrert, og regelen har ingen anmerkning

  @success-has-evidence
  Regel: Det som lyktes, er målt
    Noe vellykket som ingen har målt, er et håp, og de neste vil bygge på det.

    Scenario: Ingenting målt er ikke vellykket
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så sier registeret nei, og ber om "målinger"
      Og registeret foreslår "observasjon notert" som det som bør registreres først
        | måltall | oppslutning |

    Scenario: Akkurat på målet er vellykket
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "60" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Rett under målet er ikke vellykket
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "59" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så sier registeret nei, og ber om "målinger"

    Scenario: Den siste målingen teller
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "70" i utprøvingen "t1"
      Og at "oppslutning" er målt til "59" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så sier registeret nei, og ber om "målinger"

    Scenario: Målet kan være bommet på før det ble nådd
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "59" i utprøvingen "t1"
      Og at "oppslutning" er målt til "70" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Hvert kriterium er målt
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60; feil < 3"
      Og at "oppslutning" er målt til "70" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så sier registeret nei, og ber om "målinger"
      Og registeret foreslår "observasjon notert" som det som bør registreres først
        | måltall | feil |

    Scenario: Hvert kriterium er nådd
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60; feil < 3"
      Og at "oppslutning" er målt til "70" i utprøvingen "t1"
      Og at "feil" er målt til "2" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En måling i en annen utprøving er en annens
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at utprøvingen "t2" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "70" i utprøvingen "t2"
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så sier registeret nei, og ber om "målinger"

    Scenario: Uten et kriterium kan ingenting ha lyktes
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "utprøving startet"
      Og at utprøvingen "t1" har startet, med kriterium ""
      Når utprøvingen "t1" blir avsluttet som "vellykket"
      Så sier registeret nei, og ber om "målinger"

    Scenario: Det som mislyktes, trenger ikke bevis
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når utprøvingen "t1" blir avsluttet som "mislykket"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenariomal: Det som er målt og ikke nådd, kalles noe annet
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60; feil < 3"
      Og at "oppslutning" er målt til "59" i utprøvingen "t1"
      Når utprøvingen "t1" blir avsluttet som "vellykket", med sammendrag "It is over"
      Så sier registeret nei, og ber om "målinger"
      Og registeret foreslår "utprøving avsluttet" i stedet
        | utfall | <utfall> |

      Eksempler:
        | utfall |
        | …      |

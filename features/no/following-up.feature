# language: no
Egenskap: Å følge opp
  Noen skylder de andre et ord, og alle ser hvem, og når fristen er.

  Bakgrunn:
    Gitt at det er 2.3.2026
    Og en sak

  @say-how-it-goes
  Regel: Noen sier hvordan det går
    Det er tausheten som synes. En observasjon, en slutt eller en meldt feil bryter den med en gang.

    @http
    Scenario: En utprøving uten gjennomgangsdato har nitti dager
      Når utprøvingen "t1" starter
      Så skylder administrasjonen dette for "t1" innen 31.5.2026

    Scenario: En utprøving gjennomgås innen sin dato
      Når utprøvingen "t1" starter, med gjennomgangsdato "15.4.2026"
      Så skylder administrasjonen dette for "t1" innen 15.4.2026

    Scenario: På selve dagen er det ikke for sent
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "15.4.2026"
      Og at det er 15.4.2026
      Så er fristen ikke ute for "t1"

    Scenario: Dagen etter er det for sent
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "15.4.2026"
      Og at det er 16.4.2026
      Så er fristen ute for "t1"

    @http
    Scenario: En observasjon er et ord
      Gitt at utprøvingen "t1" har startet
      Når "Det gikk bra nok" blir notert i utprøvingen "t1"
      Så er dette fulgt opp for "t1"

    Scenario: En observasjon av en annen utprøving er det ikke
      Gitt at utprøvingen "t1" har startet
      Og at utprøvingen "t2" har startet
      Når "Det gikk bra nok" blir notert i utprøvingen "t2"
      Så skylder administrasjonen dette for "t1" innen 31.5.2026

    Scenario: Før gjennomgangsdatoen er en observasjon for tidlig
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "15.4.2026"
      Og at det er 14.4.2026
      Når "Det gikk bra nok" blir notert i utprøvingen "t1"
      Så skylder administrasjonen dette for "t1" innen 15.4.2026

    Scenario: På gjennomgangsdatoen er en observasjon i tide
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "15.4.2026"
      Og at det er 15.4.2026
      Når "Det gikk bra nok" blir notert i utprøvingen "t1"
      Så er dette fulgt opp for "t1"

    @http
    Scenario: En meldt feil er et ord med en gang
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "15.4.2026"
      Når en feil "f1" i utprøvingen "t1" blir meldt
      Så er dette fulgt opp for "t1"

    Scenario: En feil som er meldt i saken, er et ord om hver utprøving som pågår
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "15.4.2026"
      Og at utprøvingen "t2" har startet, med gjennomgangsdato "15.4.2026"
      Når en feil "f1" blir meldt
      Så er dette fulgt opp for "t1"
      Og er dette fulgt opp for "t2"

    Scenario: Slutten på utprøvingen er et ord med en gang
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "15.4.2026"
      Når utprøvingen "t1" blir avsluttet som "stoppet", med stoppgrunn "Leverandøren gikk konkurs"
      Så er dette fulgt opp for "t1"

    Scenario: Et kriterium som ikke ble nådd, krever et ord
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60" og gjennomgangsdato "15.1.2027"
      Når "oppslutning" blir målt til "59" i utprøvingen "t1"
      Så skylder administrasjonen dette for "t1" innen 20.3.2026

    Scenario: Et kriterium som ble nådd, gjør det ikke
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Når "oppslutning" blir målt til "60" i utprøvingen "t1"
      Så skylder ingen dette for "t1"

    Scenario: Feilen bak er det ordet
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "59" i utprøvingen "t1"
      Når en feil "f1" i utprøvingen "t1" blir meldt
      Så er dette fulgt opp for "t1"

    Scenario: En organisasjon kan spørre før
      Gitt at regelen "say-how-it-goes" har "days" satt til "30"
      Og at regelen "say-how-it-goes" har "missed_days" satt til "5"
      Og at utprøvingen "t1" har startet
      Og at utprøvingen "t2" har startet, med kriterium "oppslutning >= 60"
      Når "oppslutning" blir målt til "59" i utprøvingen "t2"
      Så skylder administrasjonen dette for "t1" innen 1.4.2026
      Og skylder administrasjonen dette for "t2" innen 9.3.2026

    Scenario: En tidligere utprøving uten gjennomgangsdato skylder ingenting
      Når utprøvingen "t1" starter, for 200 dager siden
      Så skylder ingen dette for "t1"

    Scenario: En regel som er av, krever ingenting
      Gitt at regelen "say-how-it-goes" er satt til "av"
      Når utprøvingen "t1" starter
      Så skylder ingen dette for "t1"

    Scenario: Det som bommer etter at feilen er meldt, er alt sagt
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når "oppslutning" blir målt til "59" i utprøvingen "t1"
      Så er dette fulgt opp for "t1"

    Scenario: Det som bommer etter slutten, er alt sagt
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at utprøvingen "t1" er avsluttet som "stoppet", med stoppgrunn "Leverandøren gikk konkurs"
      Når "oppslutning" blir målt til "59" i utprøvingen "t1"
      Så er dette fulgt opp for "t1"

    Scenariomal: Gjennomgangsdatoen teller for en tidligere utprøving der den ikke selv er passert
      Når utprøvingen "t1" starter, for 200 dager siden, med gjennomgangsdato "<dato>"
      Så skylder administrasjonen dette for "t1" innen <frist>

      Eksempler:
        | dato       | frist      |
        | 2026-04-15 | 2026-04-15 |
        | 2026-03-02 | 2026-03-02 |
        | 2026-03-01 | 2026-05-31 |

  @draw-lesson
  Regel: Det læres av en feil
    En feil ingen lærer av, blir betalt for en gang til.

    @http
    Scenario: En feil har tretti virkedager
      Når en feil "f1" blir meldt
      Så skylder administrasjonen dette for "f1" innen 16.4.2026

    Scenario: Juli teller ikke
      Gitt at det er 25.6.2026
      Når en feil "f1" blir meldt
      Så skylder administrasjonen dette for "f1" innen 8.9.2026

    Scenario: Andre steder kan juli telle
      Gitt disse reglene
        """
        [calendar]
        july_counts = true
        """
      Og at det er 25.6.2026
      Når en feil "f1" blir meldt
      Så skylder administrasjonen dette for "f1" innen 6.8.2026

    Scenario: På den siste dagen er en lærdom i tide
      Gitt at en feil "f1" er meldt
      Og at det er 16.4.2026
      Så er fristen ikke ute for "f1"

    Scenario: Dagen etter den siste er den ikke det
      Gitt at en feil "f1" er meldt
      Og at det er 17.4.2026
      Så er fristen ute for "f1"

    @http
    Scenario: En lærdom er trukket
      Gitt at en feil "f1" er meldt
      Når en lærdom "l1" blir trukket av feilen "f1"
      Så er dette fulgt opp for "f1"

    Scenario: En lærdom av en annen feil hjelper ikke
      Gitt at en feil "f1" er meldt
      Og at en feil "f2" er meldt
      Når en lærdom "l1" blir trukket av feilen "f2"
      Så skylder administrasjonen dette for "f1" innen 16.4.2026

    Scenario: En grunnløs feil krever ingenting
      Gitt at en feil "f1" er meldt
      Når meldingen om feilen "f1" blir rettet, med konklusjon "grunnløs" og kilde "https://example.org/rapport"
      Så skylder ingen dette for "f1"

    Scenario: Det som var grunnløst den første dagen, har ingen skyldt, hva som enn læres av det senere
      Gitt at en feil "f1" er meldt
      Og at meldingen om feilen "f1" er rettet, med konklusjon "grunnløs" og kilde "https://example.org/rapport"
      Og dagen etter
      Når en lærdom "l1" blir trukket av feilen "f1"
      Så har ingen skyldt dette for "f1"

    Scenario: En tidligere feil teller fra saken ble åpnet her
      Når en feil "f1" blir meldt, for 400 dager siden
      Så skylder administrasjonen dette for "f1" innen 16.4.2026

    Scenario: En organisasjon setter sitt eget antall dager
      Gitt at regelen "draw-lesson" har "days" satt til "5"
      Når en feil "f1" blir meldt
      Så skylder administrasjonen dette for "f1" innen 9.3.2026

    Scenario: Det som var lært før saken ble åpnet her, har ingen skyldt
      Gitt at en feil "f1" er meldt, for 400 dager siden
      Når en lærdom "l1" blir trukket av feilen "f1", for 390 dager siden
      Så har ingen skyldt dette for "f1"

    Scenario: Det som blir lært dagen etter, var skyldt til da
      Gitt at en feil "f1" er meldt, for 400 dager siden
      Og dagen etter
      Når en lærdom "l1" blir trukket av feilen "f1"
      Så er dette fulgt opp for "f1"

    Scenario: Det som var grunnløst før noen skyldte det, har ingen skyldt
      Gitt at en feil "f1" er meldt, for 400 dager siden
      Og at meldingen om feilen "f1" er rettet, for 395 dager siden, med konklusjon "grunnløs" og kilde "https://example.org/rapport"
      Så har ingen skyldt dette for "f1"

  @share-lesson
  Regel: En lærdom deles med alle nivåer
    Det ett nivå har lært, er et annet i ferd med å trenge.

    Bakgrunn:
      Gitt at en feil "f1" er meldt
      Og at en lærdom "l1" er trukket av feilen "f1" av administrasjonen

    @http
    Scenario: En lærdom som ikke er delt, har fjorten virkedager
      Så skylder administrasjonen dette for "l1" innen 20.3.2026

    Scenario: På den fjortende er det i tide
      Gitt at det er 20.3.2026
      Så er fristen ikke ute for "l1"

    Scenario: Dagen etter er det ikke lenger i tide
      Gitt at det er 21.3.2026
      Så er fristen ute for "l1"

    Scenario: Noen nivåer er ikke alle nivåer
      Når lærdommen "l1" blir delt med kommunestyret
      Så skylder administrasjonen dette for "l1" innen 20.3.2026

    Scenario: Når alle andre nivåer har den, er den delt
      Gitt at lærdommen "l1" er delt med kommunestyret
      Når lærdommen "l1" blir delt med driften
      Så er dette fulgt opp for "l1"

    Scenario: En organisasjon kan dele før
      Gitt at regelen "share-lesson" har "days" satt til "5"
      Så skylder administrasjonen dette for "l1" innen 9.3.2026

    Scenario: Det kommunestyret har lært, deles også
      Gitt at en lærdom "l2" er trukket av feilen "f1" av kommunestyret
      Så skylder administrasjonen dette for "l2" innen 20.3.2026

  @inform-deciding-level
  Regel: Beslutningsnivået får høre om det som gikk alvorlig galt
    Den som bestemmer, hører om det mens det fortsatt er noe å bestemme.

    @http
    Scenario: En alvorlig feil legges fram innen tretti virkedager
      Når en feil "f1" blir meldt, med alvor "alvorlig"
      Så skylder administrasjonen dette for "f1" innen 16.4.2026

    Scenario: En kritisk feil også
      Når en feil "f1" blir meldt, med alvor "kritisk"
      Så skylder administrasjonen dette for "f1" innen 16.4.2026

    Scenario: En moderat feil trenger ikke det
      Når en feil "f1" blir meldt, med alvor "moderat"
      Så skylder ingen dette

    Scenario: En feil som viser seg å være alvorlig, må det
      Gitt at en feil "f1" er meldt, med alvor "moderat"
      Når meldingen om feilen "f1" blir rettet, med alvor "alvorlig"
      Så skylder administrasjonen dette innen 16.4.2026

    Scenario: Der neste møte er kjent, er det innen det
      Gitt at kommunestyret har møte 10.3.2026
      Når en feil "f1" blir meldt, med alvor "alvorlig"
      Så skylder administrasjonen dette for "f1" innen 10.3.2026

    Scenario: Fristen gjelder det møtet
      Gitt at kommunestyret har møte 10.3.2026
      Når en feil "f1" blir meldt, med alvor "alvorlig"
      Så gjelder fristen møtet 10.3.2026

    Scenario: Og ikke noe møte der ingen er kjent
      Når en feil "f1" blir meldt, med alvor "alvorlig"
      Så gjelder fristen ikke noe møte

    Scenario: Et møte samme dag er for tidlig
      Gitt at kommunestyret har møte 2.3.2026
      Og at kommunestyret har møte 24.3.2026
      Når en feil "f1" blir meldt, med alvor "alvorlig"
      Så skylder administrasjonen dette for "f1" innen 24.3.2026

    Scenario: På møtedagen er det i tide
      Gitt at kommunestyret har møte 10.3.2026
      Og at en feil "f1" er meldt, med alvor "alvorlig"
      Og at det er 10.3.2026
      Så er fristen ikke ute for "f1"

    Scenario: Etter møtet er det for sent
      Gitt at kommunestyret har møte 10.3.2026
      Og at en feil "f1" er meldt, med alvor "alvorlig"
      Og at det er 11.3.2026
      Så er fristen ute for "f1"

    Scenario: En stoppet utprøving fortelles det om
      Gitt at utprøvingen "t1" har startet
      Når utprøvingen "t1" blir avsluttet som "stoppet", med stoppgrunn "Leverandøren gikk konkurs"
      Så skylder administrasjonen dette innen 16.4.2026

    Scenario: En plan som røk, fortelles det om
      Når planen blir endret
      Så skylder administrasjonen dette innen 16.4.2026

    @http
    Scenario: Når saken er lagt fram, vet de det
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når saken blir lagt fram for kommunestyret
      Så er dette fulgt opp for "f1"

    Scenario: En framlegging som stopper før det, forteller dem ikke om det
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når saken blir lagt fram for kommunestyret til og med oppføring 1
      Så skylder administrasjonen dette for "f1" innen 16.4.2026

    Scenario: Å legge fram for andre forteller dem ikke om det
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når saken blir lagt fram for driften
      Så skylder administrasjonen dette for "f1" innen 16.4.2026

    Scenario: Det kommunestyret selv har meldt, trenger det ikke å få høre
      Når en feil "f1" blir meldt av kommunestyret, med alvor "alvorlig"
      Så skylder ingen dette

    Scenario: Det som var grunnløst, trenger ingen å få høre
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med konklusjon "grunnløs" og kilde "https://example.org/rapport"
      Så skylder ingen dette for "f1"

    Scenario: En organisasjon kan fortelle før
      Gitt at regelen "inform-deciding-level" har "days" satt til "5"
      Når en feil "f1" blir meldt, med alvor "alvorlig"
      Så skylder administrasjonen dette for "f1" innen 9.3.2026

    Scenario: Et møte som har vært, er ikke det neste
      Gitt kommunestyret har møte 10.3.2026
      Og kommunestyret har møte 24.3.2026
      Og i dag er 12.3.2026
      Når en feil "f1" blir meldt, med alvor "alvorlig"
      Så skylder administrasjonen dette for "f1" innen 24.3.2026

    Scenario: Før dagen er fristen ikke ute
      Når en feil "f1" blir meldt, med alvor "alvorlig"
      Så er fristen ikke ute for "f1"

  @acknowledge-lesson
  Regel: Et nivå leser det som er delt med det
    En lærdom som ble sendt og aldri lest, har ikke lært noen noe.

    Bakgrunn:
      Gitt at en feil "f1" er meldt
      Og at en lærdom "l1" er trukket av feilen "f1" av administrasjonen

    Scenario: Ingen må lese det som ikke er delt
      Så skylder ingen dette for "l1"

    @http
    Scenario: Nivået den er delt med, har tretti virkedager
      Når lærdommen "l1" blir delt med kommunestyret
      Så skylder kommunestyret dette for "l1" innen 16.4.2026

    Scenario: Der neste møte er kjent, leser det innen da
      Gitt at kommunestyret har møte 24.3.2026
      Når lærdommen "l1" blir delt med kommunestyret
      Så skylder kommunestyret dette for "l1" innen 24.3.2026

    Scenario: Et annet nivås møte er ikke dets eget
      Gitt at driften har møte 24.3.2026
      Når lærdommen "l1" blir delt med kommunestyret
      Så skylder kommunestyret dette for "l1" innen 16.4.2026

    @http
    Scenario: Når det sier at det har lest, er det gjort
      Gitt at lærdommen "l1" er delt med kommunestyret
      Når kommunestyret leser lærdommen "l1"
      Så er dette fulgt opp for "l1"

    Scenario: Et annet nivå leser for seg selv
      Gitt at lærdommen "l1" er delt med kommunestyret
      Når driften leser lærdommen "l1"
      Så skylder kommunestyret dette for "l1" innen 16.4.2026

    Scenario: Den som trakk den, trenger ikke lese den
      Når lærdommen "l1" blir delt med administrasjonen
      Så skylder ingen dette for "l1"

    Scenario: Ingen utenfra skylder noe
      Når lærdommen "l1" blir delt med noen utenfra
      Så skylder ingen dette for "l1"

    Scenario: På den siste dagen kan den fortsatt leses
      Gitt at lærdommen "l1" er delt med kommunestyret
      Og at det er 16.4.2026
      Så er fristen ikke ute for "l1"

    Scenario: Etter den er det for sent
      Gitt at lærdommen "l1" er delt med kommunestyret
      Og at det er 17.4.2026
      Så er fristen ute for "l1"

    Scenario: En organisasjon kan be om at den leses før
      Gitt at regelen "acknowledge-lesson" har "days" satt til "5"
      Når lærdommen "l1" blir delt med kommunestyret
      Så skylder kommunestyret dette for "l1" innen 9.3.2026

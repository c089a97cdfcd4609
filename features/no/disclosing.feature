# language: no
Egenskap: Å melde en feil
  En feil kan alltid meldes. Den blir stående, og den er intern til noen åpner den.

  Bakgrunn:
    Gitt en sak

  @failure-stays
  Regel: En feil blir stående
    Den som sier at den var mindre, viser hva det bygger på.

    @http
    Scenario: Ingen snakker ned en feil uten en kilde
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "moderat"
      Så sier registeret nei, og ber om "en kilde"

    @http
    Scenario: Med en kilde kan meldingen rettes
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "liten" og kilde "https://example.org/rapport"
      Så blir det registrert uten anmerkninger

    Scenario: Å si at den var like alvorlig, krever ingen kilde
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "alvorlig"
      Så blir det registrert uten anmerkninger

    Scenario: Å si at den var mer alvorlig, krever ingen kilde
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "kritisk"
      Så blir det registrert uten anmerkninger

    Scenario: Det ingen har gradert, kan graderes
      Gitt at en feil "f1" er meldt
      Når meldingen om feilen "f1" blir rettet, med alvor "liten"
      Så blir det registrert uten anmerkninger

    Scenario: Ingen finner en feil grunnløs uten en kilde
      Gitt at en feil "f1" er meldt
      Når meldingen om feilen "f1" blir rettet, med konklusjon "grunnløs"
      Så sier registeret nei, og ber om "en kilde"

    Scenario: Med en kilde kan den være grunnløs
      Gitt at en feil "f1" er meldt
      Når meldingen om feilen "f1" blir rettet, med konklusjon "grunnløs" og kilde "https://example.org/rapport"
      Så blir det registrert uten anmerkninger

    Scenario: En mistanke kan bekreftes uten en kilde
      Gitt at en feil "f1" er meldt, med konklusjon "mistenkt"
      Når meldingen om feilen "f1" blir rettet, med konklusjon "bekreftet"
      Så blir det registrert uten anmerkninger

    Scenario: Det er den siste meldingen som gjelder
      Gitt at en feil "f1" er meldt, med alvor "kritisk"
      Og at meldingen om feilen "f1" er rettet, med alvor "liten" og kilde "https://example.org/rapport"
      Når meldingen om feilen "f1" blir rettet, med alvor "moderat"
      Så blir det registrert uten anmerkninger

    Scenario: Den blir stående uansett hva reglene er satt til
      Gitt disse reglene
        """
        name = "ours"
        based_on = "standard"
        """
      Og at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "liten"
      Så sier registeret nei, og ber om "en kilde"

    Scenario: Ingen kan gjøre unntak fra det
      Når det blir gjort unntak fra regelen "failure-stays" for "melding rettet" av kommunestyret
      Så sier registeret nei, og ber om "at unntaket faller bort"

  @told-in-one-text
  Regel: Én tekst er nok
    Den som må fylle ut et skjema først, skriver ingenting.

    @http
    Scenario: Det som skjedde, er alt som må sies
      Gitt strenge regler
      Når en feil blir meldt
        """
        Alarmen gikk ikke
        """
      Så blir det registrert uten anmerkninger

    Scenario: Ingen må si hvor ille det var, og ingen får det travelt
      Når en feil blir meldt
      Så blir det registrert uten anmerkninger
      Og skylder administrasjonen "draw-lesson" innen 16.4.2026
      Og ingen skylder "inform-deciding-level"

    Scenario: Den som sier at den var alvorlig, sørger for at de som avgjør, får vite det
      Når en feil blir meldt, med alvor "alvorlig"
      Så blir det registrert uten anmerkninger
      Og skylder administrasjonen "inform-deciding-level"

  @never-refused
  Regel: Ingen regel sier nei
    En feil som blir sendt tilbake, blir ikke meldt en gang til.

    @http
    Scenario: Etter avslutning, under strenge regler, blir en feil registrert likevel
      Gitt at saken er avsluttet som "vedtatt"
      Og strenge regler
      Når en feil blir meldt
      Så blir det registrert uten anmerkninger
      Og bare organisasjonen ser det

    Scenariomal: Hvem som enn melder den
      Gitt strenge regler
      Når en feil blir meldt <av>
      Så blir det registrert uten anmerkninger

      Eksempler:
        | av                 |
        | av kommunestyret   |
        | av administrasjonen |
        | av driften         |
        | av noen utenfra    |

    Scenario: Det som kommer sent, får bare en anmerkning
      Gitt strenge regler
      Og 90 dager senere
      Når en feil blir meldt, for 31 dager siden
      Så blir det registrert med anmerkning etter regelen "late"

    Scenario: Det som skjedde før noe ble registrert her, meldes slik det var
      Gitt strenge regler
      Når en feil blir meldt, for 3000 dager siden
      Så blir det registrert uten anmerkninger
      Og det står som historikk

    Scenario: I en utprøving som noen kalte vellykket
      Gitt at utprøvingen "t1" har startet
      Og at "uptake" er målt til "60" i utprøvingen "t1"
      Og at utprøvingen "t1" er avsluttet som "vellykket"
      Og strenge regler
      Når en feil i utprøvingen "t1" blir meldt
      Så blir det registrert uten anmerkninger

    Scenariomal: Det som hører til, får heller ikke nei
      Gitt at risikoen "r1" er vurdert
      Og at en feil "f1" er meldt
      Og at saken er avsluttet som "oppgitt"
      Og strenge regler
      Når <det meldes>
      Så blir det registrert uten anmerkninger

      Eksempler:
        | det meldes                             |
        | feilen "f1" blir stanset               |
        | risikoen "r1" slår til                 |
        | "Den gikk igjen" blir notert           |
        | "fall per uke" blir målt til "5"       |

    Scenario: En rettelse svarer bare for én regel
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Og at saken er avsluttet som "oppgitt"
      Og strenge regler
      Når meldingen om feilen "f1" blir rettet av driften, med alvor "liten"
      Så sier registeret nei etter regelen "failure-stays", og ber om "en kilde"

    Scenario: Med kilden blir den rettet, av hvem som helst og når som helst
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Og at saken er avsluttet som "oppgitt"
      Og strenge regler
      Når meldingen om feilen "f1" blir rettet av driften, med alvor "liten" og kilde "https://example.org/rapport"
      Så blir det registrert uten anmerkninger

  @internal-at-first
  Regel: Den er intern til noen åpner den
    Å si det til kommunestyret er ikke å si det til avisen.

    @http
    Scenario: Også i en åpen sak
      Gitt at saken "open" er åpnet, med tilgang "åpen"
      Når en feil blir meldt i saken "open"
      Så blir det registrert uten anmerkninger
      Og bare organisasjonen ser det

    Scenario: Å åpne saken åpner det som er meldt i den
      Gitt at en feil "f1" er meldt
      Når tilgangen blir endret til "åpen"
      Så blir det registrert uten anmerkninger
      Og alle ser oppføring 2

    Scenario: Den som vil, åpner den ene oppføringen
      Gitt at en feil "f1" er meldt
      Og at en feil "f2" er meldt
      Når tilgangen blir endret til "åpen" for oppføring 2
      Så blir det registrert uten anmerkninger
      Og alle ser oppføring 2
      Og bare organisasjonen ser oppføring 3

  @no-dearer-than-silence
  Regel: Den koster ikke mer enn å la det være
    Å tie må aldri være den korteste veien.

    @http
    Scenario: Å melde den følger opp det som var skyldig
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "20.3.2026"
      Og det er 30 dager senere
      Når en feil i utprøvingen "t1" blir meldt
      Så blir det registrert uten anmerkninger
      Og er "say-how-it-goes" fulgt opp for "t1"

    @http
    Scenario: Ingen trenger å vite hva utprøvingene heter
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "20.3.2026"
      Og at utprøvingen "t2" har startet, med gjennomgangsdato "20.3.2026"
      Og det er 30 dager senere
      Når en feil blir meldt
      Så blir det registrert uten anmerkninger
      Og er "say-how-it-goes" fulgt opp for "t1"
      Og er "say-how-it-goes" fulgt opp for "t2"

    Scenario: Til noen sier noe, står det igjen
      Gitt at utprøvingen "t1" har startet, med gjennomgangsdato "20.3.2026"
      Når det er 30 dager senere
      Så skylder administrasjonen "say-how-it-goes" for "t1"

    Scenario: En avslutning som tausheten ville latt stå åpen, blir ikke stengt
      Gitt at en feil er meldt
      Og strenge regler
      Når saken blir avsluttet som "oppgitt"
      Så blir det registrert med anmerkning etter regelen "no-conclusion-with-open-loop"

    Scenario: Det gjør heller ikke et valg
      Gitt at alternativet "a" er foreslått
      Og at alternativet "b" er foreslått
      Og at en risiko er vurdert av kommunestyret
      Og at en feil er meldt
      Og strenge regler
      Når alternativet "a" blir valgt
      Så blir det registrert med anmerkning etter regelen "presented-before-decision"

    Scenario: Saken er heller ikke løftet for tidlig på grunn av den
      Gitt at en retning er valgt
      Og at saken er løftet til kommunestyret
      Og at utprøvingen "t1" har startet
      Og at feilen "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Og at endringen "a1" er gjort på grunn av "f1"
      Og disse reglene
        """
        based_on = "strict"

        [rules.escalate-after-failures]
        n = 1
        """
      Når et nytt forsøk "t2" på "t1" starter etter endringen "a1"
      Så blir det registrert med anmerkning etter regelen "escalate-after-failures"

    Scenario: En utprøving som mislyktes, kan avsluttes når feilen har fått et navn
      Gitt at utprøvingen "t1" har startet
      Og at en feil i utprøvingen "t1" er meldt
      Og strenge regler
      Når utprøvingen "t1" blir avsluttet som "mislykket"
      Så blir det registrert uten anmerkninger

    Scenario: En feil som er meldt i saken, hører til sakens eneste utprøving
      Gitt at utprøvingen "t1" har startet
      Og at en feil er meldt
      Og strenge regler
      Når utprøvingen "t1" blir avsluttet som "mislykket"
      Så blir det registrert uten anmerkninger

    Scenario: Av to utprøvinger sier den ikke hvilken
      Gitt at utprøvingen "t1" har startet
      Og at utprøvingen "t2" har startet
      Og at en feil er meldt
      Og strenge regler
      Når utprøvingen "t1" blir avsluttet som "mislykket"
      Så sier registeret nei etter regelen "failed-trial-names-failure", og ber om "en meldt feil"

    Scenario: En utprøving som er avsluttet, er det ikke lenger tale om
      Gitt at utprøvingen "t1" har startet
      Og at "uptake" er målt til "60" i utprøvingen "t1"
      Og at utprøvingen "t1" er avsluttet som "vellykket"
      Og at utprøvingen "t2" har startet
      Og at en feil er meldt
      Og strenge regler
      Når utprøvingen "t2" blir avsluttet som "mislykket"
      Så blir det registrert uten anmerkninger

    Scenario: Fristen er ikke ute når en gammel feil blir meldt
      Gitt 400 dager senere
      Når en feil blir meldt, for 3000 dager siden
      Så blir det registrert uten anmerkninger
      Og det står som historikk
      Og skylder administrasjonen "draw-lesson" innen 20.5.2027

    Scenariomal: I alt en sak går gjennom
      Gitt <regler>
      Og at en retning er valgt
      Og at utprøvingen "t1" har startet
      Og at "uptake" er målt til "12" i utprøvingen "t1"
      Og at feilen "f1" i utprøvingen "t1" er meldt
      Og at utprøvingen "t1" er avsluttet som "mislykket"
      Og at lærdommen "l1" er trukket av feilen "f1"
      Og at endringen "a1" er gjort på grunn av "l1"
      Og at det nye forsøket "t2" på "t1" har startet etter endringen "a1"
      Så koster det ikke mer å melde en feil enn å la det være
      Og koster det ikke mer å melde en feil i utprøvingen "t1" enn å la det være
      Og koster det ikke mer å melde en feil i utprøvingen "t2" enn å la det være

      Eksempler:
        | regler         |
        | vanlige regler |
        | strenge regler |

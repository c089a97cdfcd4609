# language: no
Egenskap: Reglene som gjelder
  De øverste eier reglene, og den som gjør unntak fra en regel, gjør det åpent.

  Bakgrunn:
    Gitt en sak

  @waiver-by-owner
  Regel: Unntak gjøres av dem som eier regelen
    Den som kunne gjøre unntak for seg selv, ville ikke hatt noen regel.

    @http
    Scenario: Administrasjonen gjør ikke unntak fra kommunestyrets regel
      Når det blir gjort unntak fra regelen "trial-is-measurable" for "utprøving startet" av administrasjonen
      Så sier registeret nei, og ber om "regelens eier"

    @http
    Scenario: Kommunestyret kan
      Når det blir gjort unntak fra regelen "trial-is-measurable" for "utprøving startet" av kommunestyret
      Så blir det registrert uten anmerkninger

    Scenario: Ingen utenfra kan
      Når det blir gjort unntak fra regelen "trial-is-measurable" for "utprøving startet" av noen utenfra
      Så sier registeret nei, og ber om "regelens eier"

    Scenario: En regel kan tilhøre administrasjonen
      Gitt disse reglene
        """
        [rules.trial-is-measurable]
        owner = "administrative"
        """
      Når det blir gjort unntak fra regelen "trial-is-measurable" for "utprøving startet" av administrasjonen
      Så blir det registrert uten anmerkninger

    Scenario: Da kan driften fortsatt ikke
      Gitt disse reglene
        """
        [rules.trial-is-measurable]
        owner = "administrative"
        """
      Når det blir gjort unntak fra regelen "trial-is-measurable" for "utprøving startet" av driften
      Så sier registeret nei, og ber om "regelens eier"

    Scenario: Ingen gjør unntak fra denne regelen heller
      Når det blir gjort unntak fra regelen "waiver-by-owner" for "unntak gjort" av kommunestyret
      Så sier registeret nei, og ber om "at unntaket faller bort"

    @http
    Scenario: Et unntak slipper én oppføring gjennom
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "utprøving startet"
      Når utprøvingen "t1" starter, med kriterium ""
      Så blir det registrert, og regelen "trial-is-measurable" har ingen anmerkning
      Og unntaket er brukt opp

    Scenario: Og ikke en til
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "utprøving startet"
      Og at utprøvingen "t1" har startet, med kriterium ""
      Når utprøvingen "t2" starter, med kriterium ""
      Så sier registeret nei etter regelen "trial-is-measurable"

    Scenario: Et unntak for noe annet hjelper ikke
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "nytt forsøk startet"
      Når utprøvingen "t1" starter, med kriterium ""
      Så sier registeret nei etter regelen "trial-is-measurable"

    Scenario: Et unntak som ingenting trengte, er ikke brukt
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "utprøving startet"
      Når utprøvingen "t1" starter, med kriterium "oppslutning >= 60"
      Så er det ikke brukt noe unntak

    Scenario: Et unntak gjelder på den siste dagen
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "utprøving startet", med utløpsdato "i morgen"
      Og dagen etter
      Når utprøvingen "t1" starter, med kriterium ""
      Så er unntaket brukt opp

    Scenario: Og ikke dagen etter
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "utprøving startet", med utløpsdato "i dag"
      Og dagen etter
      Når utprøvingen "t1" starter, med kriterium ""
      Så sier registeret nei etter regelen "trial-is-measurable"

    Scenario: Et unntak tar også bort en anmerkning
      Gitt at det er gjort unntak fra regelen "only-deciding-level-chooses" for "retning valgt"
      Når en retning blir valgt av administrasjonen
      Så blir det registrert, og regelen "only-deciding-level-chooses" har ingen anmerkning
      Og unntaket er brukt opp

    Scenario: Unntak fra en annen regel hjelper ikke
      Gitt at det er gjort unntak fra regelen "again-is-a-retry" for "utprøving startet"
      Når utprøvingen "t1" starter, med kriterium ""
      Så sier registeret nei etter regelen "trial-is-measurable"

    Scenario: Unntak for et valg hjelper ikke den som avslutter
      Gitt at det er gjort unntak fra regelen "only-deciding-level-chooses" for "retning valgt"
      Når saken blir avsluttet som "vedtatt" av administrasjonen
      Så blir det registrert med anmerkning etter regelen "only-deciding-level-chooses"

    Scenario: Et unntak gjelder før sin siste dag
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "utprøving startet", med utløpsdato "om 30 dager"
      Når utprøvingen "t1" starter, med kriterium ""
      Så er unntaket brukt opp

    Scenario: Det bare en meldt feil står i veien for, bruker ikke opp noe unntak
      Gitt strenge regler
      Og at en retning er valgt
      Og at det er gjort unntak fra regelen "no-conclusion-with-open-loop" for "sak avsluttet"
      Og at en feil er meldt
      Når saken blir avsluttet som "oppgitt"
      Så blir det registrert med anmerkning etter regelen "no-conclusion-with-open-loop"
      Og det er ikke brukt noe unntak

    Scenario: Det som står som historikk, bruker ikke opp noe unntak
      Gitt at det er gjort unntak fra regelen "trial-is-measurable" for "utprøving startet"
      Når utprøvingen "t1" starter, for 400 dager siden, med kriterium ""
      Så står det som historikk
      Og det blir registrert med anmerkning etter regelen "trial-is-measurable"
      Og det er ikke brukt noe unntak

  @policy-by-owner
  Regel: De øverste vedtar reglene
    Regler endres av de øverste, og aldri for det som alt er registrert under dem.

    @http
    Scenario: Kommunestyret vedtar regler
      Når reglementet "strict" blir vedtatt fra i morgen av kommunestyret
      Så blir det registrert uten anmerkninger

    Scenario: Administrasjonen gjør det ikke
      Når reglementet "strict" blir vedtatt fra i morgen av administrasjonen
      Så sier registeret nei, og ber om "det øverste nivået"

    Scenario: Ingen utenfra gjør det
      Når reglementet "strict" blir vedtatt fra i morgen av noen utenfra
      Så sier registeret nei, og ber om "det øverste nivået"

    Scenario: Regler vedtas ikke bakover i tid
      Når reglementet "strict" blir vedtatt fra 1.3.2026 av kommunestyret
      Så sier registeret nei, og ber om "en dag fra nå"

    Scenario: Det som er vedtatt, gjelder fra sin dag
      Gitt at reglementet "strict" er vedtatt fra i morgen
      Og dagen etter
      Når en retning blir valgt av administrasjonen
      Så sier registeret nei etter regelen "only-deciding-level-chooses"

    Scenario: Og ikke før
      Gitt at reglementet "strict" er vedtatt fra i morgen
      Når en retning blir valgt av administrasjonen
      Så blir det registrert med anmerkning etter regelen "only-deciding-level-chooses"

    Scenario: En organisasjon skriver sine egne regler
      Gitt at reglementet "ours" er vedtatt fra i morgen
        """
        based_on = "standard"
        [rules.only-deciding-level-chooses]
        mode = "refuse"
        """
      Og dagen etter
      Når en retning blir valgt av administrasjonen
      Så sier registeret nei etter regelen "only-deciding-level-chooses"

    Scenario: En regel som er av, sier ingenting
      Gitt at regelen "only-deciding-level-chooses" er satt til "av"
      Når en retning blir valgt av administrasjonen
      Så blir det registrert, og regelen "only-deciding-level-chooses" har ingen anmerkning

    Scenario: Fra denne regelen gjøres det ikke unntak
      Når det blir gjort unntak fra regelen "policy-by-owner" for "reglement vedtatt" av kommunestyret
      Så sier registeret nei, og ber om "at unntaket faller bort"

    Scenariomal: Et tall kan være så lavt eller så høyt
      Når reglementet "ours" blir vedtatt fra i morgen av kommunestyret
        """
        [rules.<regel>]
        <tall> = <verdi>
        """
      Så blir det registrert uten anmerkninger

      Eksempler:
        | regel                        | tall           | verdi |
        | risk-tolerated-openly        | probability    | 0     |
        | risk-tolerated-openly        | probability    | 1     |
        | escalate-after-failures      | n              | 1     |
        | escalate-after-failures      | n              | 20    |
        | lesson-known-before-decision | lessons        | 1     |
        | lesson-known-before-decision | lessons        | 20    |
        | late                         | days           | 1     |
        | late                         | days           | 365   |
        | speak-plainly                | lix            | 20    |
        | speak-plainly                | lix            | 100   |
        | speak-plainly                | sentence_words | 10    |
        | speak-plainly                | sentence_words | 200   |
        | speak-plainly                | from_words     | 20    |
        | speak-plainly                | from_words     | 10000 |
        | answer-question              | days           | 1     |
        | answer-question              | days           | 365   |
        | answer-oversight             | days           | 1     |
        | answer-oversight             | days           | 365   |
        | draw-lesson                  | days           | 1     |
        | draw-lesson                  | days           | 365   |
        | share-lesson                 | days           | 1     |
        | share-lesson                 | days           | 365   |
        | acknowledge-lesson           | days           | 1     |
        | acknowledge-lesson           | days           | 365   |
        | say-how-it-goes              | days           | 1     |
        | say-how-it-goes              | days           | 730   |
        | say-how-it-goes              | missed_days    | 1     |
        | say-how-it-goes              | missed_days    | 365   |
        | inform-deciding-level        | days           | 1     |
        | inform-deciding-level        | days           | 365   |
        | case-paper-complete          | lessons        | 1     |
        | case-paper-complete          | lessons        | 20    |

    Scenariomal: Og ikke lavere, og ikke høyere
      Når reglementet "ours" blir vedtatt fra i morgen av kommunestyret
        """
        [rules.<regel>]
        <tall> = <verdi>
        """
      Så kan det ikke registreres slik det er skrevet: "parameter-bounds"

      Eksempler:
        | regel                        | tall           | verdi |
        | risk-tolerated-openly        | probability    | -0.01 |
        | risk-tolerated-openly        | probability    | 1.01  |
        | escalate-after-failures      | n              | 0     |
        | escalate-after-failures      | n              | 21    |
        | lesson-known-before-decision | lessons        | 0     |
        | lesson-known-before-decision | lessons        | 21    |
        | late                         | days           | 0     |
        | late                         | days           | 366   |
        | speak-plainly                | lix            | 19    |
        | speak-plainly                | lix            | 101   |
        | speak-plainly                | sentence_words | 9     |
        | speak-plainly                | sentence_words | 201   |
        | speak-plainly                | from_words     | 19    |
        | speak-plainly                | from_words     | 10001 |
        | answer-question              | days           | 0     |
        | answer-question              | days           | 366   |
        | answer-oversight             | days           | 0     |
        | answer-oversight             | days           | 366   |
        | draw-lesson                  | days           | 0     |
        | draw-lesson                  | days           | 366   |
        | share-lesson                 | days           | 0     |
        | share-lesson                 | days           | 366   |
        | acknowledge-lesson           | days           | 0     |
        | acknowledge-lesson           | days           | 366   |
        | say-how-it-goes              | days           | 0     |
        | say-how-it-goes              | days           | 731   |
        | say-how-it-goes              | missed_days    | 0     |
        | say-how-it-goes              | missed_days    | 366   |
        | inform-deciding-level        | days           | 0     |
        | inform-deciding-level        | days           | 366   |
        | case-paper-complete          | lessons        | 0     |
        | case-paper-complete          | lessons        | 21    |

    Scenario: Regler kan gjelde med en gang
      Når reglementet "strict" blir vedtatt av kommunestyret
      Så blir det registrert uten anmerkninger

    Scenario: Der administrasjonen er øverst, gjør driften det fortsatt ikke
      Gitt disse reglene
        """
        levels = ["administrative", "operational"]
        """
      Når reglementet "ours" blir vedtatt fra i morgen av driften
        """
        levels = ["administrative", "operational"]
        """
      Så sier registeret nei, og ber om "det øverste nivået"

    Scenario: Regler fra før ble vedtatt da de ble vedtatt
      Når reglementet "strict" blir vedtatt fra 1.6.2025 av kommunestyret den 1.6.2025
      Så står det som historikk
      Og det blir registrert, og regelen har ingen anmerkning

    Scenario: Og heller ikke da bakover i tid
      Når reglementet "strict" blir vedtatt fra 31.5.2025 av kommunestyret den 1.6.2025
      Så står det som historikk
      Og det blir registrert med anmerkning

    Scenario: Og de andre reglene gjelder fortsatt
      Gitt at regelen "alternatives-before-direction" er satt til "av"
      Når en retning blir valgt av administrasjonen
      Så blir det registrert med anmerkning etter regelen "only-deciding-level-chooses"

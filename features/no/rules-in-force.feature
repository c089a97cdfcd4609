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

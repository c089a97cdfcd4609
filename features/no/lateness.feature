# language: no
Egenskap: Når noe blir registrert
  At noe kommer sent, vises, men det avvises aldri. Historikk registreres slik den var.

  Bakgrunn:
    Gitt en sak

  @late
  Regel: At noe kommer sent, vises
    Det som fortelles en måned senere, nådde ingen i tide; det skal en leser kunne se.

    @http
    Scenario: Det som skjedde for mer enn en måned siden, får anmerkning
      Gitt 90 dager senere
      Når en feil "f1" blir meldt, for 31 dager siden
      Så blir det registrert med anmerkning
      Og bare organisasjonen ser det

    @http
    Scenario: Det som skjedde i dag, får det ikke
      Når en feil "f1" blir meldt
      Så blir det registrert uten anmerkninger

    Scenario: Tretti dager er ikke sent
      Gitt at det er 1.6.2026
      Når en feil "f1" blir meldt, den 2.5.2026
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Dagen før det er sent
      Gitt at det er 1.6.2026
      Når en feil "f1" blir meldt, den 1.5.2026
      Så blir det registrert med anmerkning

    Scenario: En organisasjon kan være mindre tålmodig
      Gitt at regelen "late" har "days" satt til "10"
      Og at det er 1.6.2026
      Når en feil "f1" blir meldt, den 21.5.2026
      Så blir det registrert med anmerkning

    Scenario: Men ikke på den tiende dagen
      Gitt at regelen "late" har "days" satt til "10"
      Og at det er 1.6.2026
      Når en feil "f1" blir meldt, den 22.5.2026
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Strenge regler gir bare anmerkning
      Gitt strenge regler
      Og at det er 1.6.2026
      Når saken blir lagt fram for kommunestyret, den 1.4.2026
      Så blir det registrert med anmerkning

    Scenario: Det som skjedde før saken ble åpnet her, er historikk
      Når en feil "f1" blir meldt, for 400 dager siden
      Så blir det registrert, og regelen har ingen anmerkning
      Og det står som historikk

  @out-of-order
  Regel: Det som svarer på noe, kommer etter det
    Noe som svarer på det som ennå ikke hadde skjedd, er trolig datert feil.

    Scenario: En utprøving som slutter før den begynte, får anmerkning
      Gitt at det er 12.3.2026
      Og at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når utprøvingen "t1" blir avsluttet som "mislykket", den 11.3.2026
      Så blir det registrert med anmerkning

    Scenario: Samme dag er i orden
      Gitt at det er 12.3.2026
      Og at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Når utprøvingen "t1" blir avsluttet som "mislykket", den 12.3.2026
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det som skjer etterpå, er i orden
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og dagen etter
      Når utprøvingen "t1" blir avsluttet som "mislykket"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det som er datert etter det det svarer på, er i orden
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at det er 12.3.2026
      Når utprøvingen "t1" blir avsluttet som "mislykket", den 10.3.2026
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En virkning før årsaken får anmerkning
      Gitt at det er 12.3.2026
      Og at en feil "f1" er meldt
      Når "Det gikk bra nok" blir notert, for 2 dager siden, med årsak "2"
      Så blir det registrert med anmerkning

    Scenario: Strenge regler gir bare anmerkning på rekkefølgen
      Gitt strenge regler
      Og at det er 12.3.2026
      Og at en feil "f1" er meldt
      Og at en lærdom "l1" er trukket av feilen "f1"
      Når lærdommen "l1" blir delt med kommunestyret, den 11.3.2026
      Så blir det registrert med anmerkning

    Scenario: Alt det svarer på, blir sett på
      Gitt at en feil "f1" er meldt
      Og i dag er 12.3.2026
      Og at en feil "f2" er meldt
      Når en lærdom "l1" blir trukket, den 11.3.2026, med av feil "f1, f2"
      Så blir det registrert med anmerkning

    Scenario: Det som gjelder samme øyeblikk, er i orden
      Gitt i dag er 12.3.2026
      Og at en feil "f1" er meldt, for 2 dager siden
      Når en lærdom "l1" blir trukket av feilen "f1", for 2 dager siden
      Så blir det registrert, og regelen har ingen anmerkning

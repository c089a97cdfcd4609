# language: no
Egenskap: Å avslutte en sak
  Det som er avsluttet, er avgjort for dem som leser det. Derfor står ingenting åpent bak det.

  Bakgrunn:
    Gitt en sak

  @no-conclusion-with-open-loop
  Regel: Ingenting står åpent bak en avslutning
    Når saken er avsluttet, ser ingen etter, og det som ikke er lært da, er tapt.

    Scenario: En utprøving som ennå pågår, gir anmerkning
      Gitt at utprøvingen "t1" har startet
      Når saken blir avsluttet som "vedtatt"
      Så blir det registrert med anmerkning

    Scenario: En utprøving som er avsluttet, gjør det ikke
      Gitt at utprøvingen "t1" har startet, med kriterium "oppslutning >= 60"
      Og at "oppslutning" er målt til "70" i utprøvingen "t1"
      Og at utprøvingen "t1" er avsluttet som "vellykket"
      Når saken blir avsluttet som "vedtatt"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En feil uten lærdom gir anmerkning
      Gitt at en feil "f1" er meldt
      Når saken blir avsluttet som "vedtatt"
      Så blir det registrert med anmerkning

    Scenario: En feil som noen har lært av, gjør det ikke
      Gitt at en feil "f1" er meldt
      Og at en lærdom "l1" er trukket av feilen "f1"
      Når saken blir avsluttet som "vedtatt"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Hver feil har lært noen noe, ikke bare én av dem
      Gitt at en feil "f1" er meldt
      Og at en feil "f2" er meldt
      Og at en lærdom "l1" er trukket av feilen "f1"
      Når saken blir avsluttet som "vedtatt"
      Så blir det registrert med anmerkning

    Scenario: En feil som var grunnløs, lærer ingen noe
      Gitt at en feil "f1" er meldt
      Og at meldingen om feilen "f1" er rettet, med konklusjon "grunnløs" og kilde "https://example.org/rapport"
      Når saken blir avsluttet som "vedtatt"
      Så blir det registrert, og regelen har ingen anmerkning

    @http
    Scenario: Strenge regler venter til utprøvingen er avsluttet
      Gitt strenge regler
      Og at utprøvingen "t1" har startet
      Når saken blir avsluttet som "vedtatt"
      Så sier registeret nei, og ber om "lukkede sløyfer"
      Og registeret foreslår "utprøving avsluttet" som det som bør registreres først
        | utprøving | t1 |

    @http
    Scenario: Strenge regler bruker ikke en meldt feil mot noen
      Gitt strenge regler
      Og at en feil "f1" er meldt
      Når saken blir avsluttet som "vedtatt"
      Så blir det registrert med anmerkning

    Scenario: Det som står åpent, bes det om på én gang
      Gitt strenge regler
      Og at utprøvingen "t1" har startet
      Og at en feil "f1" er meldt
      Når saken blir avsluttet som "vedtatt"
      Så sier registeret nei, og ber om "lukkede sløyfer"
      Og registeret foreslår "utprøving avsluttet" som det som bør registreres først
        | utprøving | t1 |
      Og registeret foreslår "lærdom trukket" som det som bør registreres først
        | av feil | f1 |

  @reopen-before-more
  Regel: Det som er avsluttet, gjenåpnes før det blir mer
    Den som har lest at saken er avsluttet, må kunne se at den ikke lenger er det.

    Scenariomal: En utprøving etter slutten gir anmerkning
      Gitt at saken er avsluttet som "<utfall>"
      Når utprøvingen "t1" starter
      Så blir det registrert med anmerkning

      Eksempler:
        | utfall  |
        | oppgitt |
        | utsatt  |

    Scenario: Det som er vedtatt, kan settes ut i livet
      Gitt at en retning er valgt
      Og at saken er avsluttet som "vedtatt"
      Når utprøvingen "t1" starter
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En annen retning enn den vedtatte er noe mer
      Gitt at en retning er valgt
      Og at saken er avsluttet som "vedtatt"
      Når en retning blir valgt, med hva "Noe annet"
      Så blir det registrert med anmerkning

    Scenario: En utprøving av det som ble valgt etter slutten, er aldri vedtatt
      Gitt at en retning er valgt
      Og at saken er avsluttet som "vedtatt"
      Og at en retning er valgt, med hva "Noe annet"
      Når utprøvingen "t1" starter
      Så blir det registrert med anmerkning

    Scenario: Et nytt forsøk etter slutten gir anmerkning
      Gitt at utprøvingen "t1" har startet
      Og at en feil "f1" i utprøvingen "t1" er meldt
      Og at en endring "j1" er gjort på grunn av "f1"
      Og at saken er avsluttet som "oppgitt"
      Når et nytt forsøk "t2" på "t1" starter etter endringen "j1"
      Så blir det registrert med anmerkning

    Scenario: Etter en gjenåpning kan det bli mer
      Gitt at saken er avsluttet som "oppgitt"
      Og at saken er gjenåpnet
      Når utprøvingen "t1" starter
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Før noen slutt kan det bli mer
      Når utprøvingen "t1" starter
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Strenge regler ber om gjenåpningen først
      Gitt strenge regler
      Og at saken er avsluttet som "oppgitt"
      Når utprøvingen "t1" starter
      Så sier registeret nei, og ber om "en gjenåpning"
      Og registeret foreslår "sak gjenåpnet" som det som bør registreres først

# language: no
Egenskap: Å lære av andre
  Det én sak har betalt for, vet den neste før den velger.

  @lesson-known-before-decision
  Regel: Det andre har lært, er kjent
    Det en annen sak har betalt for, skal ikke betales på nytt fordi ingen leste det.

    @http
    Scenario: En ulest lærdom om det samme gir anmerkning
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: En lærdom som kommunestyret har lest, er kjent
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det som er lest siden forrige valg, er kjent ved det neste
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Og at en retning er valgt
      Og at kommunestyret har lest lærdommen "l1" i saken "19-204"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det som leses mellom to valg, er kjent ved det andre
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Og kommunestyret leser lærdommen "l1" i saken "19-204"
      Og en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: At et annet nivå har lest den, er ikke nok
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at driften har lest lærdommen "l1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: En lærdom om noe annet spørres det ikke om
      Gitt at en sak "19-204" er åpnet, med emneord "gis"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En lærdom teller for det den gjelder
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204", med emner "gis"
      Og at en sak er åpnet, med emneord "gis"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: Og ikke for det den ikke gjelder
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204", med emner "gis"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En annen organisasjons lærdommer spørres det ikke om
      Gitt at en sak "19-204" er åpnet, med emneord "it" og organisasjon "nordfjord"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Sakens egne lærdommer spørres det ikke om her
      Gitt at en sak er åpnet, med emneord "it"
      Og at en feil "f1" er meldt
      Og at en lærdom "l1" er trukket av feilen "f1"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En sak uten emneord spørres ikke
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og en sak
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: De fem beste spørres det om, og en sjette ikke
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l2" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l3" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l4" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l5" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l6" er trukket av feilen "f1" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l2" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l3" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l4" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l5" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l6" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Den femte spørres det om
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l2" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l3" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l4" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l5" er trukket av feilen "f1" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l2" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l3" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l4" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l5" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: Den nest nyeste spørres det om der det spørres om to
      Gitt at regelen "lesson-known-before-decision" har "lessons" satt til "2"
      Og at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l2" er trukket av feilen "f1" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l2" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: Det som ble lært etter valget, kunne ingen ha visst
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Og det er 10 dager senere
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Når en retning blir valgt, for 5 dager siden
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: De mest alvorlige kommer først
      Gitt at regelen "lesson-known-before-decision" har "lessons" satt til "1"
      Og at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204", med alvor "kritisk"
      Og at en feil "f2" er meldt i saken "19-204", med alvor "liten"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l2" er trukket av feilen "f2" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l2" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: De som deler flere emneord, kommer før de mest alvorlige
      Gitt at regelen "lesson-known-before-decision" har "lessons" satt til "1"
      Og at en sak "19-204" er åpnet, med emneord "it, erp"
      Og at en feil "f1" er meldt i saken "19-204", med alvor "kritisk"
      Og at en feil "f2" er meldt i saken "19-204", med alvor "liten"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204", med emner "it"
      Og at en lærdom "l2" er trukket av feilen "f2" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l2" i saken "19-204"
      Og at en sak er åpnet, med emneord "it, erp"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Strenge regler foreslår å dele først
      Gitt strenge regler
      Og at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så sier registeret nei, og ber om "at lærdommen leses"
      Og registeret foreslår "lærdom delt" som det som bør registreres først
        | decision id | 19-204 |
        | lærdom      | l1     |

    Scenario: Det som alt er delt, gjenstår bare å lese
      Gitt strenge regler
      Og at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at lærdommen "l1" er delt med kommunestyret i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så sier registeret nei, og ber om "at lærdommen leses"
      Og registeret foreslår "lærdom lest" som det som bør registreres først
        | nivå | politisk |

    Scenario: Det loven holder fra kommunestyret, blir bare talt
      Gitt strenge regler
      Og at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l2" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l3" er trukket av feilen "f1" i saken "19-204"
      Og at tilgangen er endret til "unntatt" for oppføring 3 i saken "19-204"
        | tilgang | {"level": "exempt", "ground": "offl. § 23", "levels": ["administrative"]} |
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så sier registeret nei, og ber om "at lærdommen leses"
      Og registeret sier at "withheld" er "1"

    Scenario: Der det er alt som finnes, holdes ingen tilbake
      Gitt disse reglene
        """
        [rules.lesson-known-before-decision]
        mode = "refuse"
        """
      Og at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at tilgangen er endret til "unntatt" for oppføring 3 i saken "19-204"
        | tilgang | {"level": "exempt", "ground": "offl. § 23", "levels": ["administrative"]} |
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: Den som trakk den, kjenner den, og enda mer når den er lest
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204" av kommunestyret
      Og at kommunestyret har lest lærdommen "l1" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Der ingen sa hvor alvorlig det var, kommer den sist
      Gitt at regelen "lesson-known-before-decision" har "lessons" satt til "1"
      Og at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204", med alvor "liten"
      Og at en feil "f2" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en lærdom "l2" er trukket av feilen "f2" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l2" i saken "19-204"
      Og at en sak er åpnet, med emneord "it"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

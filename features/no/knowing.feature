# language: no
Egenskap: Å vite før man velger
  De som velger, vet hva som har feilet, før de velger og ikke etterpå.

  Bakgrunn:
    Gitt en sak

  @presented-before-decision
  Regel: Den som velger, vet hva som feilet
    Et valg tatt uten å vite hva som feilet, er tatt av den som holdt det for seg selv.

    @http
    Scenario: En feil som kommunestyret ikke har hørt om, gir anmerkning
      Gitt at en feil "f1" er meldt av driften
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: En feil som er lagt fram, er kjent
      Gitt at en feil "f1" er meldt av driften
      Og at saken er lagt fram for kommunestyret til og med oppføring 2
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det som kom etter framleggingen, er ikke kjent
      Gitt at en feil "f1" er meldt av driften
      Og at saken er lagt fram for kommunestyret til og med oppføring 1
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: Å legge fram for et annet nivå hjelper ikke
      Gitt at en feil "f1" er meldt av driften
      Og at saken er lagt fram for administrasjonen
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: Det kommunestyret selv har meldt, kjenner det
      Gitt at en feil "f1" er meldt av kommunestyret
      Når en retning blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En risiko som kommunestyret ikke har hørt om, gir anmerkning
      Gitt at en risiko "r1" er vurdert av administrasjonen
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: En risiko som kommunestyret nevner, er kjent
      Gitt at en risiko "r1" er vurdert av administrasjonen
      Når en retning blir valgt, med tålte risikoer "r1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det er ikke nok at noen andre nevner den
      Gitt at en risiko "r1" er vurdert av administrasjonen
      Når en retning blir valgt av administrasjonen, med tålte risikoer "r1"
      Så blir det registrert med anmerkning

    Scenario: Strenge regler venter til risikoen er lagt fram
      Gitt strenge regler
      Og at en risiko "r1" er vurdert av administrasjonen
      Når en retning blir valgt
      Så sier registeret nei, og ber om "en framlegging"
      Og registeret foreslår "sak lagt fram" som det som bør registreres først
        | til nivå      | politisk |
        | til oppføring | 2        |

    Scenario: Strenge regler straffer ikke en meldt feil
      Gitt strenge regler
      Og et alternativ "a1"
      Og et alternativ "a2"
      Og at en risiko "r1" er vurdert av kommunestyret
      Og at en feil "f1" er meldt av driften
      Når alternativet "a1" blir valgt
      Så blir det registrert med anmerkning

    Scenario: Driften nevner den ikke for administrasjonen
      Gitt at en sak "20-020" er åpnet, med beslutningsnivå "administrativt"
      Og at en risiko "r1" er vurdert i saken "20-020" av kommunestyret
      Når en retning blir valgt i saken "20-020" av driften, med tålte risikoer "r1"
      Så blir det registrert med anmerkning

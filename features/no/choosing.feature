# language: no
Egenskap: Å velge retning
  Den som velger, har sett mer enn én vei å gå, vet hva som kan gå galt, og sier hvilke risikoer de tar.

  Bakgrunn:
    Gitt en sak

  @alternatives-before-direction
  Regel: Det er noe å velge mellom
    Et valg mellom ett alternativ er ikke noe valg.

    Scenario: Ett alternativ gir anmerkning
      Gitt et alternativ "a1"
      Når alternativet "a1" blir valgt
      Så blir det registrert med anmerkning

    @http
    Scenario: To alternativer er nok
      Gitt et alternativ "a1"
      Og et alternativ "a2"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    @http
    Scenario: Strenge regler ber først om det andre alternativet
      Gitt strenge regler
      Og et alternativ "a1"
      Når alternativet "a1" blir valgt
      Så sier registeret nei, og ber om "flere alternativer"
      Og registeret foreslår "alternativ foreslått" som det som bør registreres først, 1 i alt

    Scenario: Der det ikke er noen, bes det om begge
      Gitt strenge regler
      Når en retning blir valgt
      Så sier registeret nei, og ber om "flere alternativer"
      Og registeret foreslår "alternativ foreslått" som det som bør registreres først, 2 i alt

    Scenario: Retningen som gjelder, kan velges på nytt
      Gitt et alternativ "a1"
      Og at alternativet "a1" er valgt
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En annen retning enn den som gjelder, er et nytt valg
      Gitt et alternativ "a1"
      Og at alternativet "a1" er valgt
      Når en retning blir valgt, med hva "Noe annet"
      Så blir det registrert med anmerkning

    Scenario: Tre alternativer er mer enn nok
      Gitt et alternativ "a1"
      Og et alternativ "a2"
      Og et alternativ "a3"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenariomal: En annen retning i ord er et nytt valg, uansett hvilken som kom først
      Gitt at en retning er valgt, med hva "<før>"
      Når en retning blir valgt, med hva "<etter>"
      Så blir det registrert med anmerkning

      Eksempler:
        | før | etter |
        | Nord | Sør   |
        | Sør  | Nord  |

    Scenario: Hvor mange det er, og hvor mange som trengs, blir sagt
      Gitt strenge regler
      Og et alternativ "a1"
      Når alternativet "a1" blir valgt
      Så sier registeret at "known" er "1"
      Og registeret sier at "needed" er "2"

  @risk-before-direction
  Regel: Noen har spurt hva som kan gå galt
    En risiko som ingen har sett etter, kan ikke tas åpent.

    Scenario: Ingen vurdert risiko gir anmerkning
      Gitt et alternativ "a1"
      Når alternativet "a1" blir valgt
      Så blir det registrert med anmerkning

    Scenario: En risiko ved det som velges, er nok
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En risiko ved hele saken er nok
      Gitt et alternativ "a1"
      Og en risiko "r1"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En risiko ved et annet alternativ sier ingenting om dette
      Gitt et alternativ "a1"
      Og et alternativ "a2"
      Og en risiko "r2" ved alternativet "a2"
      Når alternativet "a1" blir valgt
      Så blir det registrert med anmerkning

    Scenario: Det som velges med ord, trenger en risiko ved hele saken
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: Det spørres ikke på nytt om retningen som gjelder
      Gitt et alternativ "a1"
      Og at alternativet "a1" er valgt
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Strenge regler ber først om en risiko
      Gitt strenge regler
      Og et alternativ "a1"
      Når alternativet "a1" blir valgt
      Så sier registeret nei, og ber om "en vurdert risiko"
      Og registeret foreslår "risiko vurdert" som det som bør registreres først
        | alternativ | a1 |

  @risk-tolerated-openly
  Regel: En stor risiko tas åpent
    Den som tar en stor risiko, sier det, eller sier at den skal reduseres.

    Scenariomal: Hvor sannsynlig en risiko kan være før den må nevnes
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med sannsynlighet "<sannsynlighet>"
      Når alternativet "a1" blir valgt, med tålte risikoer "<named>"
      Så blir det registrert med anmerkning

      Eksempler:
        | sannsynlighet | named |
        | 0.5           |       |
        | 1             |       |

    Scenariomal: En mindre sannsynlig risiko trenger ikke nevnes
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med sannsynlighet "<sannsynlighet>"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

      Eksempler:
        | sannsynlighet |
        | 0.49          |
        | 0             |

    Scenariomal: En sannsynlighetsgrad på fire eller fem er sannsynlig
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med sannsynlighetsgrad "<grad>"
      Når alternativet "a1" blir valgt
      Så blir det registrert med anmerkning

      Eksempler:
        | grad |
        | 4    |
        | 5    |

    Scenariomal: En sannsynlighetsgrad på tre eller mindre er det ikke
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med sannsynlighetsgrad "<grad>"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

      Eksempler:
        | grad |
        | 3    |
        | 1    |

    Scenario: En sannsynlighetsgrad teller fra der trinnet begynner
      Gitt at regelen "risk-tolerated-openly" har "probability" satt til "0.6"
      Og et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med sannsynlighetsgrad "4"
      Når alternativet "a1" blir valgt
      Så blir det registrert med anmerkning

    Scenariomal: En alvorlig konsekvens må nevnes uansett hvor sjelden den er
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "<konsekvens>" og sannsynlighet "0.01"
      Når alternativet "a1" blir valgt
      Så blir det registrert med anmerkning

      Eksempler:
        | konsekvens |
        | alvorlig   |
        | kritisk    |

    Scenario: En moderat konsekvens trenger ikke nevnes
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "moderat"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En stor risiko ved hele saken teller også
      Gitt en risiko "r1", med konsekvens "alvorlig"
      Når en retning blir valgt
      Så blir det registrert med anmerkning

    Scenario: En stor risiko ved det som ikke ble valgt, teller ikke
      Gitt et alternativ "a1"
      Og et alternativ "a2"
      Og en risiko "r2" ved alternativet "a2", med konsekvens "kritisk"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    @http
    Scenario: En stor risiko som er nevnt, er tatt åpent
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "alvorlig"
      Når alternativet "a1" blir valgt, med tålte risikoer "r1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Hver stor risiko må nevnes, ikke bare én av dem
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "alvorlig"
      Og en risiko "r2" ved alternativet "a1", med sannsynlighet "0.9"
      Når alternativet "a1" blir valgt, med tålte risikoer "r1"
      Så blir det registrert med anmerkning

    Scenario: En risiko som skal reduseres, trenger ikke nevnes
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "alvorlig" og toleranse "skal reduseres"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En risiko som ikke tåles, er ikke tatt ved at den nevnes
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "alvorlig" og toleranse "ikke tålt"
      Når alternativet "a1" blir valgt, med tålte risikoer "r1"
      Så blir det registrert med anmerkning

    Scenario: En risiko som er vurdert på nytt, teller slik den er nå
      Gitt et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "kritisk"
      Og en risiko "r2" ved alternativet "a1", med konsekvens "liten" og erstatter "r1"
      Når alternativet "a1" blir valgt
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Strenge regler ber om ordet først
      Gitt strenge regler
      Og et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "alvorlig"
      Når alternativet "a1" blir valgt
      Så sier registeret nei, og ber om "ord om risikoen"

    Scenario: En organisasjon kan sette grensen lavere
      Gitt at regelen "risk-tolerated-openly" har "probability" satt til "0.2"
      Og at regelen "risk-tolerated-openly" har "consequence" satt til "moderate"
      Og et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med sannsynlighet "0.2"
      Og en risiko "r2" ved alternativet "a1", med konsekvens "moderat"
      Når alternativet "a1" blir valgt, med tålte risikoer "r2"
      Så blir det registrert med anmerkning

    Scenario: Det som foreslås, nevner hver stor risiko
      Gitt strenge regler
      Og et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "alvorlig"
      Og en risiko "r2" ved alternativet "a1", med konsekvens "alvorlig"
      Når alternativet "a1" blir valgt, med tålte risikoer "r2"
      Så sier registeret nei, og ber om "ord om risikoen"
      Og registeret foreslår "retning valgt" i stedet
        | tålte risikoer | r2, r1 |

    Scenario: En risiko som ikke tåles, vurderes på nytt
      Gitt strenge regler
      Og et alternativ "a1"
      Og en risiko "r1" ved alternativet "a1", med konsekvens "alvorlig" og toleranse "ikke tålt"
      Når alternativet "a1" blir valgt
      Så sier registeret nei, og ber om "ord om risikoen"
      Og registeret foreslår "risiko vurdert" som det som bør registreres først
        | erstatter  | r1             |
        | alternativ | a1             |
        | toleranse  | skal reduseres |

    Scenariomal: Det som ikke trenger nevnes, skjuler ikke det som må
      Gitt et alternativ "a1"
      Og et alternativ "a2"
      Og en risiko "r1" ved alternativet "<ved>", med konsekvens "kritisk" og toleranse "<toleranse>"
      Og en risiko "r2" ved alternativet "a1", med konsekvens "kritisk"
      Når alternativet "a1" blir valgt
      Så blir det registrert med anmerkning

      Eksempler:
        | ved | toleranse      |
        | a2  | tålt           |
        | a1  | skal reduseres |

  @only-deciding-level-chooses
  Regel: Beslutningsnivået bestemmer
    En retning velges av dem som svarer for den, eller av noen de har gitt oppgaven.

    Scenario: Administrasjonen velger ikke for kommunestyret
      Når en retning blir valgt av administrasjonen
      Så blir det registrert med anmerkning

    Scenario: Kommunestyret velger
      Når en retning blir valgt av kommunestyret
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Det som er delegert, kan velges på et lavere nivå
      Når en retning blir valgt av administrasjonen, med grunnlag "delegert"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Hastverk er ikke delegering
      Når en retning blir valgt av administrasjonen, med grunnlag "haster"
      Så blir det registrert med anmerkning

    Scenario: Et høyere nivå kan velge
      Gitt at en sak "20-017" er åpnet, med beslutningsnivå "administrativt"
      Når en retning blir valgt i saken "20-017" av kommunestyret
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Et lavere nivå kan det ikke
      Gitt at en sak "20-017" er åpnet, med beslutningsnivå "administrativt"
      Når en retning blir valgt i saken "20-017" av driften
      Så blir det registrert med anmerkning

    Scenario: Ingen utenfra velger
      Når en retning blir valgt av noen utenfra
      Så blir det registrert med anmerkning

    Scenario: En avslutning er også deres
      Når saken blir avsluttet som "vedtatt" av administrasjonen
      Så blir det registrert med anmerkning

    @http
    Scenario: Strenge regler ber om beslutningsnivået
      Gitt strenge regler
      Når en retning blir valgt av administrasjonen
      Så sier registeret nei, og ber om "beslutningsnivået"

# language: no
Egenskap: Å melde en feil
  En feil kan alltid meldes. Den blir stående, og den er intern til noen åpner den.

  @failure-stays
  Regel: En feil blir stående

    Scenario: Ingen snakker ned en feil uten en kilde
      Gitt en meldt feil som er alvorlig
      Når noen sier at den var liten
      Så sier registeret nei etter regelen "failure-stays"

    Scenario: Med en kilde blir framstillingen rettet
      Gitt en meldt feil som er alvorlig
      Når noen sier at den var liten, med en kilde
      Så blir det registrert

    Scenario: Å si at den var like ille trenger ingen kilde
      Gitt en meldt feil som er alvorlig
      Når noen sier at den var alvorlig
      Så blir det registrert

  @late
  Regel: At noe er sent blir vist, aldri nektet

    Scenario: En feil som meldes måneder for sent blir registrert med en anmerkning
      Gitt en sak
      Når noen melder det som skjedde for 90 dager siden
      Så blir det registrert med anmerkningen "late"

    Scenario: En feil som meldes samme dag har ingen anmerkning
      Gitt en sak
      Når noen melder det som skjedde for 0 dager siden
      Så blir det registrert uten anmerkninger

    Scenario: Etter avslutning, under strenge regler, blir en feil registrert likevel
      Gitt strenge regler
      Og en sak som er avsluttet
      Når noen melder det som skjedde for 0 dager siden
      Så blir det registrert
      Og bare organisasjonen ser det

# language: no
Egenskap: Utprøving i barnehager

  Bakgrunn:
    Gitt disse reglene
      """
      name = "eksempelvik"
      rules.kindergarten-trial-has-review = {}
      """
    Og en sak med emneord "barnehage"

  @kindergarten-trial-has-review
  Regel: En utprøving i en barnehage har en dato da den skal vurderes
    Små barn kan ikke si fra selv når noe ikke virker.

    Scenario: Uten dato må utprøvingen vente
      Når en utprøving starter
      Så sier registeret nei

    Scenario: Etter 60 dager er ikke for sent
      Når en utprøving starter med gjennomgangsdato "om 60 dager"
      Så blir det registrert

    Scenario: Etter 61 dager er for sent
      Når en utprøving starter med gjennomgangsdato "om 61 dager"
      Så sier registeret nei

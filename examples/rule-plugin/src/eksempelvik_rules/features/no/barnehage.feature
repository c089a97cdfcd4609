# language: no
Egenskap: Utprøving i barnehager

  @kindergarten-trial-has-review
  Regel: En utprøving i en barnehage har en dato da den skal vurderes
    Små barn kan ikke si fra selv når noe ikke virker.

    Scenario: Uten dato må utprøvingen vente
      Gitt en sak om barnehage
      Når en utprøving starter uten dato for vurdering
      Så sier registeret nei etter regelen "kindergarten-trial-has-review"

    Scenario: Etter 60 dager er ikke for sent
      Gitt en sak om barnehage
      Når en utprøving starter med vurdering etter 60 dager
      Så blir det registrert

    Scenario: Etter 61 dager er for sent
      Gitt en sak om barnehage
      Når en utprøving starter med vurdering etter 61 dager
      Så sier registeret nei etter regelen "kindergarten-trial-has-review"

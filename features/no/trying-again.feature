# language: no
Egenskap: Å prøve igjen
  Et nytt forsøk sier hva som gikk galt, og hva som er annerledes denne gangen.

  @trial-is-measurable
  Regel: En utprøving kan måles

    Scenario: En utprøving uten kriterium må vente
      Gitt en sak
      Når en utprøving starter uten kriterium
      Så sier registeret nei etter regelen "trial-is-measurable"

    Scenario: Ett kriterium er nok
      Gitt en sak
      Når en utprøving starter med et kriterium
      Så blir det registrert

  @failed-trial-names-failure
  Regel: En utprøving som feilet, sier hva feilen var

    Scenario: En utprøving slutter ikke som feilet uten at noe er meldt
      Gitt en utprøving
      Når utprøvingen slutter som feilet
      Så sier registeret nei etter regelen "failed-trial-names-failure"

    Scenario: Når feilen er meldt, slutter utprøvingen
      Gitt en utprøving med en meldt feil
      Når utprøvingen slutter som feilet
      Så blir det registrert

  @again-is-a-retry
  Regel: Den neste utprøvingen er et nytt forsøk

    Scenario: En ny start skjuler ikke det som feilet
      Gitt en utprøving som feilet, og feilen er meldt
      Når en utprøving starter med et kriterium
      Så sier registeret nei etter regelen "again-is-a-retry"

    Scenario: Et annet sted er det en egen utprøving
      Gitt en utprøving som feilet, og feilen er meldt
      Når en utprøving starter et annet sted
      Så blir det registrert

  @retry-has-adjustment
  Regel: Et nytt forsøk følger en endring

    Scenario: Det samme kan ikke bare gjøres en gang til
      Gitt en utprøving som feilet, og feilen er meldt
      Når det nye forsøket starter
      Så sier registeret nei etter regelen "retry-has-adjustment"

    Scenario: Etter en endring kan det prøves igjen
      Gitt en utprøving som feilet, og feilen er meldt
      Og en endring på grunn av feilen
      Når det nye forsøket starter
      Så blir det registrert

  @adjustment-has-reason
  Regel: En endring har en grunn

    Scenario: En endring uten grunn må vente
      Gitt en sak
      Når noe endres uten grunn
      Så sier registeret nei etter regelen "adjustment-has-reason"

    Scenario: En feil er grunn nok
      Gitt en meldt feil som er alvorlig
      Når noe endres på grunn av feilen
      Så blir det registrert

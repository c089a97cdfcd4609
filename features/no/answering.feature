# language: no
Egenskap: Å svare og se på nytt
  Den som blir spurt, svarer, og det som ble bestemt for en tid, ses på igjen.

  Bakgrunn:
    Gitt at det er 2.3.2026
    Og en sak

  @answer-question
  Regel: Et spørsmål blir besvart
    Et spørsmål uten svar er ett nivå som spør, og et annet som ikke hører etter.

    @http
    Scenario: Den som blir spurt, har fjorten virkedager
      Når administrasjonen blir spurt om "q1"
      Så skylder administrasjonen dette for "q1" innen 20.3.2026

    Scenario: Kommunestyret kan også bli spurt
      Når kommunestyret blir spurt om "q1"
      Så skylder kommunestyret dette for "q1" innen 20.3.2026

    Scenario: Ingen utenfra skylder et svar
      Når noen utenfra blir spurt om "q1"
      Så skylder ingen dette

    @http
    Scenario: Når det er besvart, er det gjort
      Gitt at administrasjonen er spurt om "q1"
      Når spørsmålet "q1" blir besvart
      Så er dette fulgt opp for "q1"

    Scenario: Et annet svar er ikke dette
      Gitt at administrasjonen er spurt om "q1"
      Og at administrasjonen er spurt om "q2"
      Når spørsmålet "q2" blir besvart
      Så skylder administrasjonen dette for "q1" innen 20.3.2026

    Scenario: Den fjortende dagen er i tide
      Gitt at administrasjonen er spurt om "q1"
      Og at det er 20.3.2026
      Så er fristen ikke ute for "q1"

    Scenario: Dagen etter er det ikke
      Gitt at administrasjonen er spurt om "q1"
      Og at det er 21.3.2026
      Så er fristen ute for "q1"

    Scenario: Et svar som kom sent, var sent
      Gitt at administrasjonen er spurt om "q1"
      Og at det er 23.3.2026
      Når spørsmålet "q1" blir besvart
      Så er dette fulgt opp for "q1"

    Scenario: En organisasjon kan gi kortere tid
      Gitt at regelen "answer-question" har "days" satt til "5"
      Når administrasjonen blir spurt om "q1"
      Så skylder administrasjonen dette for "q1" innen 9.3.2026

    Scenario: Dagene går videre inn i det nye året
      Gitt i dag er 18.12.2026
      Når administrasjonen blir spurt om "q1"
      Så skylder administrasjonen dette for "q1" innen 11.1.2027

    Scenario: Den siste arbeidsdagen i et år er en dag, den også
      Gitt i dag er 10.12.2026
      Når administrasjonen blir spurt om "q1"
      Så skylder administrasjonen dette for "q1" innen 31.12.2026

    Scenario: Der første nyttårsdag er en arbeidsdag, teller den, og én gang
      Gitt disse reglene
        """
        [calendar]
        country = "IN"
        """
      Og i dag er 16.12.2026
      Når administrasjonen blir spurt om "q1"
      Så skylder administrasjonen dette for "q1" innen 6.1.2027

    Scenariomal: En lang tid går videre fra år til år
      Gitt at regelen "answer-question" har "days" satt til "365"
      Og i dag er <i dag>
      Når administrasjonen blir spurt om "q1"
      Så skylder administrasjonen dette for "q1" innen <frist>

      Eksempler:
        | i dag     | frist      |
        | 2.3.2026  | 14.10.2027 |
        | 1.12.2026 | 14.6.2028  |

  @answer-oversight
  Regel: Tilsyn blir besvart
    Den som bestemmer, svarer for det tilsynet fant.

    @http
    Scenario: Beslutningsnivået har tretti virkedager
      Når tilsynssaken "o1" blir mottatt
      Så skylder kommunestyret dette for "o1" innen 16.4.2026

    Scenario: Eller til den dagen som er satt
      Når tilsynssaken "o1" blir mottatt, med frist "13.3.2026"
      Så skylder kommunestyret dette for "o1" innen 13.3.2026

    Scenario: På den dagen er det i tide
      Gitt at tilsynssaken "o1" er mottatt, med frist "13.3.2026"
      Og at det er 13.3.2026
      Så er fristen ikke ute for "o1"

    Scenario: Etter den dagen er det for sent
      Gitt at tilsynssaken "o1" er mottatt, med frist "13.3.2026"
      Og at det er 14.3.2026
      Så er fristen ute for "o1"

    @http
    Scenario: Når tilsynet har fått svar, er det gjort
      Gitt at tilsynssaken "o1" er mottatt
      Når tilsynssaken "o1" blir besvart
      Så er dette fulgt opp for "o1"

    Scenario: Et tilsyn uten innvendinger krever ingenting
      Når tilsynssaken "o1" blir mottatt, med art "uten innvendinger" og bindende "nei"
      Så skylder ingen dette

    Scenario: Råd blir også besvart
      Når tilsynssaken "o1" blir mottatt, med art "råd" og bindende "nei"
      Så skylder kommunestyret dette for "o1" innen 16.4.2026

    Scenario: En organisasjon kan svare tilsynet før
      Gitt at regelen "answer-oversight" har "days" satt til "5"
      Når tilsynssaken "o1" blir mottatt
      Så skylder kommunestyret dette for "o1" innen 9.3.2026

  @revisit-tentative
  Regel: Et foreløpig valg ses på igjen
    Et foreløpig valg som ingen ser på igjen, er blitt et endelig valg.

    @http
    Scenario: Beslutningsnivået ser på det igjen innen dagen
      Når en retning blir valgt, med sluttdato "1.6.2026"
      Så skylder kommunestyret dette innen 1.6.2026

    Scenario: Et valg uten slutt spørres det ikke om
      Når en retning blir valgt
      Så skylder ingen dette

    Scenario: På den siste dagen er det i tide
      Gitt at en retning er valgt, med sluttdato "1.6.2026"
      Og at det er 1.6.2026
      Så er fristen ikke ute

    Scenario: Dagen etter er det for sent
      Gitt at en retning er valgt, med sluttdato "1.6.2026"
      Og at det er 2.6.2026
      Så er fristen ute

    Scenario: Et nytt valg er et nytt blikk
      Gitt at en retning er valgt, med sluttdato "1.6.2026"
      Når en retning blir valgt, med hva "Noe annet"
      Så er dette fulgt opp

    Scenario: En avslutning er et nytt blikk
      Gitt at en retning er valgt, med sluttdato "1.6.2026"
      Når saken blir avsluttet som "vedtatt"
      Så er dette fulgt opp

    Scenario: Et foreløpig valg etter et foreløpig valg skyldes på nytt
      Gitt at en retning er valgt, med sluttdato "1.6.2026"
      Når en retning blir valgt, med sluttdato "1.9.2026"
      Så skylder kommunestyret dette innen 1.9.2026

    Scenario: Et nytt blikk på en avslutning er noe annet
      Når saken blir avsluttet som "vedtatt", med vurderingsdato "2026-12-01"
      Så skylder ingen dette

  @revisit-decision
  Regel: En avslutning ses på igjen
    Om det var riktig, viser seg senere; da må noen se etter.

    @http
    Scenario: Beslutningsnivået ser på avslutningen igjen
      Når saken blir avsluttet som "vedtatt", med vurderingsdato "1.12.2026"
      Så skylder kommunestyret dette innen 1.12.2026

    Scenario: En endelig avslutning spørres det ikke om
      Når saken blir avsluttet som "vedtatt"
      Så skylder ingen dette

    Scenario: På dagen for det nye blikket er det i tide
      Gitt at saken er avsluttet som "vedtatt", med vurderingsdato "1.12.2026"
      Og at det er 1.12.2026
      Så er fristen ikke ute

    Scenario: Etter dagen for det nye blikket er det for sent
      Gitt at saken er avsluttet som "vedtatt", med vurderingsdato "1.12.2026"
      Og at det er 2.12.2026
      Så er fristen ute

    Scenario: En gjenåpning er et nytt blikk
      Gitt at saken er avsluttet som "vedtatt", med vurderingsdato "1.12.2026"
      Når saken blir gjenåpnet
      Så er dette fulgt opp

    Scenario: En ny avslutning er også et nytt blikk
      Gitt at saken er avsluttet som "vedtatt", med vurderingsdato "1.12.2026"
      Når saken blir avsluttet som "vedtatt"
      Så er dette fulgt opp

    Scenario: Et valg inntil videre er noe annet
      Når en retning blir valgt, med sluttdato "2026-06-01"
      Så skylder ingen dette

  @case-paper-complete
  Regel: En sak er forsvarlig utredet før den avgjøres
    Den som bestemmer, skal ha sett hva det er å velge mellom, for hvem, og hva som skal til.

    Bakgrunn:
      Gitt at kommunestyret har møte 24.3.2026

    @http
    Scenario: Administrasjonen utreder den før neste møte
      Så skylder administrasjonen dette innen 23.3.2026

    Scenario: Foran en mandag ligger en helg
      Gitt at kommunestyret har møte 16.3.2026
      Så skylder administrasjonen dette innen 13.3.2026

    Scenario: Der ingen møter er kjent, skyldes ingenting ennå
      Gitt vanlige regler
      Så skylder ingen dette

    Scenario: Etter møtet utredes den til det neste
      Gitt at kommunestyret har møte 21.4.2026
      Og at det er 25.3.2026
      Så skylder administrasjonen dette innen 20.4.2026

    Scenario: På møtedagen er det for sent
      Gitt at det er 24.3.2026
      Så er fristen ute

    Scenario: Dagen før er det i tide
      Gitt at det er 23.3.2026
      Så er fristen ikke ute

    Scenario: Når det er bestemt, spør ingen om saksframlegg
      Når en retning blir valgt
      Så skylder ingen dette

    Scenario: Med alt registrert er den utredet
      Gitt at en retning er valgt
      Og at en sak "20-019" er åpnet, med mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-019"
      Og at et alternativ "a1" er foreslått i saken "20-019"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-019"
      Så er dette fulgt opp

    Scenario: Det som ble foreslått lenge før, kan være en del av den
      Gitt at en retning er valgt
      Og at en sak "20-022" er åpnet, med mål "Det virker"
      Og at et alternativ "a1" er foreslått i saken "20-022", for 400 dager siden
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Og at en risiko "r1" er vurdert i saken "20-022"
      Når et alternativ "a2" blir foreslått i saken "20-022"
      Så er dette fulgt opp

    Scenario: Mangler én ting, er den ikke det
      Gitt at en retning er valgt
      Og at en sak "20-019" er åpnet, med mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-019"
      Og at et alternativ "a1" er foreslått i saken "20-019"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-019"
      Så skylder administrasjonen dette innen 23.3.2026

    Scenario: Ett alternativ er for lite
      Gitt at en retning er valgt
      Og at en sak "20-019" er åpnet, med mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-019"
      Når et alternativ "a1" blir foreslått i saken "20-019"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Så skylder administrasjonen dette innen 23.3.2026

    Scenario: Det som mangler, blir sagt
      Gitt at en retning er valgt
      Og at en sak "20-021" er åpnet, med mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-021"
      Og at et alternativ "a1" er foreslått i saken "20-021"
        | forventede følger | Det trengs mindre opplæring |
        | hvem det gjelder  | ansatte                     |
        | varighet          | tre år                      |
      Når et alternativ "a2" blir foreslått i saken "20-021"
      Så er det som mangler "principles, recommendation, needs"

    Scenario: Den siste arbeidsdagen kan ligge i det gamle året
      Gitt vanlige regler
      Og kommunestyret har møte 4.1.2027
      Så skylder administrasjonen dette innen 31.12.2026

    Scenario: En lærdom om det samme hører med til saken
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "it" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-023"
      Så skylder administrasjonen dette innen 23.3.2026
      Og det som mangler, er "lessons"

    Scenario: En lærdom som kommunestyret har fått, er med
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at lærdommen "l1" er delt med kommunestyret i saken "19-204"
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "it" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-023"
      Så er dette fulgt opp

    Scenario: En lærdom som kommunestyret har lest, trenger det ikke få igjen
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at kommunestyret har lest lærdommen "l1" i saken "19-204"
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "it" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-023"
      Så er dette fulgt opp

    Scenario: En lærdom som bare driften har fått, er ikke med
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at lærdommen "l1" er delt med driften i saken "19-204"
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "it" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-023"
      Så er det som mangler "lessons"

    Scenario: En lærdom om noe annet hører ikke med
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "gis" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-023"
      Så er dette fulgt opp

    Scenario: Når saken er avgjort, spørres det ikke om lærdommer
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "it" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Og at et alternativ "a2" er foreslått i saken "20-023"
      Og at det er 3.3.2026
      Når en retning blir valgt i saken "20-023"
      Så er dette fulgt opp

    Scenario: Den utredes til møtet etter den siste dagen
      Så gjelder fristen møtet 24.3.2026

    Scenario: En lærdom som kommunestyret har fått og lest, er kjent
      Gitt at en sak "19-204" er åpnet, med emneord "it"
      Og at en feil "f1" er meldt i saken "19-204"
      Og at en lærdom "l1" er trukket av feilen "f1" i saken "19-204"
      Og at lærdommen "l1" er delt med kommunestyret i saken "19-204"
      Og at kommunestyret har lest lærdommen "l1" i saken "19-204"
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "it" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-023"
      Så er dette fulgt opp

    Scenario: Den sjette beste lærdommen hører ikke med til saken
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
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "it" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-023"
      Så er dette fulgt opp

    Scenario: Den femte gjør det
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
      Og at en retning er valgt i saken "19-204"
      Og at en retning er valgt
      Og at en sak "20-023" er åpnet, med emneord "it" og mål "Det virker"
      Og at en risiko "r1" er vurdert i saken "20-023"
      Og at et alternativ "a1" er foreslått i saken "20-023"
        | forventede følger     | Det trengs mindre opplæring |
        | hvem det gjelder      | ansatte                     |
        | varighet              | tre år                      |
        | prinsipielle spørsmål | ingen                       |
        | forutsetninger        | én lærer                    |
        | anbefalt fordi        | Det virker                  |
      Når et alternativ "a2" blir foreslått i saken "20-023"
      Så er det som mangler "lessons"

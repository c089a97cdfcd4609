# language: no
Egenskap: Å lære
  En lærdom kommer av noe, og den som har lest den, sier det selv.

  Bakgrunn:
    Gitt en sak

  @lesson-has-source
  Regel: En lærdom kommer av noe
    En lærdom uten opphav er en mening; ingen kan gå tilbake og se om den holder.

    @http
    Scenario: En lærdom av ingenting må vente
      Når en lærdom "l1" blir trukket
      Så sier registeret nei, og ber om "et opphav"

    Scenario: Den eneste feilen blir foreslått som opphav
      Gitt at en feil "f1" er meldt
      Når en lærdom "l1" blir trukket
      Så sier registeret nei, og ber om "et opphav"
      Og registeret foreslår "lærdom trukket" i stedet
        | av feil        | f1 |
        | av utprøvinger |    |

    Scenario: Av to feil blir ingen foreslått
      Gitt at en feil "f1" er meldt
      Og at en feil "f2" er meldt
      Når en lærdom "l1" blir trukket
      Så sier registeret nei, og ber om "et opphav"
      Og registeret foreslår "lærdom trukket" i stedet
        | av feil | … |

    Scenario: En feil lærer oss noe
      Gitt at en feil "f1" er meldt
      Når en lærdom "l1" blir trukket av feilen "f1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En utprøving lærer oss noe
      Gitt at utprøvingen "t1" har startet
      Når en lærdom "l1" blir trukket av utprøvingen "t1"
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Tilsyn lærer oss noe
      Gitt at tilsynssaken "o1" er mottatt
      Når en lærdom "l1" blir trukket av tilsynssaken "o1"
      Så blir det registrert, og regelen har ingen anmerkning

  @acknowledge-for-own-level
  Regel: Et nivå svarer for det det selv har lest
    At andre har lest noe, er det de som skal si.

    Bakgrunn:
      Gitt at en feil "f1" er meldt
      Og at en lærdom "l1" er trukket av feilen "f1"

    @http
    Scenario: Administrasjonen sier ikke at kommunestyret har lest den
      Når kommunestyret leser lærdommen "l1" av administrasjonen
      Så sier registeret nei, og ber om "nivået selv"

    @http
    Scenario: Kommunestyret sier det selv
      Når kommunestyret leser lærdommen "l1" av kommunestyret
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Ikke engang kommunestyret sier det for andre
      Når driften leser lærdommen "l1" av kommunestyret
      Så sier registeret nei, og ber om "nivået selv"

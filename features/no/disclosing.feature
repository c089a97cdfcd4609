# language: no
Egenskap: Å melde en feil
  En feil kan alltid meldes. Den blir stående, og den er intern til noen åpner den.

  Bakgrunn:
    Gitt en sak

  @failure-stays
  Regel: En feil blir stående
    Den som sier at den var mindre, viser hva det bygger på.

    @http
    Scenario: Ingen snakker ned en feil uten en kilde
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "moderat"
      Så sier registeret nei, og ber om "en kilde"

    @http
    Scenario: Med en kilde kan meldingen rettes
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "liten" og kilde "https://example.org/rapport"
      Så blir det registrert uten anmerkninger

    Scenario: Å si at den var like alvorlig, krever ingen kilde
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "alvorlig"
      Så blir det registrert uten anmerkninger

    Scenario: Å si at den var mer alvorlig, krever ingen kilde
      Gitt at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "kritisk"
      Så blir det registrert uten anmerkninger

    Scenario: Det ingen har gradert, kan graderes
      Gitt at en feil "f1" er meldt
      Når meldingen om feilen "f1" blir rettet, med alvor "liten"
      Så blir det registrert uten anmerkninger

    Scenario: Ingen finner en feil grunnløs uten en kilde
      Gitt at en feil "f1" er meldt
      Når meldingen om feilen "f1" blir rettet, med konklusjon "grunnløs"
      Så sier registeret nei, og ber om "en kilde"

    Scenario: Med en kilde kan den være grunnløs
      Gitt at en feil "f1" er meldt
      Når meldingen om feilen "f1" blir rettet, med konklusjon "grunnløs" og kilde "https://example.org/rapport"
      Så blir det registrert uten anmerkninger

    Scenario: En mistanke kan bekreftes uten en kilde
      Gitt at en feil "f1" er meldt, med konklusjon "mistenkt"
      Når meldingen om feilen "f1" blir rettet, med konklusjon "bekreftet"
      Så blir det registrert uten anmerkninger

    Scenario: Det er den siste meldingen som gjelder
      Gitt at en feil "f1" er meldt, med alvor "kritisk"
      Og at meldingen om feilen "f1" er rettet, med alvor "liten" og kilde "https://example.org/rapport"
      Når meldingen om feilen "f1" blir rettet, med alvor "moderat"
      Så blir det registrert uten anmerkninger

    Scenario: Den blir stående uansett hva reglene er satt til
      Gitt disse reglene
        """
        name = "ours"
        based_on = "standard"
        """
      Og at en feil "f1" er meldt, med alvor "alvorlig"
      Når meldingen om feilen "f1" blir rettet, med alvor "liten"
      Så sier registeret nei, og ber om "en kilde"

    Scenario: Ingen kan gjøre unntak fra det
      Når det blir gjort unntak fra regelen "failure-stays" for "melding rettet" av kommunestyret
      Så sier registeret nei, og ber om "at unntaket faller bort"

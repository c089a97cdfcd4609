# language: no
Egenskap: Klart språk
  Det som registreres, er ment å bli lest.

  Bakgrunn:
    Gitt en sak

  @speak-plainly
  Regel: En lang tekst er til å lese
    Det en leser ikke kommer gjennom, er så godt som holdt tilbake.

    Scenario: Hundre ord på lesbarhetsindeks 45 er greit
      Når en feil "f1" blir meldt
        """
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        """
      Så blir det registrert, og regelen har ingen anmerkning

    @http
    Scenario: Litt tyngre gir anmerkning
      Når en feil "f1" blir meldt
        """
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en formiddag og ser hva som skjer.
        """
      Så blir det registrert med anmerkning

    Scenario: En setning på tretti ord er grei
      Når en feil "f1" blir meldt
        """
        Vi prøver det en stund og ser hva som skjer og så prøver vi det en stund og ser hva som skjer og så prøver vi det en stund til.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        """
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: En setning på trettién ord gir anmerkning
      Når en feil "f1" blir meldt
        """
        Vi prøver det en stund og ser hva som skjer og så prøver vi det en stund og ser hva som skjer og så prøver vi det en liten stund til.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det og ser så hva som skjer.
        """
      Så blir det registrert med anmerkning

    Scenario: En tekst på under hundre ord måles ikke
      Når en feil "f1" blir meldt
        """
        Vi prøver det en stund og ser hva som skjer og så prøver vi det en stund og ser hva som skjer og så prøver vi det en liten stund til.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det og ser hva som skjer.
        """
      Så blir det registrert, og regelen har ingen anmerkning

    Scenario: Strenge regler gir bare anmerkning på språket
      Gitt strenge regler
      Når en feil "f1" blir meldt
        """
        Vi prøver det en stund og ser hva som skjer og så prøver vi det en stund og ser hva som skjer og så prøver vi det en liten stund til.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det og ser så hva som skjer.
        """
      Så blir det registrert med anmerkning

    Scenario: En organisasjon kan be om lettere tekster
      Gitt at regelen "speak-plainly" har "lix" satt til "44"
      Når en feil "f1" blir meldt
        """
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Lærerne målte oppmøtet grundig før rektoren hadde endret sin undervisning.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        """
      Så blir det registrert med anmerkning

    Scenario: En organisasjon kan be om kortere setninger
      Gitt at regelen "speak-plainly" har "sentence_words" satt til "29"
      Når en feil "f1" blir meldt
        """
        Vi prøver det en stund og ser hva som skjer og så prøver vi det en stund og ser hva som skjer og så prøver vi det en stund til.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        """
      Så blir det registrert med anmerkning

    Scenario: En organisasjon kan måle kortere tekster
      Gitt at regelen "speak-plainly" har "from_words" satt til "99"
      Når en feil "f1" blir meldt
        """
        Vi prøver det en stund og ser hva som skjer og så prøver vi det en stund og ser hva som skjer og så prøver vi det en liten stund til.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det en stund og ser hva som skjer.
        Vi prøver det og ser hva som skjer.
        """
      Så blir det registrert med anmerkning

    Scenario: En lett tekst skjuler ikke en tung
      Når et alternativ "a1" blir foreslått
        | forventede følger | Vi prøver det en stund og ser hva som kommer. Vi prøver det en stund og ser hva som kommer. Vi prøver det en stund og ser hva som kommer. Vi prøver det en stund og ser hva som kommer. |
        | varighet          | Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser |
      Så blir det registrert med anmerkning

    Scenario: En tekst blant flere måles også
      Når en risiko "r1" blir vurdert
        | varseltegn | Ingen; Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser |
      Så blir det registrert med anmerkning

    Scenario: En tekst i en endring måles også
      Når en endring "j1" blir gjort, med årsak "1"
        | endringer | opplæring: Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser |
      Så blir det registrert med anmerkning

    Scenario: De korteste ordene teller også
      Gitt at regelen "speak-plainly" har "from_words" satt til "20"
      Og at regelen "speak-plainly" har "sentence_words" satt til "10"
      Når en feil "f1" blir meldt
        """
        a b c d e f g h i j k l m n o p q r s t
        """
      Så blir det registrert med anmerkning

    Scenario: En lengre tekst måles også
      Når en feil "f1" blir meldt
        """
        Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser Vi prøver det og ser
        """
      Så blir det registrert med anmerkning

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

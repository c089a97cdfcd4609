Feature: Plain speech
  What is recorded is meant to be read.

  Background:
    Given a decision

  @speak-plainly
  Rule: A long text can be read
    What a reader cannot get through is as good as withheld.

    Scenario: A hundred words as heavy as a good newspaper are fine
      When a failure "f1" is disclosed
        """
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        """
      Then it is recorded, and the rule has no remark

    @http
    Scenario: A little heavier gets a remark
      When a failure "f1" is disclosed
        """
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a morning and see what comes.
        """
      Then it is recorded with a remark

    Scenario: A sentence of thirty words is fine
      When a failure "f1" is disclosed
        """
        We try it for a while and see what comes and then we try it for a while and see what comes and then we try it for a bit.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        """
      Then it is recorded, and the rule has no remark

    Scenario: A sentence of thirty-one words gets a remark
      When a failure "f1" is disclosed
        """
        We try it for a while and see what comes and then we try it for a while and see what comes and then we try it for a bit more.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it and then see what it brings.
        """
      Then it is recorded with a remark

    Scenario: A text of fewer than a hundred words is not measured
      When a failure "f1" is disclosed
        """
        We try it for a while and see what comes and then we try it for a while and see what comes and then we try it for a bit more.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it and see what it brings.
        """
      Then it is recorded, and the rule has no remark

    Scenario: Strict rules only remark on how it is said
      Given strict rules
      When a failure "f1" is disclosed
        """
        We try it for a while and see what comes and then we try it for a while and see what comes and then we try it for a bit more.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it and then see what it brings.
        """
      Then it is recorded with a remark

    Scenario: An organisation may ask for lighter texts
      Given the rule "speak-plainly" has "lix" set to "44"
      When a failure "f1" is disclosed
        """
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        The teachers measured attendance before anybody had changed their way.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        """
      Then it is recorded with a remark

    Scenario: An organisation may ask for shorter sentences
      Given the rule "speak-plainly" has "sentence_words" set to "29"
      When a failure "f1" is disclosed
        """
        We try it for a while and see what comes and then we try it for a while and see what comes and then we try it for a bit.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        """
      Then it is recorded with a remark

    Scenario: An organisation may measure shorter texts
      Given the rule "speak-plainly" has "from_words" set to "99"
      When a failure "f1" is disclosed
        """
        We try it for a while and see what comes and then we try it for a while and see what comes and then we try it for a bit more.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it for a while and see what comes.
        We try it and see what it brings.
        """
      Then it is recorded with a remark

    Scenario: A light text does not hide a heavy one
      When an alternative "a1" is proposed
        | expected consequences | We try it for a while and see what comes. We try it for a while and see what comes. We try it for a while and see what comes. We try it for a while and see what comes. |
        | lasting               | We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see |
      Then it is recorded with a remark

    Scenario: A text among several is measured too
      When a risk "r1" is assessed
        | warning signs | None; We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see |
      Then it is recorded with a remark

    Scenario: A text within a change is measured too
      When an adjustment "j1" is made, with caused by "1"
        | changes | training: We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see |
      Then it is recorded with a remark

    Scenario: The shortest words count too
      Given the rule "speak-plainly" has "from_words" set to "20"
      And the rule "speak-plainly" has "sentence_words" set to "10"
      When a failure "f1" is disclosed
        """
        a b c d e f g h i j k l m n o p q r s t
        """
      Then it is recorded with a remark

    Scenario: A longer text is measured as well
      When a failure "f1" is disclosed
        """
        We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see We try it and see
        """
      Then it is recorded with a remark

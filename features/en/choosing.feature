Feature: Choosing a direction
  Who chooses has seen more than one way to go, knows what could go wrong, and says which risks they take.

  Background:
    Given a decision

  @alternatives-before-direction
  Rule: There is something to choose between
    A choice between one alternative is no choice.

    Scenario: One alternative is recorded with a remark
      Given an alternative "a1"
      When the alternative "a1" is chosen
      Then it is recorded with a remark

    @http
    Scenario: Two alternatives are enough
      Given an alternative "a1"
      And an alternative "a2"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    @http
    Scenario: Strict rules ask for the other alternative first
      Given strict rules
      And an alternative "a1"
      When the alternative "a1" is chosen
      Then the register refuses, and asks for "alternatives"
      And it offers "alternative-proposed" as what to record first, 1 in all

    Scenario: Where there is none, both are asked for
      Given strict rules
      When a direction is chosen
      Then the register refuses, and asks for "alternatives"
      And it offers "alternative-proposed" as what to record first, 2 in all

    Scenario: The direction in force can be chosen again
      Given an alternative "a1"
      And the alternative "a1" was chosen
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    Scenario: Another direction than the one in force is a new choice
      Given an alternative "a1"
      And the alternative "a1" was chosen
      When a direction is chosen, with what "Something else"
      Then it is recorded with a remark

    Scenario: Three alternatives are more than enough
      Given an alternative "a1"
      And an alternative "a2"
      And an alternative "a3"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    Scenario Outline: Another direction in words is a new choice, whichever came first
      Given a direction was chosen, with what "<before>"
      When a direction is chosen, with what "<after>"
      Then it is recorded with a remark

      Examples:
        | before | after |
        | North  | South |
        | South  | North |

    Scenario: How many there are, and how many it takes, is said
      Given strict rules
      And an alternative "a1"
      When the alternative "a1" is chosen
      Then it says that "known" is "1"
      And it says that "needed" is "2"

  @risk-before-direction
  Rule: Somebody has asked what could go wrong
    A risk that nobody looked for cannot be taken openly.

    Scenario: No risk on record gives a remark
      Given an alternative "a1"
      When the alternative "a1" is chosen
      Then it is recorded with a remark

    Scenario: A risk of what is chosen is enough
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    Scenario: A risk of the whole decision is enough
      Given an alternative "a1"
      And a risk "r1"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    Scenario: A risk of another alternative says nothing of this one
      Given an alternative "a1"
      And an alternative "a2"
      And a risk "r2" for the alternative "a2"
      When the alternative "a1" is chosen
      Then it is recorded with a remark

    Scenario: What is chosen in words needs a risk of the whole decision
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: The direction in force is not asked about again
      Given an alternative "a1"
      And the alternative "a1" was chosen
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    Scenario: Strict rules ask for a risk first
      Given strict rules
      And an alternative "a1"
      When the alternative "a1" is chosen
      Then the register refuses, and asks for "risk"
      And it offers "risk-assessed" as what to record first
        | alternative_id | a1 |

  @risk-tolerated-openly
  Rule: A grave risk is taken openly
    Who takes a grave risk says so, or says that it will be reduced.

    Scenario Outline: How probable a risk may be before it must be named
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with probability "<probability>"
      When the alternative "a1" is chosen, with tolerated risks "<named>"
      Then it is recorded with a remark

      Examples:
        | probability | named |
        | 0.5         |       |
        | 1           |       |

    Scenario Outline: A less probable risk need not be named
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with probability "<probability>"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

      Examples:
        | probability |
        | 0.49        |
        | 0           |

    Scenario Outline: A likelihood of four or five is probable
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with likelihood "<likelihood>"
      When the alternative "a1" is chosen
      Then it is recorded with a remark

      Examples:
        | likelihood |
        | 4          |
        | 5          |

    Scenario Outline: A likelihood of three or less is not
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with likelihood "<likelihood>"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

      Examples:
        | likelihood |
        | 3          |
        | 1          |

    Scenario: A likelihood counts from where its step begins
      Given the rule "risk-tolerated-openly" has "probability" set to "0.6"
      And an alternative "a1"
      And a risk "r1" for the alternative "a1", with likelihood "4"
      When the alternative "a1" is chosen
      Then it is recorded with a remark

    Scenario Outline: A serious consequence must be named however rare it is
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "<consequence>" and probability "0.01"
      When the alternative "a1" is chosen
      Then it is recorded with a remark

      Examples:
        | consequence |
        | serious     |
        | critical    |

    Scenario: A moderate consequence need not be named
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "moderate"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    Scenario: A grave risk of the whole decision counts too
      Given a risk "r1", with consequence "serious"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: A grave risk of what was not chosen does not count
      Given an alternative "a1"
      And an alternative "a2"
      And a risk "r2" for the alternative "a2", with consequence "critical"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    @http
    Scenario: A grave risk that is named was taken openly
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "serious"
      When the alternative "a1" is chosen, with tolerated risks "r1"
      Then it is recorded, and the rule has no remark

    Scenario: Every grave risk is named, not one of them
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "serious"
      And a risk "r2" for the alternative "a1", with probability "0.9"
      When the alternative "a1" is chosen, with tolerated risks "r1"
      Then it is recorded with a remark

    Scenario: A risk that is to be reduced need not be named
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "serious" and tolerance "to-be-reduced"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    Scenario: A risk that is not tolerated is not taken by naming it
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "serious" and tolerance "not-tolerated"
      When the alternative "a1" is chosen, with tolerated risks "r1"
      Then it is recorded with a remark

    Scenario: A risk that was assessed anew counts as it is now
      Given an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "critical"
      And a risk "r2" for the alternative "a1", with consequence "minor" and replaces "r1"
      When the alternative "a1" is chosen
      Then it is recorded, and the rule has no remark

    Scenario: Strict rules ask for the word first
      Given strict rules
      And an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "serious"
      When the alternative "a1" is chosen
      Then the register refuses, and asks for "tolerance"

    Scenario: An organisation may draw the line lower
      Given the rule "risk-tolerated-openly" has "probability" set to "0.2"
      And the rule "risk-tolerated-openly" has "consequence" set to "moderate"
      And an alternative "a1"
      And a risk "r1" for the alternative "a1", with probability "0.2"
      And a risk "r2" for the alternative "a1", with consequence "moderate"
      When the alternative "a1" is chosen, with tolerated risks "r2"
      Then it is recorded with a remark

    Scenario: What is offered names every grave risk
      Given strict rules
      And an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "serious"
      And a risk "r2" for the alternative "a1", with consequence "serious"
      When the alternative "a1" is chosen, with tolerated risks "r2"
      Then the register refuses, and asks for "tolerance"
      And it offers "direction-chosen" as what to record instead
        | tolerated risks | r2, r1 |

    Scenario: A risk that is not tolerated is assessed anew
      Given strict rules
      And an alternative "a1"
      And a risk "r1" for the alternative "a1", with consequence "serious" and tolerance "not-tolerated"
      When the alternative "a1" is chosen
      Then the register refuses, and asks for "tolerance"
      And it offers "risk-assessed" as what to record first
        | replaces    | r1            |
        | alternative | a1            |
        | tolerance   | to-be-reduced |

    Scenario Outline: What need not be named does not hide what must
      Given an alternative "a1"
      And an alternative "a2"
      And a risk "r1" for the alternative "<of>", with consequence "critical" and tolerance "<tolerance>"
      And a risk "r2" for the alternative "a1", with consequence "critical"
      When the alternative "a1" is chosen
      Then it is recorded with a remark

      Examples:
        | of | tolerance     |
        | a2 | tolerated     |
        | a1 | to-be-reduced |

  @only-deciding-level-chooses
  Rule: The deciding level decides
    A direction is the act of those who answer for it, or of somebody they gave it to.

    Scenario: The administration does not choose for the council
      When a direction is chosen by the administration
      Then it is recorded with a remark

    Scenario: The council chooses
      When a direction is chosen by the council
      Then it is recorded, and the rule has no remark

    Scenario: What is delegated may be chosen below
      When a direction is chosen by the administration, with basis "delegated"
      Then it is recorded, and the rule has no remark

    Scenario: Urgency is no delegation
      When a direction is chosen by the administration, with basis "urgent"
      Then it is recorded with a remark

    Scenario: A level above may choose
      Given a decision "20-017" is opened, with deciding level "administrative"
      When a direction is chosen in the decision "20-017" by the council
      Then it is recorded, and the rule has no remark

    Scenario: A level below may not
      Given a decision "20-017" is opened, with deciding level "administrative"
      When a direction is chosen in the decision "20-017" by operations
      Then it is recorded with a remark

    Scenario: Nobody outside chooses
      When a direction is chosen by somebody outside
      Then it is recorded with a remark

    Scenario: A conclusion is theirs too
      When the decision is concluded as "adopted" by the administration
      Then it is recorded with a remark

    @http
    Scenario: Strict rules ask for the deciding level
      Given strict rules
      When a direction is chosen by the administration
      Then the register refuses, and asks for "act-of-deciding-level"

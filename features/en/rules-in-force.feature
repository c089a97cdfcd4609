Feature: The rules in force
  Those at the top own the rules, and whoever sets one aside does it in the open.

  Background:
    Given a decision

  @waiver-by-owner
  Rule: A rule is set aside by those who own it
    Who could set aside their own rule would have none.

    @http
    Scenario: The administration does not set aside the council's rule
      When the rule "trial-is-measurable" is waived for "trial-started" by the administration
      Then the register refuses, and asks for "act-of-owner"

    @http
    Scenario: The council may
      When the rule "trial-is-measurable" is waived for "trial-started" by the council
      Then it is recorded without remarks

    Scenario: Nobody outside may
      When the rule "trial-is-measurable" is waived for "trial-started" by somebody outside
      Then the register refuses, and asks for "act-of-owner"

    Scenario: A rule may belong to the administration
      Given these rules
        """
        [rules.trial-is-measurable]
        owner = "administrative"
        """
      When the rule "trial-is-measurable" is waived for "trial-started" by the administration
      Then it is recorded without remarks

    Scenario: Then operations still may not
      Given these rules
        """
        [rules.trial-is-measurable]
        owner = "administrative"
        """
      When the rule "trial-is-measurable" is waived for "trial-started" by operations
      Then the register refuses, and asks for "act-of-owner"

    Scenario: Nobody sets this rule aside either
      When the rule "waiver-by-owner" is waived for "rule-waived" by the council
      Then the register refuses, and asks for "no-waiver"

    @http
    Scenario: A waiver lets one fact past
      Given the rule "trial-is-measurable" was waived for "trial-started"
      When the trial "t1" starts, with criteria ""
      Then it is recorded, and the rule "trial-is-measurable" has no remark
      And the waiver is used up

    Scenario: And not another
      Given the rule "trial-is-measurable" was waived for "trial-started"
      And the trial "t1" started, with criteria ""
      When the trial "t2" starts, with criteria ""
      Then the register refuses by the rule "trial-is-measurable"

    Scenario: A waiver for another kind does not help
      Given the rule "trial-is-measurable" was waived for "retry-started"
      When the trial "t1" starts, with criteria ""
      Then the register refuses by the rule "trial-is-measurable"

    Scenario: A waiver that nothing needed is not used
      Given the rule "trial-is-measurable" was waived for "trial-started"
      When the trial "t1" starts, with criteria "uptake >= 60"
      Then no waiver is used

    Scenario: A waiver holds on its last day
      Given the rule "trial-is-measurable" was waived for "trial-started", with expires on "tomorrow"
      And the next day
      When the trial "t1" starts, with criteria ""
      Then the waiver is used up

    Scenario: And not the day after
      Given the rule "trial-is-measurable" was waived for "trial-started", with expires on "today"
      And the next day
      When the trial "t1" starts, with criteria ""
      Then the register refuses by the rule "trial-is-measurable"

    Scenario: A waiver takes away a remark too
      Given the rule "only-deciding-level-chooses" was waived for "direction-chosen"
      When a direction is chosen by the administration
      Then it is recorded, and the rule "only-deciding-level-chooses" has no remark
      And the waiver is used up

    Scenario: A waiver of another rule does not help
      Given the rule "again-is-a-retry" was waived for "trial-started"
      When the trial "t1" starts, with criteria ""
      Then the register refuses by the rule "trial-is-measurable"

    Scenario: A waiver for choosing does not help who concludes
      Given the rule "only-deciding-level-chooses" was waived for "direction-chosen"
      When the decision is concluded as "adopted" by the administration
      Then it is recorded with a remark by the rule "only-deciding-level-chooses"

    Scenario: A waiver holds before its last day
      Given the rule "trial-is-measurable" was waived for "trial-started", with expires on "in 30 days"
      When the trial "t1" starts, with criteria ""
      Then the waiver is used up

    Scenario: What only a disclosed failure stands in the way of uses up no waiver
      Given strict rules
      And a direction was chosen
      And the rule "no-conclusion-with-open-loop" was waived for "decision-concluded"
      And a failure was disclosed
      When the decision is concluded as "abandoned"
      Then it is recorded with a remark by the rule "no-conclusion-with-open-loop"
      And no waiver is used

    Scenario: What stands as history uses up no waiver
      Given the rule "trial-is-measurable" was waived for "trial-started"
      When the trial "t1" starts, 400 days ago, with criteria ""
      Then it stands as history
      And it is recorded with a remark by the rule "trial-is-measurable"
      And no waiver is used

  @policy-by-owner
  Rule: Those at the top adopt the rules
    Rules are changed by those at the top, and never for what was recorded under them already.

    @http
    Scenario: The council adopts rules
      When the policy "strict" is adopted from tomorrow by the council
      Then it is recorded without remarks

    Scenario: The administration does not
      When the policy "strict" is adopted from tomorrow by the administration
      Then the register refuses, and asks for "act-of-top-level"

    Scenario: Nobody outside does
      When the policy "strict" is adopted from tomorrow by somebody outside
      Then the register refuses, and asks for "act-of-top-level"

    Scenario: Rules are not adopted backwards in time
      When the policy "strict" is adopted from 2026-03-01 by the council
      Then the register refuses, and asks for "in-force-from"

    Scenario: What is adopted is in force from its day
      Given the policy "strict" was adopted from tomorrow
      And the next day
      When a direction is chosen by the administration
      Then the register refuses by the rule "only-deciding-level-chooses"

    Scenario: And not before
      Given the policy "strict" was adopted from tomorrow
      When a direction is chosen by the administration
      Then it is recorded with a remark by the rule "only-deciding-level-chooses"

    Scenario: An organisation writes rules of its own
      Given the policy "ours" was adopted from tomorrow
        """
        based_on = "standard"
        [rules.only-deciding-level-chooses]
        mode = "refuse"
        """
      And the next day
      When a direction is chosen by the administration
      Then the register refuses by the rule "only-deciding-level-chooses"

    Scenario: A rule that is off says nothing
      Given the rule "only-deciding-level-chooses" is set to "off"
      When a direction is chosen by the administration
      Then it is recorded, and the rule "only-deciding-level-chooses" has no remark

    Scenario: This rule cannot be set aside
      When the rule "policy-by-owner" is waived for "policy-adopted" by the council
      Then the register refuses, and asks for "no-waiver"

    Scenario Outline: A figure may be as low or as high as this
      When the policy "ours" is adopted from tomorrow by the council
        """
        [rules.<rule>]
        <figure> = <value>
        """
      Then it is recorded without remarks

      Examples:
        | rule                         | figure         | value |
        | risk-tolerated-openly        | probability    | 0     |
        | risk-tolerated-openly        | probability    | 1     |
        | escalate-after-failures      | n              | 1     |
        | escalate-after-failures      | n              | 20    |
        | lesson-known-before-decision | lessons        | 1     |
        | lesson-known-before-decision | lessons        | 20    |
        | late                         | days           | 1     |
        | late                         | days           | 365   |
        | speak-plainly                | lix            | 20    |
        | speak-plainly                | lix            | 100   |
        | speak-plainly                | sentence_words | 10    |
        | speak-plainly                | sentence_words | 200   |
        | speak-plainly                | from_words     | 20    |
        | speak-plainly                | from_words     | 10000 |
        | answer-question              | days           | 1     |
        | answer-question              | days           | 365   |
        | answer-oversight             | days           | 1     |
        | answer-oversight             | days           | 365   |
        | draw-lesson                  | days           | 1     |
        | draw-lesson                  | days           | 365   |
        | share-lesson                 | days           | 1     |
        | share-lesson                 | days           | 365   |
        | acknowledge-lesson           | days           | 1     |
        | acknowledge-lesson           | days           | 365   |
        | say-how-it-goes              | days           | 1     |
        | say-how-it-goes              | days           | 730   |
        | say-how-it-goes              | missed_days    | 1     |
        | say-how-it-goes              | missed_days    | 365   |
        | inform-deciding-level        | days           | 1     |
        | inform-deciding-level        | days           | 365   |
        | case-paper-complete          | lessons        | 1     |
        | case-paper-complete          | lessons        | 20    |

    Scenario Outline: And no lower, and no higher
      When the policy "ours" is adopted from tomorrow by the council
        """
        [rules.<rule>]
        <figure> = <value>
        """
      Then it cannot be recorded as it is written: "parameter-bounds"

      Examples:
        | rule                         | figure         | value |
        | risk-tolerated-openly        | probability    | -0.01 |
        | risk-tolerated-openly        | probability    | 1.01  |
        | escalate-after-failures      | n              | 0     |
        | escalate-after-failures      | n              | 21    |
        | lesson-known-before-decision | lessons        | 0     |
        | lesson-known-before-decision | lessons        | 21    |
        | late                         | days           | 0     |
        | late                         | days           | 366   |
        | speak-plainly                | lix            | 19    |
        | speak-plainly                | lix            | 101   |
        | speak-plainly                | sentence_words | 9     |
        | speak-plainly                | sentence_words | 201   |
        | speak-plainly                | from_words     | 19    |
        | speak-plainly                | from_words     | 10001 |
        | answer-question              | days           | 0     |
        | answer-question              | days           | 366   |
        | answer-oversight             | days           | 0     |
        | answer-oversight             | days           | 366   |
        | draw-lesson                  | days           | 0     |
        | draw-lesson                  | days           | 366   |
        | share-lesson                 | days           | 0     |
        | share-lesson                 | days           | 366   |
        | acknowledge-lesson           | days           | 0     |
        | acknowledge-lesson           | days           | 366   |
        | say-how-it-goes              | days           | 0     |
        | say-how-it-goes              | days           | 731   |
        | say-how-it-goes              | missed_days    | 0     |
        | say-how-it-goes              | missed_days    | 366   |
        | inform-deciding-level        | days           | 0     |
        | inform-deciding-level        | days           | 366   |
        | case-paper-complete          | lessons        | 0     |
        | case-paper-complete          | lessons        | 21    |

    Scenario: Rules may be in force at once
      When the policy "strict" is adopted by the council
      Then it is recorded without remarks

    Scenario: Where the administration is at the top operations still do not
      Given these rules
        """
        levels = ["administrative", "operational"]
        """
      When the policy "ours" is adopted from tomorrow by operations
        """
        levels = ["administrative", "operational"]
        """
      Then the register refuses, and asks for "act-of-top-level"

    Scenario: Rules of the past were adopted when they were adopted
      When the policy "strict" is adopted from 2025-06-01 by the council on 2025-06-01
      Then it stands as history
      And it is recorded, and the rule has no remark

    Scenario: And even then not backwards in time
      When the policy "strict" is adopted from 2025-05-31 by the council on 2025-06-01
      Then it stands as history
      And it is recorded with a remark

    Scenario: And the other rules go on
      Given the rule "alternatives-before-direction" is set to "off"
      When a direction is chosen by the administration
      Then it is recorded with a remark by the rule "only-deciding-level-chooses"

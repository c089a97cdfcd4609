Feature: Concluding a decision
  What is concluded is settled for those who read it, so nothing is left open behind it.

  Background:
    Given a decision

  @no-conclusion-with-open-loop
  Rule: Nothing is left open behind a conclusion
    Once it is concluded nobody looks, and what was not learned by then is lost.

    Scenario: A trial that still runs gives a remark
      Given the trial "t1" started
      When the decision is concluded as "adopted"
      Then it is recorded with a remark

    Scenario: A trial that has ended does not
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "70" in the trial "t1"
      And the trial "t1" ended as "succeeded"
      When the decision is concluded as "adopted"
      Then it is recorded, and the rule has no remark

    Scenario: A failure without a lesson gives a remark
      Given a failure "f1" was disclosed
      When the decision is concluded as "adopted"
      Then it is recorded with a remark

    Scenario: A failure that has taught something does not
      Given a failure "f1" was disclosed
      And a lesson "l1" was drawn from the failure "f1"
      When the decision is concluded as "adopted"
      Then it is recorded, and the rule has no remark

    Scenario: Every failure has taught something, not one of them
      Given a failure "f1" was disclosed
      And a failure "f2" was disclosed
      And a lesson "l1" was drawn from the failure "f1"
      When the decision is concluded as "adopted"
      Then it is recorded with a remark

    Scenario: A failure that was unfounded teaches nothing
      Given a failure "f1" was disclosed
      And the failure "f1" was corrected, with finding "unfounded" and sources "https://example.org/report"
      When the decision is concluded as "adopted"
      Then it is recorded, and the rule has no remark

    @http
    Scenario: Strict rules wait for the trial to end
      Given strict rules
      And the trial "t1" started
      When the decision is concluded as "adopted"
      Then the register refuses, and asks for "closed-loops"
      And it offers "trial-ended" as what to record first
        | trial id | t1 |

    @http
    Scenario: Strict rules do not hold a disclosed failure against anybody
      Given strict rules
      And a failure "f1" was disclosed
      When the decision is concluded as "adopted"
      Then it is recorded with a remark

    Scenario: What is left open is asked for all at once
      Given strict rules
      And the trial "t1" started
      And a failure "f1" was disclosed
      When the decision is concluded as "adopted"
      Then the register refuses, and asks for "closed-loops"
      And it offers "trial-ended" as what to record first
        | trial id | t1 |
      And it offers "lesson-drawn" as what to record first
        | from failures | f1 |

  @reopen-before-more
  Rule: What is concluded is reopened before there is more
    Whoever read that it was concluded must be able to see that it is not any more.

    Scenario Outline: A trial after the end gives a remark
      Given the decision was concluded as "<outcome>"
      When the trial "t1" starts
      Then it is recorded with a remark

      Examples:
        | outcome   |
        | abandoned |
        | deferred  |

    Scenario: What was adopted may be carried out
      Given a direction was chosen
      And the decision was concluded as "adopted"
      When the trial "t1" starts
      Then it is recorded, and the rule has no remark

    Scenario: Another direction than the adopted one is more
      Given a direction was chosen
      And the decision was concluded as "adopted"
      When a direction is chosen, with what "Something else"
      Then it is recorded with a remark

    Scenario: A trial of what was chosen after the end was never adopted
      Given a direction was chosen
      And the decision was concluded as "adopted"
      And a direction was chosen, with what "Something else"
      When the trial "t1" starts
      Then it is recorded with a remark

    Scenario: A retry after the end gives a remark
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And an adjustment "j1" was made because of "f1"
      And the decision was concluded as "abandoned"
      When a retry "t2" of "t1" starts after the adjustment "j1"
      Then it is recorded with a remark

    Scenario: After a reopening there may be more
      Given the decision was concluded as "abandoned"
      And the decision was reopened
      When the trial "t1" starts
      Then it is recorded, and the rule has no remark

    Scenario: Before any end there may be more
      When the trial "t1" starts
      Then it is recorded, and the rule has no remark

    Scenario: Strict rules ask for the reopening first
      Given strict rules
      And the decision was concluded as "abandoned"
      When the trial "t1" starts
      Then the register refuses, and asks for "reopening"
      And it offers "decision-reopened" as what to record first

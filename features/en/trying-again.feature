Feature: Trying again
  Another attempt says what failed and what is different this time.

  Background:
    Given a decision

  @again-is-a-retry
  Rule: The next trial is a retry
    A new start hides what failed. A retry says what is different.

    @http
    Scenario Outline: A new start does not hide what did not succeed
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "<outcome>"
      When the trial "t2" starts
      Then the register refuses, and asks for "retry"
      And it offers "retry-started" as what to record first
        | retry of | t1 |

      Examples:
        | outcome |
        | failed  |
        | mixed   |
        | stopped |

    Scenario: At another place it is a trial of its own
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      When the trial "t2" starts, with where "North"
      Then it is recorded, and the rule has no remark

    Scenario: At the same named place it is a retry
      Given the trial "t1" started, with where "North"
      And a failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      When the trial "t2" starts, with where "North"
      Then the register refuses, and asks for "retry"

    Scenario: After a success it is a trial of its own
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "70" in the trial "t1"
      And the trial "t1" ended as "succeeded"
      When the trial "t2" starts
      Then it is recorded, and the rule has no remark

    Scenario: While the first one runs it is a trial of its own
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      When the trial "t2" starts
      Then it is recorded, and the rule has no remark

    Scenario: Under another direction it is a trial of its own
      Given an alternative "a1"
      And an alternative "a2"
      And the alternative "a1" was chosen
      And the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      And the alternative "a2" was chosen
      When the trial "t2" starts
      Then it is recorded, and the rule has no remark

    Scenario: The latest trial counts
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      And an adjustment "j1" was made because of "f1"
      And a retry "t2" of "t1" started after the adjustment "j1", with criteria "uptake >= 60"
      And "uptake" was measured at "70" in the trial "t2"
      And the trial "t2" ended as "succeeded"
      When the trial "t3" starts
      Then it is recorded, and the rule has no remark

    Scenario: What is offered is the same trial as a retry
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      When the trial "t2" starts, with hypothesis "It works now"
      Then the register refuses, and asks for "retry"
      And it offers "retry-started" as what to record instead
        | trial       | t2           |
        | retry of    | t1           |
        | hypothesis  | It works now |
        | adjustments | …            |
        | stop when   |              |

  @retry-has-adjustment
  Rule: A retry follows an adjustment
    Trying the same again teaches nothing.

    @http
    Scenario: The same trial cannot simply be run again
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      When a retry "t2" of "t1" starts
      Then the register refuses, and asks for "adjustment"
      And it offers "adjustment-made" as what to record first

    @http
    Scenario: After an adjustment it can be tried again
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      And an adjustment "j1" was made because of "f1"
      When a retry "t2" of "t1" starts after the adjustment "j1"
      Then it is recorded, and the rule has no remark

    Scenario: An adjustment that is not named does not count
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And an adjustment "j1" was made because of "f1"
      When a retry "t2" of "t1" starts
      Then the register refuses, and asks for "adjustment"

    Scenario: An adjustment from before the trial changed nothing since
      Given a failure "f0" was disclosed
      And an adjustment "j0" was made because of "f0"
      And the next day
      And the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      When a retry "t2" of "t1" starts after the adjustment "j0"
      Then the register refuses, and asks for "adjustment"

    Scenario: An adjustment of the same day counts
      Given a failure "f0" was disclosed
      And an adjustment "j0" was made because of "f0"
      And the trial "t1" started, on 2026-03-02
      And a failure "f1" in the trial "t1" was disclosed
      When a retry "t2" of "t1" starts after the adjustment "j0"
      Then it is recorded, and the rule has no remark

    Scenario: One new adjustment among old ones is enough
      Given a failure "f0" was disclosed
      And an adjustment "j0" was made because of "f0"
      And the next day
      And the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And an adjustment "j1" was made because of "f1"
      When a retry "t2" of "t1" starts, with adjustments "j0, j1"
      Then it is recorded, and the rule has no remark

    Scenario: A failure can be retried after an adjustment too
      Given a failure "f1" was disclosed
      And an adjustment "j1" was made because of "f1"
      When a retry "t1" of "f1" starts after the adjustment "j1"
      Then it is recorded, and the rule has no remark

    Scenario: An adjustment from before the failure does not count
      Given a failure "f0" was disclosed
      And an adjustment "j0" was made because of "f0"
      And the next day
      And a failure "f1" was disclosed
      When a retry "t1" of "f1" starts after the adjustment "j0"
      Then the register refuses, and asks for "adjustment"

    Scenario: What is asked for answers to the failure
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      When a retry "t2" of "t1" starts
      Then the register refuses, and asks for "adjustment"
      And it offers "adjustment-made" as what to record first
        | because of | f1 |

    Scenario: What was adjusted already only remains to be named
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And an adjustment "j1" was made because of "f1"
      When a retry "t2" of "t1" starts
      Then the register refuses, and asks for "adjustment"
      And it offers "retry-started" as what to record instead
        | adjustments | j1 |

    Scenario: Where no failure is known it asks what it answers to
      Given the trial "t1" started
      When a retry "t2" of "t1" starts
      Then the register refuses, and asks for "adjustment"
      And it offers "adjustment-made" as what to record first
        | because of | … |

  @adjustment-has-reason
  Rule: An adjustment has a reason
    A change that answers to nothing teaches nothing to those who come after.

    @http
    Scenario: A change because of nothing waits
      When an adjustment "j1" is made
      Then the register refuses, and asks for "reason"

    Scenario: A failure is reason enough
      Given a failure "f1" was disclosed
      When an adjustment "j1" is made because of "f1"
      Then it is recorded, and the rule has no remark

    Scenario: A lesson is reason enough
      Given a failure "f1" was disclosed
      And a lesson "l1" was drawn from the failure "f1"
      When an adjustment "j1" is made because of "l1"
      Then it is recorded, and the rule has no remark

    Scenario: Oversight is reason enough
      Given the oversight "o1" was received
      When an adjustment "j1" is made because of "o1"
      Then it is recorded, and the rule has no remark

    Scenario: The entry that it follows from is reason enough
      Given a failure "f1" was disclosed
      When an adjustment "j1" is made, with caused by "2"
      Then it is recorded, and the rule has no remark

  @retry-changes-something
  Rule: A retry changes something
    What was tried before in just this way will give just the same answer.

    Background:
      Given the trial "t1" started, with hypothesis "It works" and criteria "uptake >= 60"
      And a failure "f1" in the trial "t1" was disclosed
      And an adjustment "j1" was made because of "f1"
      And a retry "t2" of "t1" started after the adjustment "j1", with hypothesis "It works" and criteria "uptake >= 60"
      And an adjustment "j2" was made because of "f1"

    Scenario: The same a third time gives a remark
      When a retry "t3" of "t1" starts after the adjustment "j1", with hypothesis "It works" and criteria "uptake >= 60"
      Then it is recorded with a remark

    Scenario: Another adjustment is something new
      When a retry "t3" of "t1" starts after the adjustment "j2", with hypothesis "It works" and criteria "uptake >= 60"
      Then it is recorded, and the rule has no remark

    Scenario: Another hypothesis is something new
      When a retry "t3" of "t1" starts after the adjustment "j1", with hypothesis "Less training is needed" and criteria "uptake >= 60"
      Then it is recorded, and the rule has no remark

    Scenario: Another criterion is something new
      When a retry "t3" of "t1" starts after the adjustment "j1", with hypothesis "It works" and criteria "uptake >= 70"
      Then it is recorded, and the rule has no remark

    Scenario: Strict rules ask what is different
      Given strict rules
      When a retry "t3" of "t1" starts after the adjustment "j1", with hypothesis "It works" and criteria "uptake >= 60"
      Then the register refuses, and asks for "difference"

  @escalate-after-failures
  Rule: The third retry is lifted to those who decide
    Those who decide should not be the last to hear that it keeps failing.

    Background:
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And an adjustment "j1" was made because of "f1"

    Scenario: The second retry is not asked about
      Given a retry "t2" of "t1" started after the adjustment "j1"
      When a retry "t3" of "t1" starts after the adjustment "j1"
      Then it is recorded, and the rule has no remark

    Scenario: The third retry without a word to the council gives a remark
      Given a retry "t2" of "t1" started after the adjustment "j1"
      And a retry "t3" of "t1" started after the adjustment "j1"
      When a retry "t4" of "t1" starts after the adjustment "j1"
      Then it is recorded with a remark

    Scenario: When the council has been told it goes on
      Given a retry "t2" of "t1" started after the adjustment "j1"
      And a retry "t3" of "t1" started after the adjustment "j1"
      And the decision was escalated to the council
      When a retry "t4" of "t1" starts after the adjustment "j1"
      Then it is recorded, and the rule has no remark

    Scenario: A word after the first failure is enough
      Given the decision was escalated to the council
      And a retry "t2" of "t1" started after the adjustment "j1"
      And a retry "t3" of "t1" started after the adjustment "j1"
      When a retry "t4" of "t1" starts after the adjustment "j1"
      Then it is recorded, and the rule has no remark

    Scenario: A word to the administration is not enough
      Given a retry "t2" of "t1" started after the adjustment "j1"
      And a retry "t3" of "t1" started after the adjustment "j1"
      And the decision was escalated to the administration
      When a retry "t4" of "t1" starts after the adjustment "j1"
      Then it is recorded with a remark

    Scenario: The council itself may try again
      Given a retry "t2" of "t1" started after the adjustment "j1"
      And a retry "t3" of "t1" started after the adjustment "j1"
      When a retry "t4" of "t1" starts after the adjustment "j1" by the council
      Then it is recorded, and the rule has no remark

    Scenario: A word from before anything failed is too early
      Given a decision "20-018" is opened
      And the decision was escalated to the council in the decision "20-018"
      And the trial "t1" started in the decision "20-018"
      And a failure "f1" in the trial "t1" was disclosed in the decision "20-018"
      And an adjustment "j1" was made because of "f1" in the decision "20-018"
      And a retry "t2" of "t1" started after the adjustment "j1" in the decision "20-018"
      And a retry "t3" of "t1" started after the adjustment "j1" in the decision "20-018"
      When a retry "t4" of "t1" starts after the adjustment "j1" in the decision "20-018"
      Then it is recorded with a remark

    Scenario: An organisation may ask earlier
      Given the rule "escalate-after-failures" has "n" set to "2"
      And a retry "t2" of "t1" started after the adjustment "j1"
      When a retry "t3" of "t1" starts after the adjustment "j1"
      Then it is recorded with a remark

    Scenario: Strict rules ask for the word first
      Given strict rules
      And a retry "t2" of "t1" started after the adjustment "j1"
      And a retry "t3" of "t1" started after the adjustment "j1"
      When a retry "t4" of "t1" starts after the adjustment "j1"
      Then the register refuses, and asks for "escalation"
      And it offers "decision-escalated" as what to record first
        | to level | political |

    Scenario: The fourth retry is asked about too
      Given a retry "t2" of "t1" started after the adjustment "j1"
      And a retry "t3" of "t1" started after the adjustment "j1"
      And a retry "t4" of "t1" started after the adjustment "j1"
      When a retry "t5" of "t1" starts after the adjustment "j1"
      Then it is recorded with a remark

    Scenario: Operations do not try again for the administration
      Given a decision "20-018" is opened, with deciding level "administrative"
      And the trial "t1" started in the decision "20-018"
      And a failure "f1" in the trial "t1" was disclosed in the decision "20-018"
      And an adjustment "j1" was made because of "f1" in the decision "20-018"
      And a retry "t2" of "t1" started after the adjustment "j1" in the decision "20-018"
      And a retry "t3" of "t1" started after the adjustment "j1" in the decision "20-018"
      When a retry "t4" of "t1" starts after the adjustment "j1" in the decision "20-018" by operations
      Then it is recorded with a remark

    Scenario: Where nothing failed the first retry is asked about too
      Given strict rules
      And the rule "escalate-after-failures" has "n" set to "1"
      And a decision "20-018" is opened
      And a direction was chosen in the decision "20-018"
      And the trial "t1" started in the decision "20-018"
      And an adjustment "j1" was made in the decision "20-018", with caused by "1"
      When a retry "t2" of "t1" starts after the adjustment "j1" in the decision "20-018"
      Then the register refuses, and asks for "escalation"

    Scenario: A failure that was disclosed since is not held against the first retry
      Given strict rules
      And the rule "escalate-after-failures" has "n" set to "1"
      And a decision "20-018" is opened
      And a direction was chosen in the decision "20-018"
      And the trial "t1" started in the decision "20-018"
      And the decision was escalated to the council in the decision "20-018"
      And a failure "f1" in the trial "t1" was disclosed in the decision "20-018"
      And an adjustment "j1" was made because of "f1" in the decision "20-018"
      When a retry "t2" of "t1" starts after the adjustment "j1" in the decision "20-018"
      Then it is recorded with a remark

    Scenario Outline: A word from before is too early for the next
      Given strict rules
      And the rule "escalate-after-failures" has "n" set to "<n>"
      And a decision "20-018" is opened
      And a direction was chosen in the decision "20-018"
      And the trial "t1" started in the decision "20-018"
      And the decision was escalated to the council in the decision "20-018"
      And a failure "f1" in the trial "t1" was disclosed in the decision "20-018"
      And an adjustment "j1" was made because of "f1" in the decision "20-018"
      And a retry "t2" of "t1" started after the adjustment "j1" in the decision "20-018"
      When a retry "t3" of "t1" starts after the adjustment "j1" in the decision "20-018"
      Then the register refuses, and asks for "escalation"

      Examples:
        | n |
        | 1 |
        | 2 |

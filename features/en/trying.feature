Feature: Trying something out
  A trial has a direction and a measure, and its end says honestly how it went.

  Background:
    Given a decision

  @trial-after-direction
  Rule: Somebody chose what is tried
    What nobody chose, nobody answers for when it fails.

    Scenario: A trial of nothing that was chosen gives a remark
      When the trial "t1" starts
      Then it is recorded with a remark

    Scenario: A trial of what was chosen is as it should be
      Given a direction was chosen
      When the trial "t1" starts
      Then it is recorded, and the rule has no remark

    Scenario: A retry is a trial too
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And an adjustment "j1" was made because of "f1"
      When a retry "t2" of "t1" starts after the adjustment "j1"
      Then it is recorded with a remark

    Scenario: Strict rules ask for the direction first
      Given strict rules
      When the trial "t1" starts
      Then the register refuses, and asks for "direction"
      And it offers "direction-chosen" as what to record first

  @trial-is-measurable
  Rule: A trial can be measured
    Without a criterion nobody can say afterwards whether it worked.

    @http
    Scenario: A trial without a criterion waits
      When the trial "t1" starts, with criteria ""
      Then the register refuses, and asks for "criterion"

    @http
    Scenario: One criterion is enough
      When the trial "t1" starts, with criteria "uptake >= 60"
      Then it is recorded, and the rule has no remark

    Scenario: A retry without a criterion waits too
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And an adjustment "j1" was made because of "f1"
      When a retry "t2" of "t1" starts after the adjustment "j1", with criteria ""
      Then the register refuses, and asks for "criterion"

    Scenario: What is offered is a criterion to fill in
      When the trial "t1" starts, with criteria ""
      Then the register refuses, and asks for "criterion"
      And it offers "trial-started" as what to record instead
        | criteria  | … >= 0 |
        | stop when |        |

  @failed-trial-names-failure
  Rule: A failed trial names its failure
    What failed must be named, or nobody can learn from it.

    @http
    Scenario Outline: A trial does not fail while nothing went wrong on record
      Given the trial "t1" started
      When the trial "t1" ends as "<outcome>"
      Then the register refuses, and asks for "failure"
      And it offers "failure-disclosed" as what to record first
        | trial id | t1 |

      Examples:
        | outcome |
        | failed  |
        | mixed   |
        | stopped |

    Scenario Outline: With its failure on record it ends
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      When the trial "t1" ends as "<outcome>"
      Then it is recorded, and the rule has no remark

      Examples:
        | outcome |
        | failed  |
        | mixed   |
        | stopped |

    Scenario: A failure told of the decision is that of the only trial that runs
      Given the trial "t1" started
      And a failure "f1" was disclosed
      When the trial "t1" ends as "failed"
      Then it is recorded, and the rule has no remark

    Scenario: Another trial's failure is another's
      Given the trial "t1" started
      And the trial "t2" started
      And a failure "f2" in the trial "t2" was disclosed
      When the trial "t1" ends as "failed"
      Then the register refuses, and asks for "failure"

    Scenario: A trial may be stopped for a reason from outside
      Given the trial "t1" started
      When the trial "t1" ends as "stopped", with stopped because "The supplier went out of business"
      Then it is recorded, and the rule has no remark

    Scenario: A reason does not hide a criterion that was missed
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "59" in the trial "t1"
      When the trial "t1" ends as "stopped", with stopped because "The supplier went out of business"
      Then the register refuses, and asks for "failure"

    Scenario: A criterion that was reached in the end was not missed
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "59" in the trial "t1"
      And "uptake" was measured at "60" in the trial "t1"
      When the trial "t1" ends as "stopped", with stopped because "The supplier went out of business"
      Then it is recorded, and the rule has no remark

    Scenario: A reason is for a trial that was stopped, not for one that failed
      Given the trial "t1" started
      When the trial "t1" ends as "failed", with stopped because "The supplier went out of business"
      Then the register refuses, and asks for "failure"

    Scenario: A success has no failure to name
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "60" in the trial "t1"
      When the trial "t1" ends as "succeeded"
      Then it is recorded, and the rule has no remark

  @success-has-evidence
  Rule: A success has been measured
    A success that nobody measured is a hope, and the next ones will build on it.

    Scenario: Nothing measured is no success
      Given the trial "t1" started, with criteria "uptake >= 60"
      When the trial "t1" ends as "succeeded"
      Then the register refuses, and asks for "evidence"
      And it offers "observation-recorded" as what to record first
        | metric | uptake |

    Scenario: Just at the target is a success
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "60" in the trial "t1"
      When the trial "t1" ends as "succeeded"
      Then it is recorded, and the rule has no remark

    Scenario: Just below the target is not
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "59" in the trial "t1"
      When the trial "t1" ends as "succeeded"
      Then the register refuses, and asks for "evidence"

    Scenario: The last measurement counts
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "70" in the trial "t1"
      And "uptake" was measured at "59" in the trial "t1"
      When the trial "t1" ends as "succeeded"
      Then the register refuses, and asks for "evidence"

    Scenario: It may have been missed before it was reached
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "59" in the trial "t1"
      And "uptake" was measured at "70" in the trial "t1"
      When the trial "t1" ends as "succeeded"
      Then it is recorded, and the rule has no remark

    Scenario: Every criterion is measured
      Given the trial "t1" started, with criteria "uptake >= 60; faults < 3"
      And "uptake" was measured at "70" in the trial "t1"
      When the trial "t1" ends as "succeeded"
      Then the register refuses, and asks for "evidence"
      And it offers "observation-recorded" as what to record first
        | metric | faults |

    Scenario: Every criterion is reached
      Given the trial "t1" started, with criteria "uptake >= 60; faults < 3"
      And "uptake" was measured at "70" in the trial "t1"
      And "faults" was measured at "2" in the trial "t1"
      When the trial "t1" ends as "succeeded"
      Then it is recorded, and the rule has no remark

    Scenario: A measurement in another trial is another's
      Given the trial "t1" started, with criteria "uptake >= 60"
      And the trial "t2" started, with criteria "uptake >= 60"
      And "uptake" was measured at "70" in the trial "t2"
      When the trial "t1" ends as "succeeded"
      Then the register refuses, and asks for "evidence"

    Scenario: Without a criterion nothing can have succeeded
      Given the rule "trial-is-measurable" was waived for "trial-started"
      And the trial "t1" started, with criteria ""
      When the trial "t1" ends as "succeeded"
      Then the register refuses, and asks for "evidence"

    Scenario: What failed needs no evidence
      Given the trial "t1" started, with criteria "uptake >= 60"
      And a failure "f1" in the trial "t1" was disclosed
      When the trial "t1" ends as "failed"
      Then it is recorded, and the rule has no remark

    Scenario Outline: What was measured and missed is called something else
      Given the trial "t1" started, with criteria "uptake >= 60; faults < 3"
      And "uptake" was measured at "59" in the trial "t1"
      When the trial "t1" ends as "succeeded", with summary "It is over"
      Then the register refuses, and asks for "evidence"
      And it offers "trial-ended" as what to record instead
        | outcome | <outcome> |

      Examples:
        | outcome |
        | …       |

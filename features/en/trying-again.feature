Feature: Trying again
  Another attempt says what failed and what is different this time.

  @trial-is-measurable
  Rule: A trial can be measured

    Scenario: A trial without a criterion waits
      Given a decision
      When a trial begins without a criterion
      Then the register refuses by the rule "trial-is-measurable"

    Scenario: One criterion is enough
      Given a decision
      When a trial begins with a criterion
      Then it is recorded

  @failed-trial-names-failure
  Rule: A failed trial names its failure

    Scenario: A trial does not end as failed while nothing went wrong on record
      Given a trial
      When the trial ends as failed
      Then the register refuses by the rule "failed-trial-names-failure"

    Scenario: When the failure is disclosed, the trial ends
      Given a trial with a disclosed failure
      When the trial ends as failed
      Then it is recorded

  @again-is-a-retry
  Rule: The next trial is a retry

    Scenario: A new start does not hide what failed
      Given a trial that failed, and whose failure is disclosed
      When a trial begins with a criterion
      Then the register refuses by the rule "again-is-a-retry"

    Scenario: At another place it is a trial of its own
      Given a trial that failed, and whose failure is disclosed
      When a trial begins at another place
      Then it is recorded

  @retry-has-adjustment
  Rule: A retry follows an adjustment

    Scenario: The same trial cannot simply be run again
      Given a trial that failed, and whose failure is disclosed
      When the retry begins
      Then the register refuses by the rule "retry-has-adjustment"

    Scenario: After an adjustment it can be tried again
      Given a trial that failed, and whose failure is disclosed
      And an adjustment because of the failure
      When the retry begins
      Then it is recorded

  @adjustment-has-reason
  Rule: An adjustment has a reason

    Scenario: A change because of nothing waits
      Given a decision
      When something is changed because of nothing
      Then the register refuses by the rule "adjustment-has-reason"

    Scenario: A failure is reason enough
      Given a disclosed failure that is serious
      When something is changed because of the failure
      Then it is recorded

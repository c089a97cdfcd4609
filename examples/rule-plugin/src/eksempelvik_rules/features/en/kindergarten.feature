Feature: Trials in kindergartens

  Background:
    Given these rules
      """
      name = "eksempelvik"
      rules.kindergarten-trial-has-review = {}
      """
    And a decision with tags "barnehage"

  @kindergarten-trial-has-review
  Rule: A trial in a kindergarten has a date on which it is looked at
    Small children cannot say themselves that something does not work.

    Scenario: Without a date the trial waits
      When a trial starts
      Then the register refuses

    Scenario: After 60 days is not too late
      When a trial starts with review_by "in 60 days"
      Then it is recorded

    Scenario: After 61 days is too late
      When a trial starts with review_by "in 61 days"
      Then the register refuses

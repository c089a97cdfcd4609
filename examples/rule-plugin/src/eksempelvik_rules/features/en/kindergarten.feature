Feature: Trials in kindergartens

  @kindergarten-trial-has-review
  Rule: A trial in a kindergarten has a date on which it is looked at
    Small children cannot say themselves that something does not work.

    Scenario: Without a date the trial waits
      Given a decision on a kindergarten
      When a trial begins without a date for its review
      Then the register refuses by the rule "kindergarten-trial-has-review"

    Scenario: After 60 days is not too late
      Given a decision on a kindergarten
      When a trial begins with a review after 60 days
      Then it is recorded

    Scenario: After 61 days is too late
      Given a decision on a kindergarten
      When a trial begins with a review after 61 days
      Then the register refuses by the rule "kindergarten-trial-has-review"

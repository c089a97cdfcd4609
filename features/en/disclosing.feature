Feature: Disclosing a failure
  A failure can always be put on record. It stays, and it is internal until somebody opens it.

  @failure-stays
  Rule: A failure stays

    Scenario: Nobody talks a failure down without a source
      Given a disclosed failure that is serious
      When somebody says that it was minor
      Then the register refuses by the rule "failure-stays"

    Scenario: With a source the account is corrected
      Given a disclosed failure that is serious
      When somebody says that it was minor, with a source
      Then it is recorded

    Scenario: Saying that it was just as bad needs no source
      Given a disclosed failure that is serious
      When somebody says that it was serious
      Then it is recorded

  @late
  Rule: Lateness is shown, never refused

    Scenario: A failure disclosed months late is recorded with a remark
      Given a decision
      When somebody discloses what happened 90 days ago
      Then it is recorded with the remark "late"

    Scenario: A failure disclosed the same day has no remark
      Given a decision
      When somebody discloses what happened 0 days ago
      Then it is recorded without remarks

    Scenario: After a conclusion, under strict rules, a failure is recorded all the same
      Given strict rules
      And a decision that is concluded
      When somebody discloses what happened 0 days ago
      Then it is recorded
      And only the organisation sees it

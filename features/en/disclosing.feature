Feature: Disclosing a failure
  A failure can always be put on record. It stays, and it is internal until somebody opens it.

  Background:
    Given a decision

  @failure-stays
  Rule: A failure stays
    Whoever says that it was less shows on what ground.

    @http
    Scenario: Nobody talks a failure down without a source
      Given a failure "f1" was disclosed, with severity "serious"
      When the failure "f1" is corrected, with severity "moderate"
      Then the register refuses, and asks for "source"

    @http
    Scenario: With a source the account is corrected
      Given a failure "f1" was disclosed, with severity "serious"
      When the failure "f1" is corrected, with severity "minor" and sources "https://example.org/report"
      Then it is recorded without remarks

    Scenario: Saying that it was just as bad needs no source
      Given a failure "f1" was disclosed, with severity "serious"
      When the failure "f1" is corrected, with severity "serious"
      Then it is recorded without remarks

    Scenario: Saying that it was worse needs no source
      Given a failure "f1" was disclosed, with severity "serious"
      When the failure "f1" is corrected, with severity "critical"
      Then it is recorded without remarks

    Scenario: What nobody had graded may be graded
      Given a failure "f1" was disclosed
      When the failure "f1" is corrected, with severity "minor"
      Then it is recorded without remarks

    Scenario: Nobody finds a failure unfounded without a source
      Given a failure "f1" was disclosed
      When the failure "f1" is corrected, with finding "unfounded"
      Then the register refuses, and asks for "source"

    Scenario: With a source it may be unfounded
      Given a failure "f1" was disclosed
      When the failure "f1" is corrected, with finding "unfounded" and sources "https://example.org/report"
      Then it is recorded without remarks

    Scenario: A suspicion may be confirmed without a source
      Given a failure "f1" was disclosed, with finding "suspected"
      When the failure "f1" is corrected, with finding "confirmed"
      Then it is recorded without remarks

    Scenario: The latest account is what is compared with
      Given a failure "f1" was disclosed, with severity "critical"
      And the failure "f1" was corrected, with severity "minor" and sources "https://example.org/report"
      When the failure "f1" is corrected, with severity "moderate"
      Then it is recorded without remarks

    Scenario: It stays whatever the rules are set to
      Given these rules
        """
        name = "ours"
        based_on = "standard"
        """
      And a failure "f1" was disclosed, with severity "serious"
      When the failure "f1" is corrected, with severity "minor"
      Then the register refuses, and asks for "source"

    Scenario: Nobody sets it aside
      When the rule "failure-stays" is waived for "failure-corrected" by the council
      Then the register refuses, and asks for "no-waiver"

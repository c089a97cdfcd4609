Feature: When something is recorded
  Lateness is shown, never refused, and history is recorded as it was.

  Background:
    Given a decision

  @late
  Rule: Lateness is shown
    What is told a month later reached nobody in time; a reader should see that.

    @http
    Scenario: What happened more than a month ago gets a remark
      Given 90 days later
      When a failure "f1" is disclosed, 31 days ago
      Then it is recorded with a remark
      And only the organisation sees it

    @http
    Scenario: What happened today does not
      When a failure "f1" is disclosed
      Then it is recorded without remarks

    Scenario: Thirty days is not late
      Given today is 2026-06-01
      When a failure "f1" is disclosed on 2026-05-02
      Then it is recorded, and the rule has no remark

    Scenario: The day before that is
      Given today is 2026-06-01
      When a failure "f1" is disclosed on 2026-05-01
      Then it is recorded with a remark

    Scenario: An organisation may be less patient
      Given the rule "late" has "days" set to "10"
      And today is 2026-06-01
      When a failure "f1" is disclosed on 2026-05-21
      Then it is recorded with a remark

    Scenario: But not on the tenth day
      Given the rule "late" has "days" set to "10"
      And today is 2026-06-01
      When a failure "f1" is disclosed on 2026-05-22
      Then it is recorded, and the rule has no remark

    Scenario: Strict rules only remark on it
      Given strict rules
      And today is 2026-06-01
      When the case is presented to the council on 2026-04-01
      Then it is recorded with a remark

    Scenario: What happened before the decision was opened here is history
      When a failure "f1" is disclosed, 400 days ago
      Then it is recorded, and the rule has no remark
      And it stands as history

  @out-of-order
  Rule: What answers to something comes after it
    Something that answers to what had not happened yet was likely dated wrong.

    Scenario: A trial that ends before it began gets a remark
      Given today is 2026-03-12
      And the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      When the trial "t1" ends as "failed" on 2026-03-11
      Then it is recorded with a remark

    Scenario: The same day is in order
      Given today is 2026-03-12
      And the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      When the trial "t1" ends as "failed" on 2026-03-12
      Then it is recorded, and the rule has no remark

    Scenario: What happens afterwards is in order
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And the next day
      When the trial "t1" ends as "failed"
      Then it is recorded, and the rule has no remark

    Scenario: What is dated after what it answers to is in order
      Given the trial "t1" started
      And a failure "f1" in the trial "t1" was disclosed
      And today is 2026-03-12
      When the trial "t1" ends as "failed" on 2026-03-10
      Then it is recorded, and the rule has no remark

    Scenario: An effect before its cause gets a remark
      Given today is 2026-03-12
      And a failure "f1" was disclosed
      When "It went well enough" is noted, 2 days ago, with caused by "2"
      Then it is recorded with a remark

    Scenario: Strict rules only remark on the order
      Given strict rules
      And today is 2026-03-12
      And a failure "f1" was disclosed
      And a lesson "l1" was drawn from the failure "f1"
      When the lesson "l1" is shared with the council on 2026-03-11
      Then it is recorded with a remark

    Scenario: All that it answers to is looked at
      Given a failure "f1" was disclosed
      And today is 2026-03-12
      And a failure "f2" was disclosed
      When a lesson "l1" is drawn, on 2026-03-11, with from failures "f1, f2"
      Then it is recorded with a remark

    Scenario: What was told of the same moment is in order
      Given today is 2026-03-12
      And a failure "f1" was disclosed, 2 days ago
      When a lesson "l1" is drawn from the failure "f1", 2 days ago
      Then it is recorded, and the rule has no remark

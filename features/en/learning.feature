Feature: Learning
  A lesson comes from something, and who has read it says so themselves.

  Background:
    Given a decision

  @lesson-has-source
  Rule: A lesson comes from something
    A lesson that comes from nowhere is an opinion; nobody can go back and see whether it holds.

    @http
    Scenario: A lesson from nothing waits
      When a lesson "l1" is drawn
      Then the register refuses, and asks for "origin"

    Scenario: The only failure is offered as where it may come from
      Given a failure "f1" was disclosed
      When a lesson "l1" is drawn
      Then the register refuses, and asks for "origin"
      And it offers "lesson-drawn" as what to record instead
        | from failures | f1 |
        | from trials   |    |

    Scenario: Of two failures none is offered
      Given a failure "f1" was disclosed
      And a failure "f2" was disclosed
      When a lesson "l1" is drawn
      Then the register refuses, and asks for "origin"
      And it offers "lesson-drawn" as what to record instead
        | from failures | … |

    Scenario: A failure teaches
      Given a failure "f1" was disclosed
      When a lesson "l1" is drawn from the failure "f1"
      Then it is recorded, and the rule has no remark

    Scenario: A trial teaches
      Given the trial "t1" started
      When a lesson "l1" is drawn from the trial "t1"
      Then it is recorded, and the rule has no remark

    Scenario: Oversight teaches
      Given the oversight "o1" was received
      When a lesson "l1" is drawn from the oversight "o1"
      Then it is recorded, and the rule has no remark

  @acknowledge-for-own-level
  Rule: A level answers for what it has read itself
    That others have read something is for them to say.

    Background:
      Given a failure "f1" was disclosed
      And a lesson "l1" was drawn from the failure "f1"

    @http
    Scenario: The administration does not say that the council has read it
      When the council acknowledges the lesson "l1" by the administration
      Then the register refuses, and asks for "act-of-own-level"

    @http
    Scenario: The council says so itself
      When the council acknowledges the lesson "l1" by the council
      Then it is recorded, and the rule has no remark

    Scenario: Not even the council says so for others
      When operations acknowledges the lesson "l1" by the council
      Then the register refuses, and asks for "act-of-own-level"

Feature: Knowing before choosing
  Those who choose know what failed, before they choose and not after.

  Background:
    Given a decision

  @presented-before-decision
  Rule: Who chooses knows what failed
    A choice made without knowing what had failed is made by whoever kept quiet about it.

    @http
    Scenario: A failure that the council has not heard of gives a remark
      Given a failure "f1" is disclosed by operations
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: A failure that was presented is known
      Given a failure "f1" is disclosed by operations
      And the case was presented to the council up to entry 2
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: What came after the presentation is not known
      Given a failure "f1" is disclosed by operations
      And the case was presented to the council up to entry 1
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: A presentation to another level does not help
      Given a failure "f1" is disclosed by operations
      And the case was presented to the administration
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: What the council disclosed itself it knows
      Given a failure "f1" is disclosed by the council
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: A risk that the council has not heard of gives a remark
      Given a risk "r1" is assessed by the administration
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: A risk that the council names is known
      Given a risk "r1" is assessed by the administration
      When a direction is chosen, with tolerated risks "r1"
      Then it is recorded, and the rule has no remark

    Scenario: Naming it is not enough where somebody else names it
      Given a risk "r1" is assessed by the administration
      When a direction is chosen by the administration, with tolerated risks "r1"
      Then it is recorded with a remark

    Scenario: Strict rules wait for a risk to be presented
      Given strict rules
      And a risk "r1" is assessed by the administration
      When a direction is chosen
      Then the register refuses, and asks for "presentation"
      And it offers "case-presented" as what to record first
        | to level      | political |
        | up to version | 2         |

    Scenario: Strict rules do not punish a disclosed failure
      Given strict rules
      And an alternative "a1"
      And an alternative "a2"
      And a risk "r1" is assessed by the council
      And a failure "f1" is disclosed by operations
      When the alternative "a1" is chosen
      Then it is recorded with a remark

    Scenario: Operations do not name it for the administration
      Given a decision "20-020" is opened, with deciding level "administrative"
      And a risk "r1" is assessed in the decision "20-020" by the council
      When a direction is chosen in the decision "20-020" by operations, with tolerated risks "r1"
      Then it is recorded with a remark

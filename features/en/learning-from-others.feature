Feature: Learning from others
  What one decision has paid for, the next one knows before it chooses.

  @lesson-known-before-decision
  Rule: What others have learned is known
    What another decision has paid for is not paid for again because nobody read it.

    @http
    Scenario: An unread lesson on the same subject gives a remark
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: A lesson that the council has read is known
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And the council acknowledged the lesson "l1" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: What was read since the last choice is known at the next
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a decision is opened, with tags "it"
      And a direction was chosen
      And the council acknowledged the lesson "l1" in the decision "19-204"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: What is read between two choices is known at the second
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      And the council acknowledges the lesson "l1" in the decision "19-204"
      And a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: That another level has read it is not enough
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And operations acknowledged the lesson "l1" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: A lesson on something else is not asked about
      Given a decision "19-204" is opened, with tags "gis"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: A lesson counts for what it applies to
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204", with applies to "gis"
      And a decision is opened, with tags "gis"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: And not for what it does not apply to
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204", with applies to "gis"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: Another organisation's lessons are not asked about
      Given a decision "19-204" is opened, with tags "it" and organisation "nordfjord"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: The decision's own lessons are not asked about here
      Given a decision is opened, with tags "it"
      And a failure "f1" is disclosed
      And a lesson "l1" is drawn from the failure "f1"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: A decision without tags is not asked
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a decision
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: The five best are asked for, and a sixth is not
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l2" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l3" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l4" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l5" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l6" is drawn from the failure "f1" in the decision "19-204"
      And the council acknowledged the lesson "l2" in the decision "19-204"
      And the council acknowledged the lesson "l3" in the decision "19-204"
      And the council acknowledged the lesson "l4" in the decision "19-204"
      And the council acknowledged the lesson "l5" in the decision "19-204"
      And the council acknowledged the lesson "l6" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: The fifth is asked for
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l2" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l3" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l4" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l5" is drawn from the failure "f1" in the decision "19-204"
      And the council acknowledged the lesson "l2" in the decision "19-204"
      And the council acknowledged the lesson "l3" in the decision "19-204"
      And the council acknowledged the lesson "l4" in the decision "19-204"
      And the council acknowledged the lesson "l5" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: The second newest is asked for where two are
      Given the rule "lesson-known-before-decision" has "lessons" set to "2"
      And a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l2" is drawn from the failure "f1" in the decision "19-204"
      And the council acknowledged the lesson "l2" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: What was learned after the choice nobody could have known
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a decision is opened, with tags "it"
      And it is 10 days later
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      When a direction is chosen, 5 days ago
      Then it is recorded, and the rule has no remark

    Scenario: The gravest come first
      Given the rule "lesson-known-before-decision" has "lessons" set to "1"
      And a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204", with severity "critical"
      And a failure "f2" is disclosed in the decision "19-204", with severity "minor"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l2" is drawn from the failure "f2" in the decision "19-204"
      And the council acknowledged the lesson "l2" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: Those that share more tags come before the gravest
      Given the rule "lesson-known-before-decision" has "lessons" set to "1"
      And a decision "19-204" is opened, with tags "it, erp"
      And a failure "f1" is disclosed in the decision "19-204", with severity "critical"
      And a failure "f2" is disclosed in the decision "19-204", with severity "minor"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204", with applies to "it"
      And a lesson "l2" is drawn from the failure "f2" in the decision "19-204"
      And the council acknowledged the lesson "l2" in the decision "19-204"
      And a decision is opened, with tags "it, erp"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: Strict rules offer the sharing first
      Given strict rules
      And a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then the register refuses, and asks for "acknowledgement"
      And it offers "lesson-shared" as what to record first
        | decision id | 19-204 |
        | lesson id   | l1     |

    Scenario: What was shared already only remains to be read
      Given strict rules
      And a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And the lesson "l1" was shared with the council in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then the register refuses, and asks for "acknowledgement"
      And it offers "lesson-acknowledged" as what to record first
        | level | political |

    Scenario: What the law keeps from the council is only counted
      Given strict rules
      And a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l2" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l3" is drawn from the failure "f1" in the decision "19-204"
      And the access was changed to "exempt" for entry 3 in the decision "19-204"
        | access | {"level": "exempt", "ground": "offl. § 23", "levels": ["administrative"]} |
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then the register refuses, and asks for "acknowledgement"
      And it says that "withheld" is "1"

    Scenario: Where that is all there is nobody is held back
      Given these rules
        """
        [rules.lesson-known-before-decision]
        mode = "refuse"
        """
      And a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And the access was changed to "exempt" for entry 3 in the decision "19-204"
        | access | {"level": "exempt", "ground": "offl. § 23", "levels": ["administrative"]} |
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded with a remark

    Scenario: Who drew it knows it, and more so having read it
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204" by the council
      And the council acknowledged the lesson "l1" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded, and the rule has no remark

    Scenario: Where nobody said how grave it was it comes last
      Given the rule "lesson-known-before-decision" has "lessons" set to "1"
      And a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204", with severity "minor"
      And a failure "f2" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a lesson "l2" is drawn from the failure "f2" in the decision "19-204"
      And the council acknowledged the lesson "l2" in the decision "19-204"
      And a decision is opened, with tags "it"
      When a direction is chosen
      Then it is recorded with a remark

Feature: Answering and looking again
  Who is asked answers, and what was decided for a time is looked at again.

  Background:
    Given today is 2026-03-02
    And a decision

  @answer-question
  Rule: A question is answered
    A question without an answer is one level asking and the other not listening.

    @http
    Scenario: Who is asked has fourteen working days
      When the administration is asked the question "q1"
      Then the administration owes this for "q1" by 2026-03-20

    Scenario: The council may be asked too
      When the council is asked the question "q1"
      Then the council owes this for "q1" by 2026-03-20

    Scenario: Nobody outside owes an answer
      When somebody outside is asked the question "q1"
      Then nobody owes this

    @http
    Scenario: When it is answered it is done
      Given the administration was asked the question "q1"
      When the question "q1" is answered
      Then this is met for "q1"

    Scenario: Another answer is not this one
      Given the administration was asked the question "q1"
      And the administration was asked the question "q2"
      When the question "q2" is answered
      Then the administration owes this for "q1" by 2026-03-20

    Scenario: The fourteenth day is in time
      Given the administration was asked the question "q1"
      And today is 2026-03-20
      Then this is not overdue for "q1"

    Scenario: The day after is not
      Given the administration was asked the question "q1"
      And today is 2026-03-21
      Then this is overdue for "q1"

    Scenario: An answer that came late was late
      Given the administration was asked the question "q1"
      And today is 2026-03-23
      When the question "q1" is answered
      Then this is met for "q1"

    Scenario: An organisation may give less time
      Given the rule "answer-question" has "days" set to "5"
      When the administration is asked the question "q1"
      Then the administration owes this for "q1" by 2026-03-09

    Scenario: The days go on into the new year
      Given today is 2026-12-18
      When the administration is asked the question "q1"
      Then the administration owes this for "q1" by 2027-01-11

    Scenario: The last working day of a year is a day too
      Given today is 2026-12-10
      When the administration is asked the question "q1"
      Then the administration owes this for "q1" by 2026-12-31

    Scenario: Where New Year's Day is a working day it counts, and once
      Given these rules
        """
        [calendar]
        country = "IN"
        """
      And today is 2026-12-16
      When the administration is asked the question "q1"
      Then the administration owes this for "q1" by 2027-01-06

    Scenario Outline: A long time goes on from year to year
      Given the rule "answer-question" has "days" set to "365"
      And today is <today>
      When the administration is asked the question "q1"
      Then the administration owes this for "q1" by <due>

      Examples:
        | today      | due        |
        | 2026-03-02 | 2027-10-14 |
        | 2026-12-01 | 2028-06-14 |

  @answer-oversight
  Rule: Oversight is answered
    Who decides answers for what a supervisor found.

    @http
    Scenario: The deciding level has thirty working days
      When the oversight "o1" is received
      Then the council owes this for "o1" by 2026-04-16

    Scenario: Or the day that was set
      When the oversight "o1" is received, with comply by "2026-03-13"
      Then the council owes this for "o1" by 2026-03-13

    Scenario: On that day it is in time
      Given the oversight "o1" was received, with comply by "2026-03-13"
      And today is 2026-03-13
      Then this is not overdue for "o1"

    Scenario: After that day it is not
      Given the oversight "o1" was received, with comply by "2026-03-13"
      And today is 2026-03-14
      Then this is overdue for "o1"

    @http
    Scenario: When oversight has its answer it is done
      Given the oversight "o1" was received
      When the oversight "o1" is answered
      Then this is met for "o1"

    Scenario: A supervisor without objections asks for nothing
      When the oversight "o1" is received, with nature "cleared" and binding "no"
      Then nobody owes this

    Scenario: Advice is answered too
      When the oversight "o1" is received, with nature "advice" and binding "no"
      Then the council owes this for "o1" by 2026-04-16

    Scenario: An organisation may answer oversight sooner
      Given the rule "answer-oversight" has "days" set to "5"
      When the oversight "o1" is received
      Then the council owes this for "o1" by 2026-03-09

  @revisit-tentative
  Rule: A choice for the time being is looked at again
    A choice for the time being that nobody looks at again has become a choice for good.

    @http
    Scenario: The deciding level looks again by its day
      When a direction is chosen, with until "2026-06-01"
      Then the council owes this by 2026-06-01

    Scenario: A choice without an end is not asked about
      When a direction is chosen
      Then nobody owes this

    Scenario: On its last day it is in time
      Given a direction was chosen, with until "2026-06-01"
      And today is 2026-06-01
      Then this is not overdue

    Scenario: The day after its last it is not
      Given a direction was chosen, with until "2026-06-01"
      And today is 2026-06-02
      Then this is overdue

    Scenario: A new choice is another look
      Given a direction was chosen, with until "2026-06-01"
      When a direction is chosen, with what "Something else"
      Then this is met

    Scenario: A conclusion is another look
      Given a direction was chosen, with until "2026-06-01"
      When the decision is concluded as "adopted"
      Then this is met

    Scenario: A tentative choice after a tentative choice is owed again
      Given a direction was chosen, with until "2026-06-01"
      When a direction is chosen, with until "2026-09-01"
      Then the council owes this by 2026-09-01

    Scenario: A second look at a conclusion is another matter
      When the decision is concluded as "adopted", with revisit by "2026-12-01"
      Then nobody owes this

  @revisit-decision
  Rule: A conclusion is looked at again
    Whether it was right shows later; then somebody has to look.

    @http
    Scenario: The deciding level looks again at what it concluded
      When the decision is concluded as "adopted", with revisit by "2026-12-01"
      Then the council owes this by 2026-12-01

    Scenario: A conclusion for good is not asked about
      When the decision is concluded as "adopted"
      Then nobody owes this

    Scenario: On the day of the second look it is in time
      Given the decision was concluded as "adopted", with revisit by "2026-12-01"
      And today is 2026-12-01
      Then this is not overdue

    Scenario: After the day of the second look it is not
      Given the decision was concluded as "adopted", with revisit by "2026-12-01"
      And today is 2026-12-02
      Then this is overdue

    Scenario: A reopening is another look
      Given the decision was concluded as "adopted", with revisit by "2026-12-01"
      When the decision is reopened
      Then this is met

    Scenario: A new conclusion is another look too
      Given the decision was concluded as "adopted", with revisit by "2026-12-01"
      When the decision is concluded as "adopted"
      Then this is met

    Scenario: A choice for the time being is another matter
      When a direction is chosen, with until "2026-06-01"
      Then nobody owes this

  @case-paper-complete
  Rule: A case is properly prepared before it is decided
    Who decides shall have seen what there is to choose between, for whom, and what it takes.

    Background:
      Given the council meets on 2026-03-24

    @http
    Scenario: The administration prepares it before the next meeting
      Then the administration owes this by 2026-03-23

    Scenario: A weekend lies before a Monday
      Given the council meets on 2026-03-16
      Then the administration owes this by 2026-03-13

    Scenario: Where no meeting is known nothing is owed yet
      Given standard rules
      Then nobody owes this

    Scenario: After the meeting it is prepared for the next
      Given the council meets on 2026-04-21
      And today is 2026-03-25
      Then the administration owes this by 2026-04-20

    Scenario: On the day of the meeting it is too late
      Given today is 2026-03-24
      Then this is overdue

    Scenario: On the day before it is in time
      Given today is 2026-03-23
      Then this is not overdue

    Scenario: Once it is decided nobody asks for papers
      When a direction is chosen
      Then nobody owes this

    Scenario: With everything on record it is prepared
      Given a direction was chosen
      And a decision "20-019" is opened, with goal "It works"
      And a risk "r1" is assessed in the decision "20-019"
      And an alternative "a1" is proposed in the decision "20-019"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-019"
      Then this is met

    Scenario: What was proposed long before may be a part of it
      Given a direction was chosen
      And a decision "20-022" is opened, with goal "It works"
      And an alternative "a1" is proposed in the decision "20-022", 400 days ago
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      And a risk "r1" is assessed in the decision "20-022"
      When an alternative "a2" is proposed in the decision "20-022"
      Then this is met

    Scenario: With one thing missing it is not
      Given a direction was chosen
      And a decision "20-019" is opened, with goal "It works"
      And a risk "r1" is assessed in the decision "20-019"
      And an alternative "a1" is proposed in the decision "20-019"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-019"
      Then the administration owes this by 2026-03-23

    Scenario: One alternative is too few
      Given a direction was chosen
      And a decision "20-019" is opened, with goal "It works"
      And a risk "r1" is assessed in the decision "20-019"
      When an alternative "a1" is proposed in the decision "20-019"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      Then the administration owes this by 2026-03-23

    Scenario: What is lacking is said
      Given a direction was chosen
      And a decision "20-021" is opened, with goal "It works"
      And a risk "r1" is assessed in the decision "20-021"
      And an alternative "a1" is proposed in the decision "20-021"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
      When an alternative "a2" is proposed in the decision "20-021"
      Then what is lacking is "principles, recommendation, needs"

    Scenario: The last working day may lie in the old year
      Given standard rules
      And the council meets on 2027-01-04
      Then the administration owes this by 2026-12-31

    Scenario: A lesson on the same subject belongs to the papers
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "it" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-023"
      Then the administration owes this by 2026-03-23
      And what is lacking is "lessons"

    Scenario: A lesson that the council was given is among them
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And the lesson "l1" was shared with the council in the decision "19-204"
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "it" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-023"
      Then this is met

    Scenario: A lesson that the council has read need not be given again
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And the council acknowledged the lesson "l1" in the decision "19-204"
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "it" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-023"
      Then this is met

    Scenario: A lesson that only operations were given is not among them
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And the lesson "l1" was shared with operations in the decision "19-204"
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "it" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-023"
      Then what is lacking is "lessons"

    Scenario: A lesson on something else does not belong to them
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "gis" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-023"
      Then this is met

    Scenario: Once it is decided no lesson is asked for
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "it" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      And an alternative "a2" is proposed in the decision "20-023"
      And today is 2026-03-03
      When a direction is chosen in the decision "20-023"
      Then this is met

    Scenario: It is prepared for the meeting after its last day
      Then it is due for the meeting on 2026-03-24

    Scenario: A lesson that the council was given and has read is known
      Given a decision "19-204" is opened, with tags "it"
      And a failure "f1" is disclosed in the decision "19-204"
      And a lesson "l1" is drawn from the failure "f1" in the decision "19-204"
      And the lesson "l1" was shared with the council in the decision "19-204"
      And the council acknowledged the lesson "l1" in the decision "19-204"
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "it" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-023"
      Then this is met

    Scenario: The sixth best lesson does not belong to the papers
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
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "it" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-023"
      Then this is met

    Scenario: The fifth does
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
      And a direction was chosen in the decision "19-204"
      And a direction was chosen
      And a decision "20-023" is opened, with tags "it" and goal "It works"
      And a risk "r1" is assessed in the decision "20-023"
      And an alternative "a1" is proposed in the decision "20-023"
        | expected consequences | Less training is needed |
        | affects               | staff                   |
        | lasting               | three years             |
        | principles            | none                    |
        | needs                 | one teacher             |
        | recommended because   | It works                |
      When an alternative "a2" is proposed in the decision "20-023"
      Then what is lacking is "lessons"

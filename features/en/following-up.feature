Feature: Following up
  Somebody owes the others a word, and everyone sees who, and by when.

  Background:
    Given today is 2026-03-02
    And a decision

  @say-how-it-goes
  Rule: Somebody says how it goes
    Silence is what shows. An observation, an end or a disclosed failure ends it at once.

    @http
    Scenario: A trial without a day of review has ninety days
      When the trial "t1" starts
      Then the administration owes this for "t1" by 2026-05-31

    Scenario: A trial is reviewed by its day
      When the trial "t1" starts, with review by "2026-04-15"
      Then the administration owes this for "t1" by 2026-04-15

    Scenario: On its day it is not too late
      Given the trial "t1" started, with review by "2026-04-15"
      And today is 2026-04-15
      Then this is not overdue for "t1"

    Scenario: On the day after it is
      Given the trial "t1" started, with review by "2026-04-15"
      And today is 2026-04-16
      Then this is overdue for "t1"

    @http
    Scenario: An observation is a word
      Given the trial "t1" started
      When "It went well enough" is noted in the trial "t1"
      Then this is met for "t1"

    Scenario: An observation of another trial is not
      Given the trial "t1" started
      And the trial "t2" started
      When "It went well enough" is noted in the trial "t2"
      Then the administration owes this for "t1" by 2026-05-31

    Scenario: Before the day of review an observation is too early
      Given the trial "t1" started, with review by "2026-04-15"
      And today is 2026-04-14
      When "It went well enough" is noted in the trial "t1"
      Then the administration owes this for "t1" by 2026-04-15

    Scenario: On the day of review an observation is in time
      Given the trial "t1" started, with review by "2026-04-15"
      And today is 2026-04-15
      When "It went well enough" is noted in the trial "t1"
      Then this is met for "t1"

    @http
    Scenario: A disclosed failure is a word at once
      Given the trial "t1" started, with review by "2026-04-15"
      When a failure "f1" in the trial "t1" is disclosed
      Then this is met for "t1"

    Scenario: A failure told of the decision is a word of every trial that runs
      Given the trial "t1" started, with review by "2026-04-15"
      And the trial "t2" started, with review by "2026-04-15"
      When a failure "f1" is disclosed
      Then this is met for "t1"
      And this is met for "t2"

    Scenario: The end of the trial is a word at once
      Given the trial "t1" started, with review by "2026-04-15"
      When the trial "t1" ends as "stopped", with stopped because "The supplier went out of business"
      Then this is met for "t1"

    Scenario: A criterion that was missed asks for a word
      Given the trial "t1" started, with criteria "uptake >= 60" and review by "2027-01-15"
      When "uptake" is measured at "59" in the trial "t1"
      Then the administration owes this for "t1" by 2026-03-20

    Scenario: A criterion that was reached does not
      Given the trial "t1" started, with criteria "uptake >= 60"
      When "uptake" is measured at "60" in the trial "t1"
      Then nobody owes this for "t1"

    Scenario: The failure behind it is that word
      Given the trial "t1" started, with criteria "uptake >= 60"
      And "uptake" was measured at "59" in the trial "t1"
      When a failure "f1" in the trial "t1" is disclosed
      Then this is met for "t1"

    Scenario: An organisation may ask sooner
      Given the rule "say-how-it-goes" has "days" set to "30"
      And the rule "say-how-it-goes" has "missed_days" set to "5"
      And the trial "t1" started
      And the trial "t2" started, with criteria "uptake >= 60"
      When "uptake" is measured at "59" in the trial "t2"
      Then the administration owes this for "t1" by 2026-04-01
      And the administration owes this for "t2" by 2026-03-09

    Scenario: A trial of the past without a day of review owes nothing
      When the trial "t1" starts, 200 days ago
      Then nobody owes this for "t1"

    Scenario: A rule that is off asks for nothing
      Given the rule "say-how-it-goes" is set to "off"
      When the trial "t1" starts
      Then nobody owes this for "t1"

    Scenario: What is missed after the failure was disclosed was said already
      Given the trial "t1" started, with criteria "uptake >= 60"
      And a failure "f1" in the trial "t1" was disclosed
      When "uptake" is measured at "59" in the trial "t1"
      Then this is met for "t1"

    Scenario: What is missed after the end was said already
      Given the trial "t1" started, with criteria "uptake >= 60"
      And the trial "t1" ended as "stopped", with stopped because "The supplier went out of business"
      When "uptake" is measured at "59" in the trial "t1"
      Then this is met for "t1"

    Scenario Outline: A day of review counts for a trial of the past where it is not past itself
      When the trial "t1" starts, 200 days ago, with review by "<review>"
      Then the administration owes this for "t1" by <due>

      Examples:
        | review     | due        |
        | 2026-04-15 | 2026-04-15 |
        | 2026-03-02 | 2026-03-02 |
        | 2026-03-01 | 2026-05-31 |

  @draw-lesson
  Rule: A failure is learned from
    A failure that nobody learns from is paid for again.

    @http
    Scenario: A failure has thirty working days
      When a failure "f1" is disclosed
      Then the administration owes this for "f1" by 2026-04-16

    Scenario: July does not count
      Given today is 2026-06-25
      When a failure "f1" is disclosed
      Then the administration owes this for "f1" by 2026-09-08

    Scenario: Elsewhere July may count
      Given these rules
        """
        [calendar]
        july_counts = true
        """
      And today is 2026-06-25
      When a failure "f1" is disclosed
      Then the administration owes this for "f1" by 2026-08-06

    Scenario: On the last day a lesson is in time
      Given a failure "f1" was disclosed
      And today is 2026-04-16
      Then this is not overdue for "f1"

    Scenario: The day after the last it is not
      Given a failure "f1" was disclosed
      And today is 2026-04-17
      Then this is overdue for "f1"

    @http
    Scenario: A lesson is drawn
      Given a failure "f1" was disclosed
      When a lesson "l1" is drawn from the failure "f1"
      Then this is met for "f1"

    Scenario: A lesson from another failure does not help
      Given a failure "f1" was disclosed
      And a failure "f2" was disclosed
      When a lesson "l1" is drawn from the failure "f2"
      Then the administration owes this for "f1" by 2026-04-16

    Scenario: A failure that was unfounded asks for nothing
      Given a failure "f1" was disclosed
      When the failure "f1" is corrected, with finding "unfounded" and sources "https://example.org/report"
      Then nobody owes this for "f1"

    Scenario: What was unfounded on its first day was never owed, whatever is learned from it later
      Given a failure "f1" was disclosed
      And the failure "f1" was corrected, with finding "unfounded" and sources "https://example.org/report"
      And the next day
      When a lesson "l1" is drawn from the failure "f1"
      Then this was never owed for "f1"

    Scenario: A failure of the past counts from when the decision was opened here
      When a failure "f1" is disclosed, 400 days ago
      Then the administration owes this for "f1" by 2026-04-16

    Scenario: An organisation sets its own number of days
      Given the rule "draw-lesson" has "days" set to "5"
      When a failure "f1" is disclosed
      Then the administration owes this for "f1" by 2026-03-09

    Scenario: What was learned before the decision was opened here was never owed
      Given a failure "f1" was disclosed, 400 days ago
      When a lesson "l1" is drawn from the failure "f1", 390 days ago
      Then this was never owed for "f1"

    Scenario: What is learned the day after was owed until then
      Given a failure "f1" was disclosed, 400 days ago
      And the next day
      When a lesson "l1" is drawn from the failure "f1"
      Then this is met for "f1"

    Scenario: What was unfounded before it was owed was never owed
      Given a failure "f1" was disclosed, 400 days ago
      And the failure "f1" was corrected, 395 days ago, with finding "unfounded" and sources "https://example.org/report"
      Then this was never owed for "f1"

  @share-lesson
  Rule: A lesson is shared with every level
    What one level learned, another is about to need.

    Background:
      Given a failure "f1" was disclosed
      And a lesson "l1" was drawn from the failure "f1" by the administration

    @http
    Scenario: A lesson that is not shared has fourteen working days
      Then the administration owes this for "l1" by 2026-03-20

    Scenario: On the fourteenth it is in time
      Given today is 2026-03-20
      Then this is not overdue for "l1"

    Scenario: On the day after that it is not
      Given today is 2026-03-21
      Then this is overdue for "l1"

    Scenario: Some levels are not every level
      When the lesson "l1" is shared with the council
      Then the administration owes this for "l1" by 2026-03-20

    Scenario: When every other level has it, it is shared
      Given the lesson "l1" was shared with the council
      When the lesson "l1" is shared with operations
      Then this is met for "l1"

    Scenario: An organisation may share sooner
      Given the rule "share-lesson" has "days" set to "5"
      Then the administration owes this for "l1" by 2026-03-09

    Scenario: What the council learned is shared too
      Given a lesson "l2" was drawn from the failure "f1" by the council
      Then the administration owes this for "l2" by 2026-03-20

  @inform-deciding-level
  Rule: The deciding level hears of what went seriously wrong
    Whoever decides hears of it while there is still something to decide.

    @http
    Scenario: A serious failure is presented within thirty working days
      When a failure "f1" is disclosed, with severity "serious"
      Then the administration owes this for "f1" by 2026-04-16

    Scenario: A critical failure is too
      When a failure "f1" is disclosed, with severity "critical"
      Then the administration owes this for "f1" by 2026-04-16

    Scenario: A moderate failure need not be
      When a failure "f1" is disclosed, with severity "moderate"
      Then nobody owes this

    Scenario: A failure that turns out to be serious is
      Given a failure "f1" was disclosed, with severity "moderate"
      When the failure "f1" is corrected, with severity "serious"
      Then the administration owes this by 2026-04-16

    Scenario: Where the next meeting is known it is before that
      Given the council meets on 2026-03-10
      When a failure "f1" is disclosed, with severity "serious"
      Then the administration owes this for "f1" by 2026-03-10

    Scenario: It is due for that meeting
      Given the council meets on 2026-03-10
      When a failure "f1" is disclosed, with severity "serious"
      Then it is due for the meeting on 2026-03-10

    Scenario: And for none where none is known
      When a failure "f1" is disclosed, with severity "serious"
      Then it is due for no meeting

    Scenario: A meeting on the same day is too soon
      Given the council meets on 2026-03-02
      And the council meets on 2026-03-24
      When a failure "f1" is disclosed, with severity "serious"
      Then the administration owes this for "f1" by 2026-03-24

    Scenario: On the day of the meeting it is in time
      Given the council meets on 2026-03-10
      And a failure "f1" was disclosed, with severity "serious"
      And today is 2026-03-10
      Then this is not overdue for "f1"

    Scenario: After the meeting it is not
      Given the council meets on 2026-03-10
      And a failure "f1" was disclosed, with severity "serious"
      And today is 2026-03-11
      Then this is overdue for "f1"

    Scenario: A trial that was stopped is told of
      Given the trial "t1" started
      When the trial "t1" ends as "stopped", with stopped because "The supplier went out of business"
      Then the administration owes this by 2026-04-16

    Scenario: A plan that broke is told of
      When the plan is changed
      Then the administration owes this by 2026-04-16

    @http
    Scenario: When the case is presented they know
      Given a failure "f1" was disclosed, with severity "serious"
      When the case is presented to the council
      Then this is met for "f1"

    Scenario: A presentation that stops before it does not tell them
      Given a failure "f1" was disclosed, with severity "serious"
      When the case is presented to the council up to entry 1
      Then the administration owes this for "f1" by 2026-04-16

    Scenario: A presentation to others does not tell them
      Given a failure "f1" was disclosed, with severity "serious"
      When the case is presented to operations
      Then the administration owes this for "f1" by 2026-04-16

    Scenario: What the council disclosed itself it need not be told
      When a failure "f1" is disclosed by the council, with severity "serious"
      Then nobody owes this

    Scenario: What was unfounded need not be told
      Given a failure "f1" was disclosed, with severity "serious"
      When the failure "f1" is corrected, with finding "unfounded" and sources "https://example.org/report"
      Then nobody owes this for "f1"

    Scenario: An organisation may tell sooner
      Given the rule "inform-deciding-level" has "days" set to "5"
      When a failure "f1" is disclosed, with severity "serious"
      Then the administration owes this for "f1" by 2026-03-09

    Scenario: A meeting that has been is not the next
      Given the council meets on 2026-03-10
      And the council meets on 2026-03-24
      And today is 2026-03-12
      When a failure "f1" is disclosed, with severity "serious"
      Then the administration owes this for "f1" by 2026-03-24

    Scenario: Before its day it is not overdue
      When a failure "f1" is disclosed, with severity "serious"
      Then this is not overdue for "f1"

  @acknowledge-lesson
  Rule: A level reads what was shared with it
    A lesson that was sent and never read has taught nobody.

    Background:
      Given a failure "f1" was disclosed
      And a lesson "l1" was drawn from the failure "f1" by the administration

    Scenario: Nobody has to read what was not shared
      Then nobody owes this for "l1"

    @http
    Scenario: The level it was shared with has thirty working days
      When the lesson "l1" is shared with the council
      Then the council owes this for "l1" by 2026-04-16

    Scenario: Where the next meeting is known it reads by then
      Given the council meets on 2026-03-24
      When the lesson "l1" is shared with the council
      Then the council owes this for "l1" by 2026-03-24

    Scenario: Another level's meeting is not its own
      Given operations meets on 2026-03-24
      When the lesson "l1" is shared with the council
      Then the council owes this for "l1" by 2026-04-16

    @http
    Scenario: When it says that it has read it, it is done
      Given the lesson "l1" was shared with the council
      When the council acknowledges the lesson "l1"
      Then this is met for "l1"

    Scenario: Another level reads for itself
      Given the lesson "l1" was shared with the council
      When operations acknowledges the lesson "l1"
      Then the council owes this for "l1" by 2026-04-16

    Scenario: Who drew it need not read it
      When the lesson "l1" is shared with the administration
      Then nobody owes this for "l1"

    Scenario: Nobody outside owes anything
      When the lesson "l1" is shared with somebody outside
      Then nobody owes this for "l1"

    Scenario: On the last day it can still be read
      Given the lesson "l1" was shared with the council
      And today is 2026-04-16
      Then this is not overdue for "l1"

    Scenario: After it that is too late
      Given the lesson "l1" was shared with the council
      And today is 2026-04-17
      Then this is overdue for "l1"

    Scenario: An organisation may ask it to read sooner
      Given the rule "acknowledge-lesson" has "days" set to "5"
      When the lesson "l1" is shared with the council
      Then the council owes this for "l1" by 2026-03-09

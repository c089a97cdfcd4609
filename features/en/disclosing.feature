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

  @told-in-one-text
  Rule: One text is enough
    Whoever has to fill in a form first writes nothing.

    @http
    Scenario: What happened is all that must be said
      Given strict rules
      When a failure is disclosed
        """
        The alarm did not go off
        """
      Then it is recorded without remarks

    Scenario: Nobody has to say how bad it was, and nobody is hurried
      When a failure is disclosed
      Then it is recorded without remarks
      And the administration owes "draw-lesson" by 2026-04-16
      And nobody owes "inform-deciding-level"

    Scenario: Whoever says that it was serious, has those who decide told
      When a failure is disclosed, with severity "serious"
      Then it is recorded without remarks
      And the administration owes "inform-deciding-level"

  @never-refused
  Rule: No rule refuses it
    A failure that is sent back is not told a second time.

    @http
    Scenario: After a conclusion, under strict rules, a failure is recorded all the same
      Given the decision was concluded as "adopted"
      And strict rules
      When a failure is disclosed
      Then it is recorded without remarks
      And only the organisation sees it

    Scenario Outline: Whoever tells of it
      Given strict rules
      When a failure is disclosed <by>
      Then it is recorded without remarks

      Examples:
        | by                    |
        | by the council        |
        | by the administration |
        | by operations         |
        | by somebody outside   |

    Scenario: What comes late is only remarked on
      Given strict rules
      And 90 days later
      When a failure is disclosed, 31 days ago
      Then it is recorded with a remark by the rule "late"

    Scenario: What happened before anything was recorded here is told as it was
      Given strict rules
      When a failure is disclosed, 3000 days ago
      Then it is recorded without remarks
      And it stands as history

    Scenario: In a trial that somebody called a success
      Given the trial "t1" started
      And "uptake" was measured at "60" in the trial "t1"
      And the trial "t1" ended as "succeeded"
      And strict rules
      When a failure in the trial "t1" is disclosed
      Then it is recorded without remarks

    Scenario Outline: What belongs to it is not refused either
      Given the risk "r1" was assessed
      And a failure "f1" was disclosed
      And the decision was concluded as "abandoned"
      And strict rules
      When <it is told>
      Then it is recorded without remarks

      Examples:
        | it is told                            |
        | the failure "f1" is contained         |
        | the risk "r1" comes true              |
        | "It went off again" is noted          |
        | "falls per week" is measured at "5"   |

    Scenario: A correction answers to one rule alone
      Given a failure "f1" was disclosed, with severity "serious"
      And the decision was concluded as "abandoned"
      And strict rules
      When the failure "f1" is corrected by operations, with severity "minor"
      Then the register refuses by the rule "failure-stays", and asks for "source"

    Scenario: With its source it is corrected, by anybody, at any time
      Given a failure "f1" was disclosed, with severity "serious"
      And the decision was concluded as "abandoned"
      And strict rules
      When the failure "f1" is corrected by operations, with severity "minor" and sources "https://example.org/report"
      Then it is recorded without remarks

  @internal-at-first
  Rule: It is internal until somebody opens it
    To tell the council is not to tell the press.

    @http
    Scenario: In an open decision too
      Given the decision "open" was opened, with access "open"
      When a failure is disclosed in the decision "open"
      Then it is recorded without remarks
      And only the organisation sees it

    Scenario: To open the decision opens what was told in it
      Given a failure "f1" was disclosed
      When the access is changed to "open"
      Then it is recorded without remarks
      And everyone sees entry 2

    Scenario: Whoever wants to, opens that entry alone
      Given a failure "f1" was disclosed
      And a failure "f2" was disclosed
      When the access is changed to "open" for entry 2
      Then it is recorded without remarks
      And everyone sees entry 2
      And only the organisation sees entry 3

  @no-dearer-than-silence
  Rule: It costs no more than to say nothing
    Silence must never be the shorter way.

    @http
    Scenario: To disclose it meets what was owed
      Given the trial "t1" started, with review by "2026-03-20"
      And it is 30 days later
      When a failure in the trial "t1" is disclosed
      Then it is recorded without remarks
      And "say-how-it-goes" is met for "t1"

    @http
    Scenario: Nobody has to know how the trials are called
      Given the trial "t1" started, with review by "2026-03-20"
      And the trial "t2" started, with review by "2026-03-20"
      And it is 30 days later
      When a failure is disclosed
      Then it is recorded without remarks
      And "say-how-it-goes" is met for "t1"
      And "say-how-it-goes" is met for "t2"

    Scenario: Until somebody says something it is owed
      Given the trial "t1" started, with review by "2026-03-20"
      When it is 30 days later
      Then the administration owes "say-how-it-goes" for "t1"

    Scenario: A conclusion that silence would have left open is not blocked
      Given a failure was disclosed
      And strict rules
      When the decision is concluded as "abandoned"
      Then it is recorded with a remark by the rule "no-conclusion-with-open-loop"

    Scenario: Nor is a choice
      Given the alternative "a" was proposed
      And the alternative "b" was proposed
      And a risk was assessed by the council
      And a failure was disclosed
      And strict rules
      When the alternative "a" is chosen
      Then it is recorded with a remark by the rule "presented-before-decision"

    Scenario: Nor does an escalation come too early because of it
      Given a direction was chosen
      And the decision was escalated to the council
      And the trial "t1" started
      And the failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      And the adjustment "a1" was made because of "f1"
      And these rules
        """
        based_on = "strict"

        [rules.escalate-after-failures]
        n = 1
        """
      When a retry "t2" of "t1" starts after the adjustment "a1"
      Then it is recorded with a remark by the rule "escalate-after-failures"

    Scenario: A trial that failed may end once its failure has a name
      Given the trial "t1" started
      And a failure in the trial "t1" was disclosed
      And strict rules
      When the trial "t1" ends as "failed"
      Then it is recorded without remarks

    Scenario: A failure told of the decision is that of its only trial
      Given the trial "t1" started
      And a failure was disclosed
      And strict rules
      When the trial "t1" ends as "failed"
      Then it is recorded without remarks

    Scenario: Of two trials it does not say which
      Given the trial "t1" started
      And the trial "t2" started
      And a failure was disclosed
      And strict rules
      When the trial "t1" ends as "failed"
      Then the register refuses by the rule "failed-trial-names-failure", and asks for "failure"

    Scenario: A trial that has ended is not spoken of any more
      Given the trial "t1" started
      And "uptake" was measured at "60" in the trial "t1"
      And the trial "t1" ended as "succeeded"
      And the trial "t2" started
      And a failure was disclosed
      And strict rules
      When the trial "t2" ends as "failed"
      Then it is recorded without remarks

    Scenario: An old failure is not overdue when it is told
      Given 400 days later
      When a failure is disclosed, 3000 days ago
      Then it is recorded without remarks
      And it stands as history
      And the administration owes "draw-lesson" by 2027-05-20

    Scenario Outline: In all that a decision goes through
      Given <rules>
      And a direction was chosen
      And the trial "t1" started
      And "uptake" was measured at "12" in the trial "t1"
      And the failure "f1" in the trial "t1" was disclosed
      And the trial "t1" ended as "failed"
      And the lesson "l1" was drawn from the failure "f1"
      And the adjustment "a1" was made because of "l1"
      And the retry "t2" of "t1" started after the adjustment "a1"
      Then it costs no more to disclose a failure than to say nothing
      And it costs no more to disclose a failure in the trial "t1" than to say nothing
      And it costs no more to disclose a failure in the trial "t2" than to say nothing

      Examples:
        | rules          |
        | standard rules |
        | strict rules   |

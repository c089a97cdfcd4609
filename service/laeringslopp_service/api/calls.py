"""Each call in words: what it is for, what it takes and what it answers."""

from collections.abc import Mapping

from laeringslopp.paper.formats import MEDIA
from laeringslopp_service.api import (
    backtest_shapes,
    comparison_shapes,
    digest_shapes,
    examples,
    paper_shapes,
    policy_shapes,
    rule_shapes,
    search_shapes,
    shapes,
    story_shapes,
)
from laeringslopp_service.api.answering import ATOM, CALENDAR, CSV, EVENTS, HTML, JSON, JSON_LINES, METRICS, PLAIN
from laeringslopp_service.api.bodies import BacktestAsked, Disclosure, Opening, Recording
from laeringslopp_service.api.call import IDEMPOTENCY_KEY, IF_MATCH, LAST_EVENT_ID, PREFER, SENT, Call
from laeringslopp_service.api.hook_calls import HOOK_CALLS
from laeringslopp_service.api.register_calls import REGISTER

DOCUMENTS = tuple(dict.fromkeys(media for media in MEDIA.values() if media != JSON))
FEED_ABOUT = (
    "Atom: failures, lessons, questions, attempts and how they ended, oversight and decisions; the fifty that were "
    "recorded last, the newest first. An entry keeps its id. What is withheld from the reader is not there."
)
CALENDAR_ABOUT = (
    "iCalendar, to subscribe to: a whole day for each duty and each day of review. An entry keeps its UID when its day "
    "moves. What was met, or fell away, stays for ninety days and says so."
)
CALLS: Mapping[str, Call] = {
    "open_decision": Call(
        "Recording",
        "Open a decision",
        "The first fact is `decision-opened`; any others follow it. All are recorded, or none. Without `decision_id` "
        "the decision gets one.",
        shapes.Receipt,
        examples.RECEIPT,
        Opening,
        examples.OPENING,
        (IDEMPOTENCY_KEY, PREFER),
        201,
        dry_run=shapes.Verdict,
        fails=SENT,
    ),
    "record_facts": Call(
        "Recording",
        "Record facts in a decision",
        "One envelope and up to 100 facts, each judged on the state after those before it. All are recorded, or none.",
        shapes.Receipt,
        {**examples.RECEIPT, "version": 2, "position": 2, "remarks": ["trial-after-direction"]},
        Recording,
        examples.FACTS,
        (IF_MATCH, IDEMPOTENCY_KEY, PREFER),
        201,
        dry_run=shapes.Verdict,
        fails=(*SENT, 404, 412),
    ),
    "disclose_failure": Call(
        "Recording",
        "Disclose a failure",
        "What happened, and who says so, are enough; no rule ever refuses it. It is internal until somebody opens it.",
        shapes.Receipt,
        {**examples.RECEIPT, "version": 3, "position": 3},
        Disclosure,
        examples.DISCLOSURE,
        (IDEMPOTENCY_KEY, PREFER),
        201,
        dry_run=shapes.Verdict,
        fails=(*SENT, 404),
    ),
    "list_decisions": Call(
        "Reading",
        "Find decisions",
        "In the order in which they were first recorded. A decision whose opening is withheld is left out.",
        shapes.DecisionPage,
        {"items": [examples.STATE], "next": None},
        documents=(JSON_LINES, CSV),
    ),
    "read_decision": Call(
        "Reading",
        "See where a decision stands",
        "Its state now. The ETag is the version; send it back as If-Match when you record.",
        shapes.DecisionState,
        examples.STATE,
        fails=(404,),
    ),
    "read_timeline": Call(
        "Reading",
        "Read a decision's timeline",
        "Every entry in words, the attempts side by side, the learning loops, what is open, and who does not know "
        "what. A time that lies ahead shows it as it is now.",
        shapes.Timeline,
        examples.TIMELINE,
        fails=(404,),
    ),
    "compare_moments": Call(
        "Reading",
        "Compare a decision at two moments",
        "What was added, resolved and changed, what came to be open or owed, and what each level has come to know. At "
        "each moment it is what had happened and was known by then. A moment that lies ahead is taken as now; before "
        "the first entry there is nothing, and `begins` says when that is.",
        comparison_shapes.MomentsCompared,
        comparison_shapes.EXAMPLE,
        fails=(404,),
    ),
    "read_story": Call(
        "Reading",
        "Read a decision as a short plain text",
        "What was decided and why, risked, tried, failed, learned and changed, what waits, and who does not know: in "
        "three lengths, each sentence with the entries it rests on. As `text/plain` it is the text alone. The same "
        "facts give the same text.",
        story_shapes.Story,
        examples.STORY,
        also=PLAIN,
        fails=(404,),
    ),
    "read_paper": Call(
        "Reading",
        "Read the case paper of a decision",
        "The questions of a proper preparation, what was tried, failed and learned, the risks, and earlier failures "
        "on the same subject, as it would have been on a day. The same facts give the same bytes. What is withheld "
        "is left out, and it says so. For *fiks* the installation names a file with what nobody recorded; a field "
        "that is missing is 422.",
        paper_shapes.CasePaper,
        paper_shapes.EXAMPLE,
        documents=DOCUMENTS,
        fails=(404, 501),
    ),
    "send_paper": Call(
        "Recording",
        "Record that a case paper was laid before a level",
        "It is `case-presented`, up to the last entry that the paper reaches. Where something that they are to know "
        "is withheld from them, it reaches no further than the entry before that. `as` says for whom the paper was "
        "made; somebody of the level unless given.",
        shapes.Receipt,
        {**examples.RECEIPT, "version": 5, "position": 5},
        paper_shapes.PaperSent,
        paper_shapes.SENT,
        (IF_MATCH, IDEMPOTENCY_KEY, PREFER),
        201,
        dry_run=shapes.Verdict,
        fails=(*SENT, 404, 412),
    ),
    "read_digest": Call(
        "Reading",
        "Read what is new for a level",
        "Failures, questions to answer, lessons to read, what is due, retries and how it went, since the level's last "
        "meeting or a date: one page, the most serious first, and how much found no room. Of the decisions that the "
        "level decides, has acted in or was addressed in. It shows what that level may see.",
        digest_shapes.Digest,
        digest_shapes.EXAMPLE,
        also=PLAIN,
    ),
    "feed_organisation": Call(
        "Reading",
        "Subscribe to an organisation's news, or to those of one of its levels",
        FEED_ABOUT,
        None,
        {},
        also=ATOM,
    ),
    "feed_decision": Call("Reading", "Subscribe to a decision's news", FEED_ABOUT, None, {}, also=ATOM, fails=(404,)),
    "calendar_organisation": Call(
        "Reading",
        "Subscribe to what an organisation owes, or one of its levels",
        CALENDAR_ABOUT,
        None,
        {},
        also=CALENDAR,
    ),
    "calendar_decision": Call(
        "Reading", "Subscribe to what is owed in a decision", CALENDAR_ABOUT, None, {}, also=CALENDAR, fails=(404,)
    ),
    "list_duties": Call(
        "Reading",
        "List what is owed",
        "By whom and by when, the first due first: now, or at any other time, also one that lies "
        "ahead. It is what the entries recorded by now say of that time, under the policy then in force.",
        shapes.DutyPage,
        {"items": [examples.DUTY], "next": None},
        documents=(JSON_LINES, CSV),
        fails=(404,),
    ),
    "failed_before": Call(
        "Reading",
        "Ask whether it has failed before",
        "The earlier failures and lessons most like what is planned, the most like first, with what was tried, what "
        "was learned and what became of it. All that ranks them is counted in what you may see.",
        search_shapes.FailedBefore,
        search_shapes.FAILED_BEFORE,
    ),
    "follow_facts": Call(
        "Reading",
        "Follow the feed of facts",
        "All recorded facts in the order in which they were recorded. Go on from the position of the last one; in "
        "place of what you may not see stands that it is withheld. With `wait` an answer that would be empty is held "
        "back until something is recorded.",
        shapes.FactPage,
        {"items": [examples.FACT], "next": None},
        documents=(JSON_LINES, CSV),
    ),
    "listen_to_decision": Call(
        "Reading",
        "Listen to a decision",
        "What is recorded in it, as it is recorded by anyone: Server-Sent Events whose `id` is the position and whose "
        "data is the fact as the feed gives it, or that it is withheld. An event without data says only how far you "
        "have come. Come back with `Last-Event-ID`, and nothing is lost or repeated.",
        None,
        {},
        also=EVENTS,
        headers=(LAST_EVENT_ID,),
        fails=(404,),
    ),
    "listen": Call(
        "Reading",
        "Listen to everything, or to one organisation",
        "As for one decision. An organisation's decisions are those whose opening you may see.",
        None,
        {},
        also=EVENTS,
        headers=(LAST_EVENT_ID,),
    ),
    "read_view": Call(
        "Reading",
        "Read a view across decisions",
        "Flat rows for dashboards. Of what you may see a part of, rows "
        "are made of that part, so a figure counts what you may see. In CSV a text that a spreadsheet would run as a "
        "formula begins with `'`.",
        shapes.VIEW_PAGES[0],
        examples.VIEW,
        documents=(JSON_LINES, CSV),
        either=shapes.VIEW_PAGES,
        fails=(404,),
    ),
    "list_policies": Call(
        "Ruling",
        "See which policy each organisation has",
        "The one in force now for each organisation that has a decision or a policy here.",
        policy_shapes.PolicyList,
        policy_shapes.LISTED,
        documents=(JSON_LINES, CSV),
    ),
    "read_policy": Call(
        "Ruling",
        "Read the policy in force for an organisation",
        "Whole: every rule with its mode, owner and parameters; with what is adopted and not in force yet.",
        policy_shapes.PolicyInForce,
        policy_shapes.IN_FORCE,
        fails=(404,),
    ),
    "read_policy_history": Call(
        "Ruling",
        "Read what an organisation adopted",
        "Each adoption with who, why, from when, and what it tightened and loosened. It is open to everyone.",
        policy_shapes.PolicyHistory,
        {"organisation": "eksempelvik", "items": [policy_shapes.ADOPTED], "next": None},
        documents=(JSON_LINES, CSV),
        fails=(404,),
    ),
    "read_shipped_policy": Call(
        "Ruling",
        "Read a policy that ships",
        "`standard` or `strict`, written out whole. With a name of its own it can be adopted.",
        policy_shapes.ShippedPolicy,
        {"policy": {"name": "standard", "based_on": "standard"}},
        fails=(404,),
    ),
    "adopt_policy": Call(
        "Ruling",
        "Adopt a policy",
        "A document, or `standard` or `strict`; in force at once or later, never backwards in time. A dry run checks "
        "the document and says what it would change. Where anything is wrong, the policy in force stays.",
        policy_shapes.AdoptionReceipt,
        policy_shapes.RECEIPT,
        policy_shapes.Adoption,
        policy_shapes.ADOPTION,
        (IF_MATCH, IDEMPOTENCY_KEY, PREFER),
        201,
        dry_run=policy_shapes.AdoptionVerdict,
        fails=(*SENT, 412),
    ),
    "compare_policies": Call(
        "Ruling",
        "Compare two policies",
        "What the second tightens and what it loosens of the first, rule by rule. Nothing is recorded. Each is a "
        'document, `standard`, `strict`, or `{"organisation": …, "at": …}` for the one in force there.',
        policy_shapes.Differences,
        policy_shapes.DIFFERENCES,
        policy_shapes.Comparison,
        {"before": "standard", "after": policy_shapes.DOCUMENT},
        (),
        fails=(400, 403, 413, 415),
    ),
    "list_rules": Call(
        "Reading",
        "Read the rules",
        "Every guard and duty: how it acts under the policy in force, who owns it, why it exists, its parameters and "
        "scenarios, and how often it spoke. A figure that is not known, or that is under five and asked for by the "
        "public, is null.",
        rule_shapes.RuleList,
        examples.RULES,
    ),
    "start_backtest": Call(
        "Ruling",
        "Try a policy on what is recorded",
        "Replays the register under a policy that ships or a policy document, and changes nothing. The answer names "
        "where to follow it; two run at once at most, and a result is kept for an hour.",
        backtest_shapes.BacktestJob,
        examples.BACKTEST_BEGUN,
        BacktestAsked,
        {"policy": "strict"},
        (IDEMPOTENCY_KEY,),
        202,
        fails=(400, 403, 413, 415, 429),
    ),
    "read_backtest": Call(
        "Ruling",
        "Follow a backtest, and read what it found",
        "While it runs, `done` of so many facts are judged. Then `result` says what each rule would have done at each "
        "level, and in which decisions to look first. For full members alone.",
        backtest_shapes.BacktestJob,
        examples.BACKTEST,
        fails=(404,),
    ),
    "list_findings": Call(
        "Ruling",
        "Read a backtest's findings one by one",
        "Decision by decision, in the order in which they were first recorded.",
        backtest_shapes.FindingPage,
        examples.FINDINGS,
        documents=(JSON_LINES, CSV),
        fails=(404,),
    ),
    "stop_backtest": Call(
        "Ruling",
        "Stop a backtest",
        "One that has ended is let go of.",
        None,
        {},
        headers=(),
        status=204,
        fails=(404,),
    ),
    **HOOK_CALLS,
    "explain_problem": Call(
        "Service",
        "Read what a kind of problem means",
        "Every problem's `type` leads here: a page in a browser, JSON for programs.",
        shapes.ProblemKind,
        {"type": "/problems/unknown", "title": "There is no such decision", "status": 404, "about": "…"},
        also=HTML,
        fails=(404,),
    ),
    "live": Call("Service", "See whether the service lives", "The process answers.", shapes.Live, {"live": True}),
    "ready": Call(
        "Service",
        "See whether the service can answer",
        "The register can be read; if not, the answer is 503 and `reasons` says why. Where a view stands still the "
        "service answers all the same, without what that view lacks: `degraded` is true and `reasons` says which.",
        shapes.Ready,
        examples.READY,
    ),
    "metrics": Call(
        "Service",
        "Read figures for monitoring",
        "How far the register and each view have come, for Prometheus.",
        None,
        {},
        also=METRICS,
        headers=(),
    ),
    **REGISTER,
}
"""Every call by its operation id."""

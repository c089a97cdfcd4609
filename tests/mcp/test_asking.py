"""An assistant asks as a person would, and is answered what that reader may see."""

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError
from mcp_types import CallToolResult, TextContent

from laeringslopp import LessonDrawn, Reader, Register
from laeringslopp.cases import record_demo
from laeringslopp.facts import KINDS
from laeringslopp.mcp import made
from laeringslopp.mcp.asked import AT_ONCE, ROOM, Asked
from laeringslopp.mcp.recorded import Recording
from laeringslopp.story import Language, story, tell, tell_story
from tests.municipality import ADMINISTRATION, NOW, OPERATIONS, Clock, disclosed, numbered, opened, register

MEMBER = Reader.member()
SECRET = "Alarmen på rom 12 kom ikke fram"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """The shipped cases."""
    url = f"sqlite:///{tmp_path_factory.mktemp('demo') / 'x.db'}"
    record_demo(lambda clock: Register.open(url, "strict", clock))
    return Register.open(url)


def asked(
    over: Register,
    using: Callable[[Client], Awaitable[Any]],
    reader: Reader = MEMBER,
    recording: bool = False,
    language: Language = "en",
) -> Any:
    """What the SDK's own client gets of a server."""
    acts = Recording(over, OPERATIONS, language) if recording else None

    async def ask() -> Any:
        async with Client(made(Asked(over, reader, language), acts)) as client:
            return await using(client)

    return asyncio.run(ask())


def called(over: Register, tool: str, arguments: dict[str, Any] | None = None, **how: Any) -> CallToolResult:
    """One call."""

    async def call(client: Client) -> CallToolResult:
        return await client.call_tool(tool, arguments or {})

    answer: CallToolResult = asked(over, call, **how)
    return answer


def told(over: Register, tool: str, arguments: dict[str, Any] | None = None, **how: Any) -> Any:
    """What it answered, as JSON."""
    answer = called(over, tool, arguments, **how)
    assert not answer.is_error, answer.content
    return answer.structured_content


def parts_of(over: Register, tool: str, arguments: dict[str, Any], **how: Any) -> list[Any]:
    """All parts of a long answer, one after the other."""
    parts: list[Any] = []
    after: int | None = 0
    while after is not None:
        parts.append(told(over, tool, {**arguments, "after": after}, **how))
        after = parts[-1]["next"]
    return parts


def text_of(answer: CallToolResult) -> str:
    """What it answered, as text."""
    (content,) = answer.content
    assert isinstance(content, TextContent)
    return content.text


def test_each_tool_says_in_plain_words_what_it_is_for_and_that_it_only_reads(demo: Register):
    """An assistant chooses by these words, and its user lets it by these marks."""
    tools = asked(demo, lambda client: client.list_tools()).tools
    assert {tool.name for tool in tools} == {
        "failed_before", "find_decisions", "story", "timeline", "compare", "duties", "digest", "case_paper", "rules",
        "kinds",
    }  # fmt: skip
    for tool in tools:
        assert tool.title
        assert tool.description
        assert "\n  " not in tool.description
        assert tool.annotations.read_only_hint is True
        for name, parameter in tool.input_schema["properties"].items():
            assert parameter.get("description"), (tool.name, name)


def test_nothing_is_recorded_unless_it_is_switched_on(demo: Register):
    """The tools are not there at all."""
    before = demo.position
    answer = called(demo, "disclose_failure", {"what_happened": SECRET})
    assert answer.is_error
    assert demo.position == before


def test_a_plan_is_answered_with_what_failed_before(demo: Register):
    """In whatever form of Norwegian, with where to read on."""
    (hit, *_) = told(demo, "failed_before", {"plan": "nye vassmålarar i alle hus"})["items"]
    assert hit["decision_id"] == "vannmalere"
    assert hit["link"]
    assert hit["lessons"]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_what_is_told_is_what_the_register_tells(demo: Register, language: Language):
    """No words of its own."""
    line = demo.timeline("smittestopp")
    assert told(demo, "story", {"decision_id": "smittestopp"}, language=language) == tell_story(
        story(line, language, "medium")
    )
    shown = told(demo, "timeline", {"decision_id": "smittestopp"}, language=language)
    parts = parts_of(demo, "timeline", {"decision_id": "smittestopp"}, language=language)
    entries = [each for part in parts for each in part["entries"]]
    whole = json.loads(json.dumps(tell(line, language)))
    assert {**shown, "entries": entries, "next": None} == {**whole, "next": None}


def test_a_time_may_be_a_date_or_a_time_with_its_offset(demo: Register):
    """And the answer says what it was taken as."""
    by_day = told(demo, "timeline", {"decision_id": "vannmalere", "as_of": "2026-06-01"})
    by_time = told(demo, "timeline", {"decision_id": "vannmalere", "as_of": "2026-06-01T23:59:59+02:00"})
    assert by_day["entries"] == by_time["entries"]
    assert len(by_day["entries"]) < len(told(demo, "timeline", {"decision_id": "vannmalere"})["entries"])


@pytest.mark.parametrize(
    ("tool", "arguments", "part"), [("timeline", {}, "entries"), ("compare", {"begins": "2019-01-01"}, "added")]
)
@pytest.mark.parametrize("text", ["x", "x" * 2000], ids=["short", "long"])
def test_a_long_timeline_comes_in_parts_and_nothing_is_left_out(
    tool: str, arguments: dict[str, Any], part: str, text: str
):
    """An assistant's memory is small; and what happened first may be told last."""
    over = register()
    over.record("long", opened(), by=OPERATIONS, occurred_at=NOW - timedelta(days=2 * AT_ONCE + 1))
    for at in range(2 * AT_ONCE):
        fact = disclosed(f"f{at}", what_happened=text)
        over.record("long", fact, by=OPERATIONS, occurred_at=NOW - timedelta(days=at))
    shown = [answer[part] for answer in parts_of(over, tool, {"decision_id": "long", **arguments})]
    assert max(map(len, shown)) <= AT_ONCE
    assert max(len(json.dumps(each, ensure_ascii=False)) for each in shown) < ROOM + 3000
    versions = [entry["version"] for each in shown for entry in each]
    assert versions == [1, *range(2 * AT_ONCE + 1, 1, -1)]


def test_no_answer_about_the_shipped_cases_is_longer_than_a_memory_holds(demo: Register):
    """What an assistant is not shown it cannot heed; more than this is cut off, or crowds out the question."""
    names = list(demo.decision_ids())
    asked_of_each = [
        ("story", {"length": "long"}),
        ("timeline", {}),
        ("compare", {"begins": "2015-01-01"}),
        ("case_paper", {}),
        ("duties", {}),
    ]
    calls = [(tool, {"decision_id": name, **more}) for name in names for tool, more in asked_of_each]
    calls += [("rules", {}), ("duties", {}), ("find_decisions", {}), ("failed_before", {"plan": "app", "most": 20})]
    calls += [("rules", {"rule_id": rule["rule_id"]}) for rule in told(demo, "rules")["items"]]

    async def each(client: Client) -> dict[str, int]:
        return {f"{tool} {given}": len(text_of(await client.call_tool(tool, given))) for tool, given in calls}

    sizes = asked(demo, each)
    assert {call: size for call, size in sizes.items() if size > 50_000} == {}


def test_no_answer_about_a_very_long_decision_is_longer_than_a_memory_holds():
    """What is left out is counted; what cannot be told in parts says what to ask for."""
    over, text, many = register(), "Dette gikk galt den dagen. " * 60, range(120)
    over.record("long", opened(), by=OPERATIONS)
    over.record("long", *(disclosed(f"f{n}", what_happened=f"{n} {text}") for n in many), by=OPERATIONS)
    lessons = (LessonDrawn(lesson_id=f"l{n}", from_failures=[f"f{n}"], statement=f"{n} {text}") for n in many[:80])
    over.record("long", *lessons, by=ADMINISTRATION)
    of_it = {"decision_id": "long"}
    calls: list[tuple[str, dict[str, Any]]] = [
        ("story", {**of_it, "length": "long"}),
        ("story", of_it),
        ("timeline", of_it),
        ("compare", {**of_it, "begins": "2019-01-01"}),
        ("case_paper", of_it),
        ("duties", of_it),
        ("failed_before", {"plan": "det gikk galt den dagen", "most": 20}),
    ]

    async def each(client: Client) -> list[CallToolResult]:
        return [await client.call_tool(tool, given) for tool, given in calls]

    answers = asked(over, each)
    assert [len(text_of(each)) < 80_000 for each in answers] == [True] * len(calls)
    long, *_ = answers
    assert "ask for a shorter one" in text_of(long)
    for answer, name in ((answers[2], "open"), (answers[3], "opened"), (answers[6], "items")):
        told_of = answer.structured_content
        assert told_of
        assert told_of["left_out"][name] > 0
        assert told_of[name]


def test_the_rules_are_a_list_and_one_of_them_is_told_whole(demo: Register):
    """A list that tells all of each would fill a memory by itself."""
    items = told(demo, "rules")["items"]
    assert set(items[0]) == {"rule_id", "nature", "mode", "owner", "sentence", "reason"}
    (whole,) = told(demo, "rules", {"rule_id": "draw-lesson"})["items"]
    assert whole["scenarios"]
    wrong = called(demo, "rules", {"rule_id": "draw-leson"})
    assert wrong.is_error
    assert "draw-lesson" in text_of(wrong)


def test_what_can_be_recorded_is_told_with_its_fields_in_plain_words(demo: Register):
    """Or an assistant would have to guess; each kind that is told can be recorded, and fits a memory."""
    names = [each["kind"] for each in told(demo, "kinds")["items"]]
    assert names == [*KINDS]
    for name in names:
        (item,) = told(demo, "kinds", {"kind": name})["items"]
        assert item["help"]
        fields = item["schema"]["properties"]
        assert all(field["description"] for field in fields.values() if "const" not in field), name
    wrong = called(demo, "kinds", {"kind": "trail-started"})
    assert wrong.is_error
    assert "trial-started" in text_of(wrong)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [("duties", {}), ("find_decisions", {}), ("rules", {}), ("failed_before", {"plan": "app"})],
)
@pytest.mark.parametrize("reader", [MEMBER, Reader.level("political"), Reader.public()])
def test_an_organisation_that_is_not_there_is_told(
    demo: Register, tool: str, arguments: dict[str, Any], reader: Reader
):
    """That it owes nothing, or has never failed, would be another answer."""
    answer = called(demo, tool, {**arguments, "organisation": "Eksempelvikk"}, reader=reader)
    assert answer.is_error
    assert "Eksempelvik" in text_of(answer).replace("Eksempelvikk", "")
    assert not called(demo, tool, {**arguments, "organisation": "Eksempelvik"}, reader=reader).is_error


def test_a_story_is_a_resource_and_one_that_is_not_there_says_so(demo: Register):
    """As a tool would."""

    async def read(client: Client) -> str:
        contents = (await client.read_resource("laeringslopp://decisions/smittestopp/story")).contents
        with pytest.raises(
            MCPError, match=r"There is no decision smittestop in this register. Did you mean smittestopp"
        ):
            await client.read_resource("laeringslopp://decisions/smittestop/story")
        return str(contents[0].text)

    assert asked(demo, read) == str(demo.story("smittestopp", "en", "long"))


def test_decisions_are_found_a_page_at_a_time():
    """By words in the title and by tag."""
    over = register()
    for at in range(120):
        over.record(f"d{at}", opened(title=f"Bru {at}", tags=["bru"] if at % 2 else []), by=ADMINISTRATION)
    found: list[str] = []
    after = None
    while True:
        page = told(over, "find_decisions", {"words": "bru", "tag": "bru", **({"after": after} if after else {})})
        found += [each["decision_id"] for each in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert found == [f"d{at}" for at in range(1, 120, 2)]
    assert told(over, "find_decisions", {"words": "tunnel"})["items"] == []


@pytest.fixture
def closed() -> Register:
    """A decision that everybody may see, in which a failure is internal."""
    over = register()
    over.record("open", opened(access="open"), by=ADMINISTRATION, access="open")
    over.record("open", disclosed(what_happened=SECRET), by=OPERATIONS, access="internal")
    over.record("hidden", opened(title="Varslingssak"), by=ADMINISTRATION, access="internal")
    return over


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("failed_before", {"plan": "alarmen på rom"}),
        ("find_decisions", {}),
        ("story", {"decision_id": "open", "length": "long"}),
        ("timeline", {"decision_id": "open"}),
        ("compare", {"decision_id": "open", "begins": "2026-01-01"}),
        ("duties", {}),
        ("digest", {"level": "political", "since": "2026-01-01"}),
        ("case_paper", {"decision_id": "open"}),
    ],
)
def test_what_the_reader_may_not_see_is_not_told(closed: Register, tool: str, arguments: dict[str, Any]):
    """Whatever is asked."""
    answer = text_of(called(closed, tool, arguments, reader=Reader.public()))
    assert SECRET not in answer
    assert "Varslingssak" not in answer
    if tool in ("timeline", "story", "failed_before"):
        assert SECRET in text_of(called(closed, tool, arguments))


def test_a_hint_does_not_name_what_the_reader_may_not_see(closed: Register):
    """A mistyped name is answered with those that may be known."""
    answer = called(closed, "story", {"decision_id": "hiden"}, reader=Reader.public())
    assert answer.is_error
    assert "hidden" not in text_of(answer)
    assert "Did you mean hidden?" in text_of(called(closed, "story", {"decision_id": "hiden"}))


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("story", {"decision_id": "smittestop"}, "Did you mean smittestopp?"),
        ("timeline", {"decision_id": "smittestopp", "level": "politcal"}, "political"),
        ("failed_before", {"plan": " "}, ""),
        ("timeline", {"decision_id": "smittestopp", "as_of": "yesterday"}, "/as_of: write a date, 2026-03-12, or a"),
        ("timeline", {"decision_id": "smittestopp", "as_of": "2020-06-01T10:00:00"}, "a time with its offset"),
        ("timeline", {"decision_id": "smittestopp", "after": 999}, "give the next of the answer before"),
        ("story", {}, "/decision_id: this field is required"),
        ("story", {"decision_id": "smittestopp", "lang": "de"}, "/lang: write one of 'nb', 'nn' or 'en'"),
        ("digest", {"level": "operational"}, ""),
        ("find_decisions", {"after": "nowhere"}, "nowhere"),
    ],
)
def test_what_is_wrong_is_said_so_that_it_can_be_mended(
    demo: Register, tool: str, arguments: dict[str, Any], said: str
):
    """A sentence, never a trace."""
    answer = called(demo, tool, arguments)
    assert answer.is_error
    assert said in text_of(answer)
    assert "Traceback" not in text_of(answer)
    assert "pydantic" not in text_of(answer)


def test_a_failure_is_disclosed_with_one_sentence_where_recording_is_switched_on():
    """In the name of whoever runs it, and twice under one key is once."""
    over = register()
    over.record("d", opened(), by=ADMINISTRATION)
    for _ in range(2):
        receipt = told(over, "disclose_failure", {"what_happened": SECRET, "key": "k"}, recording=True)
    (entry,) = [each for each in over.facts() if each.fact.kind == "failure-disclosed"]
    assert entry.by == OPERATIONS
    assert receipt["replayed"] is True
    assert receipt["decision_id"] == entry.decision_id


def test_facts_are_tried_before_they_are_recorded():
    """A refusal says what to record first; a dry run records nothing."""
    over = register()
    over.record("d", opened(), by=ADMINISTRATION)
    trial = {"kind": "trial-started", "hypothesis": "Færre fall"}
    sent = {"decision_id": "d", "facts": [trial]}
    tried = told(over, "record_facts", {**sent, "dry_run": True}, recording=True)
    assert [each["rule_id"] for each in tried["refusals"]] == ["trial-is-measurable"]
    refused = called(over, "record_facts", sent, recording=True)
    assert refused.is_error
    assert "criteria" in text_of(refused)
    assert over.position == 1
    trial["criteria"] = [{"metric": "fall", "comparison": "<=", "target": 2}]  # type: ignore[assignment]
    assert told(over, "record_facts", sent, recording=True)["version"] == 2
    wrong = called(over, "record_facts", {"decision_id": "d", "facts": [{"kind": "trail-started"}]}, recording=True)
    assert "trial-started" in text_of(wrong)


def test_the_command_serves_what_is_open_over_standard_input_and_output(tmp_path: Path):
    """As an assistant starts it; what else may be read is for whoever starts it to say."""
    url = f"sqlite:///{tmp_path / 'r.db'}"
    with Register.open(url, clock=Clock(), name=numbered()) as over:
        over.record("open", opened(access="open"), by=ADMINISTRATION, access="open")
        over.record("open", disclosed(what_happened=SECRET), by=OPERATIONS, access="internal")

    def ask(*options: str) -> tuple[set[str], str]:
        async def both() -> tuple[set[str], str]:
            arguments = ["-m", "laeringslopp.cli", "--register", url, "mcp", *options]
            async with Client(StdioServerParameters(command=sys.executable, args=arguments)) as client:
                tools = await client.list_tools()
                line = await client.call_tool("timeline", {"decision_id": "open", "lang": "nb"})
                return {tool.name for tool in tools.tools}, text_of(line)

        return asyncio.run(both())

    tools, line = ask()
    assert "disclose_failure" not in tools
    assert "Skal sensorer prøves?" in line
    assert SECRET not in line
    tools, line = ask("--as", "operational", "--record")
    assert "disclose_failure" in tools
    assert SECRET in line

"""A rule that a package brought fails on the command line: one sentence, and no trace."""

import json

from laeringslopp import Actor, PolicyAdopted, Register
from tests.cli.conftest import Run
from tests.rules.own import breaks, installed, rule

POLICY = {"name": "own", "rules": {"has-source": {"mode": "refuse"}}}
TRIAL = {"kind": "trial-started", "hypothesis": "h", "criteria": [{"metric": "m", "comparison": ">=", "target": 1}]}


def test_one_sentence_names_the_rule_and_the_package(run: Run, decision: str):
    """Whoever sits at a terminal knows whom to tell, and that nothing was recorded."""
    with installed(has_source=rule(breaks)):
        with Register.open("sqlite:///laeringslopp.db") as register:
            opened = register.decision(decision).opened
            assert opened is not None
            adopted = PolicyAdopted(policy=POLICY, reason="r")
            council = Actor(id="c", role="c", level="political")
            register.record(f"policy.{opened.organisation}", adopted, by=council)
        answer = run("record", decision, "--fact", json.dumps(TRIAL))
        assert answer.code == 1
        (line,) = answer.err.splitlines()
        assert "has-source" in line
        assert "their_rules" in line
        assert run("disclose", "Bussen kom ikke igjen", "--decision", decision).code == 0

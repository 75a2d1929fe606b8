"""Every rule is in the catalogue and in the README, and nothing there is without a rule."""

import re
from pathlib import Path

import engine.bpmn
from engine.bpmn.lint import RULES as CHECKS
from engine.bpmn.lint.catalogue import RULES

ROOM = Path(engine.bpmn.__file__).parent
USE = re.compile(r'(?:refuse|warn|say)\(\s*(?:found\.unsound,\s*)?"([\w-]+)"|Rule\("')
ELSEWHERE = {"readable", "main-process", "variables", "dialect"}


def test_each_rule_that_finds_something_is_in_the_catalogue():
    used = {
        rule
        for path in (ROOM / "lint").rglob("*.py")
        for rule in USE.findall(path.read_text())
        if rule
    }
    assert used | ELSEWHERE == set(RULES)


def test_the_readme_lists_the_rules_as_the_catalogue_has_them():
    told = re.findall(r"^\| `([\w-]+)` \| (.+) \|$", (ROOM / "lint/README.md").read_text(), re.M)
    assert told == [(name, rule.about) for name, rule in RULES.items()]
    assert all(rule.consequence for rule in RULES.values())


def test_every_rule_file_is_run():
    files = {path.stem for path in (ROOM / "lint").glob("*.py")} | {"soundness"}
    files -= {"__init__", "advice", "catalogue", "findings", "fixes", "vocabulary", "zeebe"}
    files -= {"main_process"}
    assert {check.__module__.split(".")[3] for check in CHECKS} == files

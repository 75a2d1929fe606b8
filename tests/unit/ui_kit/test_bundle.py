"""What the browser loads: whole, small, and from no named host."""

import gzip
import json
import subprocess
import sys
from pathlib import Path

import hatch_build
from ui.drawing.valley import valley
from ui.templating import HERE, Bundle

FRONTEND = HERE / "frontend"
DIST = HERE / "static" / "dist"


def squeezed(name: str) -> int:
    return len(gzip.compress((DIST / Bundle().names[name]).read_bytes(), 9))


def test_the_lock_names_exact_versions_and_no_host() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text())
    for path, package in lock["packages"].items():
        assert "resolved" not in package, path
        if path:
            assert package["integrity"].startswith("sha512-")
    wanted = json.loads((FRONTEND / "package.json").read_text())
    asked = wanted["dependencies"] | wanted["devDependencies"]
    assert all(version[0].isdigit() for version in asked.values())


def test_a_first_visit_stays_under_100_kilobytes(gallery: dict[str, str]) -> None:
    fonts = sum(
        (DIST / Bundle().names[name]).stat().st_size for name in ("sans.woff2", "serif.woff2")
    )
    page = max(len(gzip.compress(text.encode(), 9)) for text in gallery.values())
    assert fonts + squeezed("app.css") + squeezed("app.js") + page < 100_000
    assert squeezed("app.css") < 12_000
    assert squeezed("valley.svg") < 10_000


def test_every_file_of_the_manifest_is_there_under_a_hashed_name() -> None:
    names = Bundle().names
    assert set(names) == {
        "audit.css", "replay.js",
        "app.css", "app.js", "bpmn.woff2", "capture.css", "capture.js", "charts.css",
        "comparison.css", "decision.css", "diagram.css", "diagram.js", "icons.json", "land.css",
        "land.js", "mark.svg", "paper.css",
        "portal.css", "print.css", "proof.js", "sans.woff2", "serif.woff2", "valley.svg",
        "verifier.js", "visit.js",
        "visits.js", "workshop-desk.css", "workshop-desk.js", "workshop-page.css",
        "workshop-steps.js",
        "workshop.css", "workshop.js",
    }  # fmt: skip
    assert all((DIST / name).is_file() for name in names.values())


def test_the_bundle_in_use_was_made_from_these_sources() -> None:
    assert (DIST / "sources.sha256").read_text() == hatch_build.digest_of_sources()


def test_the_valley_that_browsers_keep_is_the_one_that_is_drawn() -> None:
    assert (HERE / "static" / "src" / "img" / "valley.svg").read_text() == valley()


def test_a_second_build_does_nothing() -> None:
    before = (DIST / "manifest.json").stat().st_mtime_ns
    root = Path(hatch_build.__file__).parent
    subprocess.run([sys.executable, "hatch_build.py"], cwd=root, check=True, timeout=60)
    assert (DIST / "manifest.json").stat().st_mtime_ns == before

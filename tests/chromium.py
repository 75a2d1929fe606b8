"""Find a Chromium for the browser tests, or install Debian's where this machine allows it.

Prints one line; never fails: without a Chromium the browser tests say why they are skipped.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",)
ADVICE = "No Chromium found: install one (Debian: apt-get install chromium) or set CAUCE_CHROMIUM."


def find_chromium() -> str | None:
    """The path of a Chromium to drive, the one named by CAUCE_CHROMIUM first."""
    named = os.environ.get("CAUCE_CHROMIUM")
    found = (named, *(shutil.which(name) for name in NAMES), *PLACES)
    return next((path for path in found if path and Path(path).exists()), None)


def install_chromium() -> None:
    """Install Debian's Chromium; needs root and apt-get, else does nothing."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    quiet = {"env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}, "check": False}
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], **quiet)


def main() -> None:
    if not find_chromium():
        install_chromium()
    sys.stdout.write(f"Browser tests use {find_chromium() or ADVICE}\n")


if __name__ == "__main__":
    main()

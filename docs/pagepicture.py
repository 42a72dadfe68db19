"""Draws docs/images/page.png: the report page of the worked example in Chromium, at its first finding.

`python docs/pagepicture.py` draws it. It needs Chromium and the tools for tests.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.reporting import report_of, write_page
from imcommerce_qual.actions.theming import bundle, themes

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "src" / "imcommerce_qual" / "example"
PICTURE = ROOT / "docs" / "images" / "page.png"
SIZE = {"width": 1060, "height": 600}


def main() -> None:
    """Draw the picture."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        sys.exit("Chromium is needed to draw the page")
    with tempfile.TemporaryDirectory() as folder:
        study = Path(folder) / "study"
        shutil.copytree(EXAMPLE, study, ignore=shutil.ignore_patterns(".imqual"))
        opened = open_study(study)
        file = write_page(report_of(opened, bundle(opened, themes(opened))), Path(folder))
        with sync_playwright() as driver:
            chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
            page = chromium.new_page(viewport=SIZE)
            page.goto(file.as_uri())
            page.wait_for_function("() => document.getElementById('counted').textContent")
            page.evaluate("document.querySelector('.finding').scrollIntoView()")
            page.screenshot(path=PICTURE)
            chromium.close()


if __name__ == "__main__":
    main()

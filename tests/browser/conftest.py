"""A real Chromium, driven from outside, and pages for it to open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import imcommerce_qual
from imcommerce_qual.actions.opened import open_study
from imcommerce_qual.actions.publicpage import public
from imcommerce_qual.actions.reporting import report_of, write_page
from imcommerce_qual.actions.theming import bundle, themes

EXAMPLE = Path(imcommerce_qual.__file__).parent / "example"
#: What a browser does by itself when nobody asked it to.
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")


def missing(what: str) -> None:
    """Where every change is tested these tests may not be left out; elsewhere they say why they are."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing: .ci/run installs it")
    pytest.skip(f"{what} is missing, so no page was opened")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Chromium without a window."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("playwright")
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        missing("Chromium")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=list(QUIET))
        yield started
        started.close()


def written(study: Path, folder: Path, *, for_all: bool = False) -> Path:
    """The page of a study, as a file."""
    opened = open_study(study)
    report = report_of(opened, bundle(opened, themes(opened)))
    return write_page(public(report) if for_all else report, folder)


@pytest.fixture(scope="session")
def example(tmp_path_factory) -> Path:
    """A copy of the worked example."""
    folder = tmp_path_factory.mktemp("example") / "study"
    shutil.copytree(EXAMPLE, folder, ignore=shutil.ignore_patterns(".imqual"))
    return folder


@pytest.fixture(scope="session")
def page_file(example, tmp_path_factory) -> Path:
    """The example's page."""
    return written(example, tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="session")
def public_file(example, tmp_path_factory) -> Path:
    """The example's page for everybody."""
    return written(example, tmp_path_factory.mktemp("public"), for_all=True)


@pytest.fixture(scope="module")
def faults():
    """What axe finds on a page as it stands now."""
    try:
        axe = import_module("axe_playwright_python.sync_playwright").Axe()
    except ModuleNotFoundError:
        missing("axe-playwright-python")

    def found(page) -> list[str]:
        answer = axe.run(page).response
        assert len(answer["passes"]) > 15  # it did look
        return [f"{each['id']}: {node['html'][:120]}" for each in answer["violations"] for node in each["nodes"]]

    return found

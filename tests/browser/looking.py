"""Pages as they are opened and looked at in a test."""

from __future__ import annotations

from contextlib import contextmanager

READY = "() => document.getElementById('counted')?.textContent"


@contextmanager
def looking(browser, path, *, ready=True, **settings):
    """A page that has been opened from its file; whatever it asks for or complains about ends in *said*."""
    context = browser.new_context(**settings)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda each: said.append(f"console: {each.text}"))
    page.on("pageerror", lambda each: said.append(f"error: {each}"))
    page.on("request", lambda each: said.append(f"request: {each.url}") if each.url != path.as_uri() else None)
    page.goto(path.as_uri())
    if ready:
        page.wait_for_function(READY)
    yield page
    context.close()
    assert [] == said


def left(page) -> int:
    """How many codings the filters leave, as the page says it."""
    page.wait_for_selector("#counted:not([aria-busy])")  # a search waits for the typist
    return int(page.get_attribute("#counted", "data-left"))

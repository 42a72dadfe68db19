"""Two rows at the bottom: where everything stands, and what was said last."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from imcommerce_qual.tui.session import Session

_BOLD, _DIM, _BAD = Style(bold=True), Style(dim=True), Style(bold=True, reverse=True)


class StatusLine(Static):
    """Coder, transcript, progress, and that everything is saved; below it the last message, or what a key does now."""

    DEFAULT_CSS = """
    StatusLine { height: 2; background: $panel; color: $foreground; padding: 0 1; text-wrap: nowrap; }
    """

    def __init__(self, session: Session) -> None:
        super().__init__("", id="status", markup=False)
        self.session = session
        self._drawn: object = None
        self._progress: tuple[int, tuple[int, int]] = (-1, (0, 0))

    def show(self) -> None:
        """Write it again, if anything in it changed."""
        session = self.session
        if self._progress[0] != session.version:
            self._progress = (session.version, session.progress)
        drawn = (session.version, session.turn, session.said, session.failed, session.typed, _mode(session), self.size)
        if drawn != self._drawn:
            self._drawn = drawn
            rows = (self._standing(), self._said())
            for row in rows:
                row.truncate(max(10, self.size.width), overflow="ellipsis")
            self.update(Text("\n").join(rows), layout=False)

    def _standing(self) -> Text:
        session = self.session
        done, spoken = self._progress[1]
        found = Text()
        if _mode(session):
            found.append(_mode(session), _BAD).append(" ")
        found.append_text(
            Text.assemble(
                (session.coder, _BOLD),
                " ",
                (session.room.name, _BOLD),
                f" {session.turn}/{len(session.transcript.turns)}",
            )
        )
        found.append(f" · {done} of {spoken} turns coded" + (" ✓ done" if session.room.completed else ""))
        if session.looking is not None:
            found.append(f" · looking for {session.looking}", _BOLD)
        waiting = [f"{session.room.lost} lost"] * bool(session.room.lost)
        waiting += [f"{session.room.edited} edited"] * bool(session.room.edited)
        if waiting:
            key = next(iter(session.keys.keys_of("lost")), "")
            found.append(f" · {', '.join(waiting)}{': ' + key if key else ''}", _BOLD)
        if session.room.failed:
            found.append(" · NOT SAVED", _BAD)
        else:
            last = session.room.state.last
            found.append(" · saved" + (f" {last.astimezone():%H:%M}" if last else ""))
        if session.filter is not None:
            found.append(" · filtered", _BOLD)
        if session.room.opened.study.synthetic:
            found.append(" · synthetic", _DIM)
        return found

    def _said(self) -> Text:
        session = self.session
        if session.typed:
            return Text(f"{session.typed}…", _BOLD)
        if session.said:
            return Text(session.said.replace("\n", " "), _BAD if session.failed else Style())
        return Text(_hint(session), _DIM)


def _hint(session: Session) -> str:
    """What the keys of the moment do, in 78 columns."""
    if session.adjusting or session.place.visual:
        leave = "enter saves · escape leaves them" if session.adjusting else "a–z code · v or escape ends"
        wanted = (("extend-clause-on", "clause"), ("extend-word-on", "word"), ("other-end", "other end"))
        return f"{_keys(session, wanted)} · {leave}"
    first = _keys(session, (("sentence", "sentence"), ("turn", "turn"), ("visual", "select")))
    last = _keys(session, (("choose-code", "find"), ("undo", "undo"), ("help", "keys")))
    return f"{first} · a–z code · {last}"


def _keys(session: Session, wanted: tuple[tuple[str, str], ...]) -> str:
    """The first key of each action, as it is now, and what it is for."""
    both = ((session.keys.keys_of(name)[:1], said) for name, said in wanted)
    return " · ".join(f"{keys[0]} {said}" for keys, said in both if keys)


def _mode(session: Session) -> str:
    mode = "ENDS" if session.adjusting else "VISUAL" if session.place.visual else ""
    side = "TRANSLATION" if session.place.side == "translation" else ""
    return f"{mode} {side}".strip()

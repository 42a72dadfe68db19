"""Transcripts of other tools brought into a study: looked at first, then written, never over anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from imcommerce_qual.actions.errors import RefusedError, WrongUseError
from imcommerce_qual.actions.importfile import Found, read_found, written_text
from imcommerce_qual.actions.importnames import id_from_name, known_participants, next_number, original_path
from imcommerce_qual.core.nearest import suggest
from imcommerce_qual.formats.draft import Draft, SpeakerChoices
from imcommerce_qual.formats.labels import unlike
from imcommerce_qual.formats.speakers import Declared
from imcommerce_qual.model.forgetting import Tombstone
from imcommerce_qual.model.problem import Place, Problem
from imcommerce_qual.store.forgotten import come_back, read_tombstones
from imcommerce_qual.store.ids import file_id_fault, folded
from imcommerce_qual.store.newfile import create_file


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlan:
    """What one file is, and what importing it will write: ``text`` to ``target``, its bytes to ``original``.

    ``notes`` are sentences on what was guessed or changed. A file with problems that are errors is not written.
    """

    source: Path
    id: str
    target: Path
    original: Path
    encoding: str
    encoding_guessed: bool
    language: str
    language_guessed: bool
    draft: Draft | None
    speakers: tuple[Declared, ...]
    text: str = field(repr=False)
    raw: bytes = field(repr=False)
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]

    @property
    def ready(self) -> bool:
        """Whether it can be written."""
        return not any(problem.severity == "error" for problem in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """An import that nobody has carried out yet; ``general`` problems concern no single file; an error forbids all."""

    root: Path
    files: tuple[FilePlan, ...]
    general: tuple[Problem, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong or worth a look."""
        return (*self.general, *(problem for file in self.files for problem in file.problems))


@dataclass(frozen=True, slots=True)
class Written:
    """The files that an import made, and why others were not."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...] = ()


def plan_import(
    paths: Iterable[Path],
    *,
    root: Path,
    encoding: str | None = None,
    speakers: SpeakerChoices | None = None,
    language: str | None = None,
    id: str | None = None,  # noqa: A002 - the field's name
    provenance: str = "real",
) -> ImportPlan:
    """What importing these files into the study at *root* would write; reads only.

    *speakers* decide about labels of all files; *id* names the one transcript, instead of the file's name.

    Raises:
        WrongUseError: there is no such encoding or provenance, or one id for several files.
    """
    sources = list({path.resolve(): path for path in paths}.values())
    if id is not None and len(sources) != 1:
        raise WrongUseError(f"one id for {len(sources)} files", "import them one by one, or leave the id out")
    if provenance not in {"real", "synthetic"}:
        raise WrongUseError(f"`{provenance}` is no provenance", "a transcript is `real` or `synthetic`")
    try:
        found = [read_found(path, encoding, speakers) for path in sources]
    except ValueError as error:
        raise WrongUseError(str(error)) from None
    taken = existing_ids(root)
    files: list[FilePlan] = []
    for each, name in zip(found, _ids(found, id, taken), strict=True):
        planned = {file.original: file.raw for file in files}
        files.append(_plan_file(root, each, name, planned, speakers, language, provenance))
    elsewhere = known_participants(root)
    stones = read_tombstones(root)
    files = [replace(file, problems=(*file.problems, *_id_problems(file, files, taken))) for file in files]
    files = [replace(file, problems=(*file.problems, *_met_before(file, files, elsewhere))) for file in files]
    files = [replace(file, problems=(*file.problems, *_forgotten(file, stones))) for file in files]
    return ImportPlan(root=root, files=tuple(files), general=tuple(_unknown_labels(found, speakers)))


def write_import(plan: ImportPlan) -> Written:
    """Write every file of the plan that has no errors: transcript and original, or neither; nothing is overwritten.

    Raises:
        RefusedError: a problem of the plan concerns all files.
    """
    forbidding = [problem for problem in plan.general if problem.severity == "error"]
    if forbidding:
        raise RefusedError(forbidding[0].message, forbidding[0].remedy, plan.general)
    paths: list[Path] = []
    problems: list[Problem] = []
    for file in plan.files:
        if file.ready:
            written = _write(file)
            paths += written.paths
            problems += written.problems
    return Written(tuple(paths), tuple(problems))


def existing_ids(root: Path) -> set[str]:
    """The folded ids of the study's transcripts, going by their files' names."""
    return {folded(path.stem) for path in (root / "transcripts").glob("*.md")}


def _ids(found: Sequence[Found], given: str | None, taken: set[str]) -> list[str]:
    """An id for each file: the one given, its own, its name's, or the next number that nothing has."""
    names = [given or each.own_id or id_from_name(each.path.stem) for each in found]
    used = taken | {folded(name) for name in names if name}
    ids = []
    for name in names:
        ids.append(name or next_number(used))
        used.add(folded(ids[-1]))
    return ids


def _plan_file(
    root: Path,
    found: Found,
    name: str,
    planned: dict[Path, bytes],
    speakers: SpeakerChoices | None,
    language: str | None,
    provenance: str,
) -> FilePlan:
    made = written_text(found, name, speakers=speakers, language=language, provenance=provenance)
    original = original_path(root, found.path, found.raw, name, planned)
    notes = list(made.notes)
    if name != found.path.stem:
        notes.insert(0, f"the id is {name}")
    if original.name != found.path.name:
        notes.append(f"the original is kept as {original.name}: sources/ has another file of its name")
    return FilePlan(
        source=found.path,
        id=name,
        target=root / "transcripts" / f"{name}.md",
        original=original,
        encoding=found.encoding,
        encoding_guessed=found.encoding_guessed,
        language=made.language,
        language_guessed=made.language_guessed,
        draft=found.draft,
        speakers=made.speakers,
        text=made.text,
        raw=found.raw,
        problems=(*found.problems, *made.problems),
        notes=tuple(notes),
    )


def _id_problems(file: FilePlan, files: list[FilePlan], taken: set[str]) -> Iterator[Problem]:
    """What forbids the id: its form, a transcript that has it, another file of this import."""
    place = Place(file=str(file.source))
    if wrong := file_id_fault(file.id):
        message = f"`{file.id}` cannot be a transcript's id: {wrong}"
        yield Problem(code="bad-id", message=message, remedy="name another with `--id`", place=place)
        return
    counts = Counter(folded(each.id) for each in files)
    free = unlike(file.id, taken | set(counts), "-")
    if folded(file.id) in taken:
        yield Problem(
            code="transcript-exists",
            message=f"there is a transcript {file.id} already, and nothing is overwritten",
            remedy=f"import it under a free id, such as `--id {free}`, or put the words into the one that is there",
            place=place,
        )
    elif counts[folded(file.id)] > 1:
        others = [str(each.source) for each in files if folded(each.id) == folded(file.id) and each is not file]
        yield Problem(
            code="same-id-twice",
            message=f"{', '.join(others)} would get the same id, {file.id}",
            remedy=f"import them one by one, one of them with `--id {free}`",
            place=place,
        )


def _met_before(file: FilePlan, files: list[FilePlan], elsewhere: Mapping[str, str]) -> Iterator[Problem]:
    """A participant's id that another transcript has: one person counts once, two must not share an id."""
    if not file.ready:
        return  # it will not be imported like this
    others = {folded(each.participant): other.id for other in files if other is not file for each in _people(other)}
    for each in _people(file):
        where = elsewhere.get(folded(each.participant)) or others.get(folded(each.participant))
        if where is not None:
            free = unlike(file.id, elsewhere.keys() | others.keys(), "-")
            yield Problem(
                code="participant-met-before",
                message=f"`{each.found}` becomes participant {each.participant}, who speaks in transcript {where} too",
                remedy="right if it is the same person, who then counts once; another person needs an id of their own: "
                f'`--speakers "{each.found}={each.label}:participant:{free}"`',
                place=Place(file=str(file.source)),
                severity="warning",
            )


def _forgotten(file: FilePlan, stones: tuple[Tombstone, ...]) -> Iterator[Problem]:
    """Words that were erased here do not come back with another file."""
    if come_back(stones, file.text):
        yield Problem(
            code="forgotten-words",
            message="words that were erased here, or names that have pseudonyms, are in this file",
            remedy="take them out of it first; whoever sent it has them still",
            place=Place(file=str(file.source)),
        )


class _Person(NamedTuple):
    found: str
    label: str
    participant: str


def _people(file: FilePlan) -> list[_Person]:
    return [_Person(each.found, each.label, each.participant) for each in file.speakers if each.participant is not None]


def _unknown_labels(found: Sequence[Found], speakers: SpeakerChoices | None) -> Iterator[Problem]:
    drafts = [each.draft for each in found if each.draft is not None and each.draft.shape != "own"]
    seen = {speaker.label for draft in drafts for speaker in draft.speakers}
    seen |= {label for each in found for label in each.labels}
    for label, choice in (speakers or {}).items():
        if label not in seen and drafts:
            yield Problem(
                code="speaker-not-found",
                message=f"no line begins with the label `{label}`",
                remedy=suggest(label, seen),
                place=Place(file="--speakers"),
                severity="error" if choice.label is not None else "warning",
            )


def _short(path: Path) -> str:
    return "/".join(path.parts[-2:])


def _write(file: FilePlan) -> Written:
    """One file's two, in the order in which a half-done import does no harm."""
    made: list[Path] = []
    try:
        kept = create_file(file.original, file.raw)
        made += [file.original] if kept else []
        if not kept and file.original.read_bytes() != file.raw:
            why = f"{_short(file.original)} has come to hold something else"
        elif create_file(file.target, file.text.encode("utf-8")):
            return Written((file.target, *made))
        else:
            why = f"{_short(file.target)} has come into being meanwhile"
    except OSError as error:
        folders = (file.original.parent, file.target.parent)
        in_the_way = [folder.name for folder in folders if folder.exists() and not folder.is_dir()]
        why = f"the disk refused: {error.strerror}"
        if in_the_way:
            why = f"`{in_the_way[0]}` should be a folder, and is a file"
    for path in made:
        path.unlink(missing_ok=True)
    problem = Problem(
        code="not-written",
        message=f"{why}; nothing of this file was imported",
        remedy="put that right, and import it again",
        place=Place(file=str(file.source)),
    )
    return Written((), (problem,))

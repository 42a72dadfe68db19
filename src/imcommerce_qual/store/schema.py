"""The shape of the YAML that people write, checked at the border."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationError

from imcommerce_qual.model.codebook import ChangeKind
from imcommerce_qual.model.study import EVERYWHERE

#: The newest version of each kind of file that this program reads.
VERSIONS = {"study": 1, "findings": 1, "transcript": 1, "codebook": 1, "memo": 1}

Text = StrictStr
Words = Annotated[StrictStr, Field(min_length=1)]
#: Files are numbered from 1.
Version = Annotated[StrictInt, Field(ge=1)]
Scalar = StrictBool | StrictInt | float | StrictStr | None


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def _by_transcript(value: Any) -> Any:
    return value if isinstance(value, dict) else {EVERYWHERE: value}


class CoderEntry(_Model):
    name: Text = ""
    languages: list[Text] = []
    wrote_codebook: StrictBool = False
    interviewer: StrictBool = False
    works_on: Annotated[dict[str, Literal["source", "translation"]], BeforeValidator(_by_transcript)] = {
        EVERYWHERE: "source"
    }
    constructed: StrictBool = False


class Reconciled(_Model):
    undecided: Text = "leave_out"


class AgreementWanted(_Model):
    wanted: StrictBool
    why: Text = ""


class Reporting(_Model):
    checklist: Literal["coreq", "srqr"] | None = None
    agreement: AgreementWanted | None = None


class StudyFile(_Model):
    version: Version
    title: Words
    cites: Text | None = None
    provenance: Literal["synthetic", "real"]
    codebook: Words
    attributes: dict[str, Literal["text", "integer", "number", "boolean"] | list[Scalar]] = {}
    coders: dict[str, CoderEntry] = {}
    reconciled: Reconciled = Reconciled()
    reporting: Reporting = Reporting()


class ThemeEntry(_Model):
    id: Words
    label: Words
    statement: Text = ""
    codes: list[Text] = []


class FindingEntry(_Model):
    id: Words
    statement: Words
    since: Text | None = None
    themes: list[ThemeEntry] = []


class QuestionEntry(_Model):
    id: Words
    text: Words


class FindingChangeEntry(_Model):
    id: Words
    at: Words
    by: Words
    change: Literal["reworded", "relabelled", "regathered", "added", "removed", "restored"]
    of: Words
    from_: Text | list[Text] = Field(alias="from")
    to: Text | list[Text]
    why: Text = ""


class FindingsFile(_Model):
    version: Version
    questions: list[QuestionEntry] = []
    findings: list[FindingEntry] = []
    across: list[ThemeEntry] = []
    history: list[FindingChangeEntry] = []


class MemoHead(_Model):
    version: StrictInt
    about: Words | list[Words]
    author: Words
    date: Words


class CodeEntry(_Model):
    id: Words
    label: Words
    short: Text = ""
    definition: Text = ""
    use_when: Text = ""
    not_when: Text = ""
    example: Text = ""
    origin: Text = ""
    support: Text = ""
    aliases: list[Text] = []
    key: Text | None = None
    color: Text | None = None
    rolls_up: StrictBool = True
    codes: list[CodeEntry] = []


class ChangeEntry(_Model):
    id: Words
    revision: StrictInt
    at: Words
    by: Words
    change: ChangeKind
    from_: list[Text] = Field(default=[], alias="from")
    to: list[Text] = []
    why: Text = ""


class CodebookFile(_Model):
    version: Version
    id: Words
    revision: StrictInt
    codes: list[CodeEntry]
    history: list[ChangeEntry] = []


class SpeakerEntry(_Model):
    role: Literal["interviewer", "participant", "other"]
    participant: Text | None = None


class ConsentEntry(_Model):
    status: Literal["given", "withdrawn", "unknown"]
    quotes: StrictBool | None = None


class ParticipantEntry(BaseModel):
    """Any keys: the study declares its attributes, and a check compares."""

    model_config = ConfigDict(extra="allow", frozen=True, defer_build=True)
    consent: ConsentEntry | None = None


class TranslationEntry(_Model):
    language: Words
    by: Text | None = None
    coded: StrictBool = False


class TranscriptHead(_Model):
    version: Version
    id: Words
    language: Words
    translation: TranslationEntry | None = None
    translated_from: Text | None = None
    speakers: dict[str, SpeakerEntry]
    participants: dict[str, ParticipantEntry | None] = {}
    interview: dict[str, Scalar] = {}
    provenance: Literal["synthetic", "real"]


KINDS: dict[str, type[BaseModel]] = {
    "study": StudyFile,
    "findings": FindingsFile,
    "codebook": CodebookFile,
    "transcript": TranscriptHead,
    "memo": MemoHead,
}

#: Paths (last key) whose unquoted dates are dates, as people write them.
DATES = frozenset({"since", "date", "at"})


def validate(kind: str, value: Any) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
    """The checked plain data of a file of this *kind*, or pydantic's errors as it lists them."""
    try:
        model = KINDS[kind].model_validate(value)
    except ValidationError as error:
        return None, [dict(each) for each in error.errors(include_url=False, include_context=True)]
    return model.model_dump(by_alias=True), []


def field_names(kind: str, path: tuple[str | int, ...]) -> list[str]:
    """The names that may stand at *path* of a file of this *kind*, for suggesting the nearest."""
    current: Any = KINDS[kind]
    for step in path:
        current = _inside(current, step)
        if current is None:
            return []
    if not (isinstance(current, type) and issubclass(current, BaseModel)):
        return []
    return [info.alias or name for name, info in current.model_fields.items()]


def _inside(kind: Any, step: str | int) -> Any:
    """The type one step further in: a field of a model, or what a list or mapping holds."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {info.alias or name: info for name, info in kind.model_fields.items()}
        return _model_in(fields[str(step)].annotation) if step in fields else None
    held = getattr(kind, "__args__", ())
    return _model_in(held[-1]) if held else None


def _model_in(annotation: Any) -> Any:
    """The model (or the container of one) in an annotation such as ``Model | None``."""
    if getattr(annotation, "__origin__", None) in {list, dict}:
        return annotation
    if isinstance(annotation, type):
        return annotation
    for each in getattr(annotation, "__args__", ()):
        if isinstance(each, type) and each is not type(None):
            return each
    return None

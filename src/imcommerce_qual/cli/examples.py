"""Lines to paste and change, printed under each command's help. A test reads every one as the program would."""

from __future__ import annotations

#: By command. The names are invented: `ana` and `ben` code, `S03` is a transcript, `price` a code, `F2` a finding.
EXAMPLES: dict[str, tuple[str, ...]] = {
    "init": (
        "imqual init study --example",
        'imqual init repair --title "Why people come" --coders ana,ben',
    ),
    "import": (
        "imqual import interviews/ada.txt --dry-run",
        "imqual import ada.txt --id P01 \\",
        '  --speakers "I=interviewer,Ada=P01:participant"',
    ),
    "check": ("imqual check", "imqual check codings --as ana"),
    "status": ("imqual status --as ana",),
    "show": ("imqual show S03 --as ana", "imqual show S03 --coded --code price --as ana"),
    "find": (
        'imqual find "impulse" --as ana',
        'imqual find "" --code price --where role=buyer',
    ),
    "code": ("imqual code S03 --as ana",),
    "review": ("imqual review price --as ana", "imqual review --stale --as ana"),
    "apply": (
        'imqual apply S03 price --quote "it was cheaper" --as ana',
        'imqual apply S03 price --quote "I asked her … and bought it." --as ana',
    ),
    "uncode": ('imqual uncode S03 price --quote "it was cheaper" --as ana',),
    "amend": (
        "imqual amend 1a2b3c4d --code trust --as ana",
        'imqual amend 1a2b3c4d --memo "about the group" --as ana',
    ),
    "split": ('imqual split 1a2b3c4d --before "But then" --code trust --as ana',),
    "confirm": ("imqual confirm 1a2b3c4d 5e6f7a8b --as ana",),
    "undo": ("imqual undo --as ana", "imqual undo S03 --as ana"),
    "redo": ("imqual redo S03 --as ana",),
    "done": ("imqual done S03 --as ana", "imqual done S03 --codes price,trust --as ana"),
    "reopen": ("imqual reopen S03 --as ana",),
    "plan list": ("imqual plan list",),
    "plan draw": ("imqual plan draw --share 0.25 --seed 7 --by role",),
    "plan assign": ("imqual plan assign ben S03 S04 --as ana",),
    "plan declare": ('imqual plan declare --not-wanted --why "a reflexive analysis" --as ana',),
    "plan hand-out": ("imqual plan hand-out ben --to ben.zip --as ana",),
    "plan hand-in": ("imqual plan hand-in ben.zip --dry-run --as ana",),
    "plan round open": (
        "imqual plan round open reliability-1 --share 0.25 --seed 7 \\",
        "  --coders ana,ben --target alpha=0.8 --as ana",
    ),
    "plan round close": ("imqual plan round close reliability-1 --as ana",),
    "plan round list": ("imqual plan round list",),
    "plan round cancel": ('imqual plan round cancel pilot --why "wrong transcripts" --as ana',),
    "compare": ("imqual compare S03 --as ana", "imqual compare --kind boundary"),
    "reconcile": ("imqual reconcile --by ana,ben", "imqual reconcile S03 --propose --as ana"),
    "decide": (
        'imqual decide 1a2b3c4d --take ana --why "the question is not coded"',
        'imqual decide --rule "boundary under 5: union" --why "stops" --dry-run',
    ),
    "decisions list": ("imqual decisions", "imqual decisions S03 --how postponed"),
    "decisions export": ("imqual decisions export --to appendix --format md,xlsx",),
    "transcript update": ('imqual transcript update S03 edited.txt --why "a typo" --as ana',),
    "transcript record": ('imqual transcript record S03 --why "a name taken out" --as ana',),
    "transcript history": ("imqual transcript history S03",),
    "transcript lost": ("imqual transcript lost --as ana",),
    "codebook export": ("imqual codebook export --to appendix --format html",),
    "codebook import": ("imqual codebook import codes.xlsx --dry-run --as ana",),
    "codebook show": ("imqual codebook show", "imqual codebook show price"),
    "codebook add": (
        'imqual codebook add price.shipping --label "Cost of delivery" \\',
        '  --definition "What delivery costs bears on buying" --as ana',
    ),
    "codebook edit": (
        'imqual codebook edit price --definition "What it costs" \\',
        '  --meaning widened --why "delivery counts too" --as ana',
    ),
    "codebook rename": ("imqual codebook rename price cost --dry-run --as ana",),
    "codebook move": ("imqual codebook move price --under reasons --as ana",),
    "codebook merge": ('imqual codebook merge cheap bargain --into price --why "the same" --as ana',),
    "codebook split": ("imqual codebook split trust --into trust.kin --into trust.shop --as ana",),
    "codebook retire": ('imqual codebook retire mood --why "nobody could tell it" --as ana',),
    "codebook restore": ("imqual codebook restore mood --as ana",),
    "codebook undo": ("imqual codebook undo --dry-run --as ana",),
    "codebook revert": ("imqual codebook revert h12 --as ana",),
    "codebook stale": ("imqual codebook stale --as ana", "imqual codebook stale --omissions --as ana"),
    "codebook log": ("imqual codebook log",),
    "codebook diff": ("imqual codebook diff 3", "imqual codebook diff 2026-05-01 2026-06-01"),
    "codebook record": ("imqual codebook record --renamed cheap=price --dry-run --as ana",),
    "codebook resolve": ("imqual codebook resolve --dry-run --as ana",),
    "codebook proposals list": ("imqual codebook proposals list --all --as ana",),
    "codebook proposals show": ("imqual codebook proposals show neighbours --as ana",),
    "codebook proposals accept": ("imqual codebook proposals accept neighbours --parent trust --as ana",),
    "codebook proposals merge": ("imqual codebook proposals merge neighbours --into trust --as ana",),
    "codebook proposals decline": ('imqual codebook proposals decline neighbours --why "said once" --as ana',),
    "codebook proposals reopen": ("imqual codebook proposals reopen neighbours --as ana",),
    "findings show": ("imqual findings show F2",),
    "findings edit": ('imqual findings edit F2 --statement "…" --why "too wide" --as ana',),
    "findings add": ('imqual findings add F4 --statement "…" --as ana',),
    "findings remove": ('imqual findings remove F4 --why "part of F2" --as ana',),
    "findings restore": ("imqual findings restore F4 --as ana",),
    "findings record": ('imqual findings record --why "edited by hand" --as ana',),
    "findings log": ("imqual findings log F2",),
    "findings confirm": ("imqual findings confirm --all F2 --as ana",),
    "findings theme add": (
        'imqual findings theme add cheaper --label "It costs less" \\',
        "  --codes price,-price.shipping --finding F2 --as ana",
    ),
    "memo new": ('imqual memo new price --text "Is it about money at all?" --as ana',),
    "memo list": ("imqual memo list price",),
    "memo show": ("imqual memo show is-it-about-money",),
    "memo edit": ("imqual memo edit is-it-about-money --as ana",),
    "themes": ("imqual themes", "imqual themes --finding F2 --quotes 1 --coder reconciled"),
    "matrix": ("imqual matrix", "imqual matrix --by turn --pairs"),
    "groups": ("imqual groups role", "imqual groups age --cuts 30,50"),
    "saturation": ("imqual saturation --base 4 --run 2 --threshold 0.05",),
    "coverage": ("imqual coverage", "imqual coverage --rare"),
    "grid show": ("imqual grid show S03",),
    "grid set": ('imqual grid set S03 cheaper --text "Compares, then asks her aunt" --as ana',),
    "grid undo": ("imqual grid undo --as ana",),
    "methods": ("imqual methods --sources", "imqual methods --checklist"),
    "agree": (
        "imqual agree --round reliability-1",
        "imqual agree --by transcript --plot agreement.svg",
        "imqual agree --table ratings.csv --coef cohen_kappa,ac1 --missing NA",
    ),
    "quotes check": ("imqual quotes check draft.docx", "imqual quotes check paper.tex --map P=S --all"),
    "quotes pick": ("imqual quotes pick --finding F2 -n 5",),
    "quotes keep": ('imqual quotes keep 1a2b3c4d --trim "I asked […] and bought it." --as ana',),
    "quotes list": ("imqual quotes list --side translation",),
    "quotes drop": ('imqual quotes drop 1a2b3c4d --why "says too much of her" --as ana',),
    "export": (
        "imqual export themes evidence --to tables --format docx",
        "imqual export transcript S03 --to tables",
    ),
    "report": ("imqual report --to report --open", "imqual report --to public --public"),
    "pseudonymise": ("imqual pseudonymise --map ../names.yaml --as ana",),
    "erase": ("imqual erase --participant S03 --as ana",),
}


def epilogue(name: str) -> str | None:
    """What stands under the help of the command *name* (`plan round open`); None for a group of commands."""
    lines = EXAMPLES.get(name)
    if lines is None:
        return None
    one = sum(not line.startswith(" ") for line in lines) == 1
    # Click leaves a paragraph that begins with a backspace as it is written.
    return "\b\n" + "\n".join(["Example:" if one else "Examples:", *(f"  {line}" for line in lines)])

"""Drafts written by hand, as different authors would: files beside this one, and Word documents and PDFs made here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.manuscripts.writers import docx, pdf, table

FOLDER = Path(__file__).parent / "written"


@dataclass(frozen=True)
class Written:
    """A draft with the truth about it; those that are *held out* were not looked at while the rules were made."""

    name: str
    raw: bytes
    quotes: tuple[tuple[str, str], ...]
    held_out: bool = False
    given: dict[str, str] = field(default_factory=dict)


def written() -> Iterator[Written]:
    """All of them."""
    truth = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    for name, about in truth.items():
        yield Written(
            name,
            (FOLDER / name).read_bytes(),
            tuple((words, kind) for words, kind in about["quotes"]),
            about.get("held_out", False),
            about.get("map", {}),
        )
    yield from _word()
    yield from _pdfs()


def _word() -> Iterator[Written]:
    tracked = (
        "<w:p><w:r><w:t>S04 was brief: “Half. There’s no </w:t></w:r>"
        '<w:del w:id="1"><w:r><w:delText>heating at all</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>air con</w:t></w:r><w:r><w:t>ditioning</w:t></w:r></w:ins>'
        "<w:r><w:t> when it’s standing.”</w:t></w:r></w:p>"
    )
    yield Written(
        "19-tracked.docx",
        docx(
            [
                ("h", "Findings"),
                ("xml", tracked),
                ("p", "S09 finds most colleagues strangers:"),
                ("indent", "Now it’s a hundred and sixty people and most of them I could tell you who they are."),
                ("p", "(S09, both)"),
                (
                    "p",
                    "As S02 said, “I got really dark. My mum came to fetch me at National Day and she just said aiya”.",
                ),
            ],
            notes=["S07: “Beans with a little pork. Have you eaten, teacher?” (S07)"],
        ),
        (
            ("Half. There’s no air conditioning when it’s standing.", "verbatim"),
            ("Now it’s a hundred and sixty people and most of them I could tell you who they are.", "altered"),
            ("I got really dark. My mum came to fetch me at National Day and she just said aiya", "verbatim"),
            ("Beans with a little pork. Have you eaten, teacher?", "verbatim"),
        ),
    )
    yield Written(
        "20-styles.docx",
        docx(
            [
                ("h", "4.3 “It’s still him”: relations with one seller"),
                ("p", "One driver had bought from a single person for years, whom he would not change."),
                ("quote", "“There was a man selling waxberries in there. Geng. It's still him.” – S4, buyer"),
                ("p", "Others were drawn in by what colleagues ordered, as this office worker explains:"),
                (
                    "quote",
                    "On nine there'd been an auntie with a trolley and up here there's a machine, and the machine wants coins. Who's got coins? (S12)",
                ),
                ("p", "In their study of gifts, Yan describes “the flow of gifts in a Chinese village” (Yan, 1996)."),
            ]
        ),
        (
            ("It’s still him", "passed over"),
            ("There was a man selling waxberries in there. Geng. It's still him.", "verbatim"),
            (
                "On nine there'd been an auntie with a trolley and up here there's a machine, and the machine wants coins. Who's got coins?",
                "wrong participant",
            ),
        ),
    )
    yield Written(
        "21-tables.docx",
        docx(
            [
                ("p", "Table 3 gives examples."),
                (
                    "xml",
                    table(
                        [
                            ("Code", "Example quotation", "Source"),
                            ("Woven into the day", "I do quotations.", "S09"),
                            (
                                "Offers come to you",
                                "“Saturday night you go round to the back gate of the coach station and he's brought it.”",
                                "S07",
                            ),
                            ("Trust broken", "The landlord's told him it smells.", "S7"),
                            ("Less searching", "I would never buy oil from somebody who only knows his fruit", "S04"),
                        ]
                    ),
                ),
            ]
        ),
        (
            ("Saturday night you go round to the back gate of the coach station and he's brought it.", "verbatim"),
            ("The landlord's told him it smells.", "verbatim"),
            ("I would never buy oil from somebody who only knows his fruit", "not found"),
        ),
        held_out=True,
    )
    yield Written(
        "22-zh.docx",
        docx(
            [
                ("h", "三、研究发现"),
                ("p", "受访者S10谈到天气和劳作：“楼顶在晒笋干，天晴了拿出来再晒一遍，味道很淡。”"),
                ("p", "另一位受访者则从事后台工作（S06）："),
                ("indent", "后台。看凭证。柜台收的单子，扫描上来，一张一张看。"),
                ("p", "“团长”一词在不同地区含义不同。12位受访者中有3位提到“Mutual trust”。"),
            ]
        ),
        (
            ("楼顶在晒笋干，天晴了拿出来再晒一遍，味道很淡。", "altered"),
            ("后台。看凭证。柜台收的单子，扫描上来，一张一张看。", "verbatim"),
        ),
        held_out=True,
    )


def _pdfs() -> Iterator[Written]:
    yield Written(
        "23-two-pages.pdf",
        pdf(
            [
                "4 FINDINGS",
                *(
                    [
                        "This paragraph fills the page with words of the authors about method and setting, none of them quoted. "
                        * 4
                    ]
                    * 7
                ),
                "As S09 explained, “I look at the group. Like others go down for a smoke. Somebody's put up konjac noodles, and "
                "somebody says the last ones were like rubber, and then it's where shall we go for hotpot, and then it's the "
                "noodles again.” Such breaks are part of working life in the office.",
                "“It's cheaper by the carton, three yuan a packet, I think” (S09).",
            ]
        ),
        (
            (
                "I look at the group. Like others go down for a smoke. Somebody's put up konjac noodles, and somebody says the last ones were like rubber, and then it's where shall we go for hotpot, and then it's the noodles again.",
                "verbatim",
            ),
            ("It's cheaper by the carton, three yuan a packet, I think", "altered"),
        ),
    )
    yield Written(
        "24-labels.pdf",
        pdf(
            [
                "Participants differed in how they came to the groups. Participant 12 joined because of his wife: "
                "“she was seven months gone and the doctor said lie down. So somebody had to fetch things”. Participant 7 "
                "was added by a relative and said: “You have to burn the skin off and scrub it. My mother does ours over the "
                "fire with cypress, it hangs there the whole summer.” The term “group buying” is common.",
                "“Half the day I'm on the phone being sorry.” (Participant 2)",
            ]
        ),
        (
            ("she was seven months gone and the doctor said lie down. So somebody had to fetch things", "verbatim"),
            (
                "You have to burn the skin off and scrub it. My mother does ours over the fire with cypress, it hangs there the whole summer.",
                "altered",
            ),
            ("Half the day I'm on the phone being sorry.", "wrong participant"),
        ),
        held_out=True,
    )
    yield Written(
        "25-unmarked.pdf",
        pdf(
            [
                "The move online was gradual, and one recommender described her mornings as follows.",
                "By seven they're all up chasing the kids off to school, who's going to look at you. Some are half asleep and "
                "tap it twice, and later it's, sis, take one off for me. (S01, recommender)",
                "We return to this in the discussion.",
            ]
        ),
        (
            (
                "By seven they're all up chasing the kids off to school, who's going to look at you. Some are half asleep and tap it twice, and later it's, sis, take one off for me.",
                "verbatim",
            ),
        ),
        held_out=True,
    )

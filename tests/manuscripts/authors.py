"""Drafts as twelve different authors would set them, with what is right and wrong in each.

They were written from the example's transcripts before anybody ran the check on them; the faults are planted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from docx import Document
from docx.shared import Cm


@dataclass(frozen=True, slots=True)
class Authored:
    """A draft.

    ``quotes`` are pairs (words, verdict), ``passed`` words in quotation marks that are no quotation, ``counts`` pairs
    (words of a count, verdict), ``given`` pairs (label, participant).
    """

    name: str
    raw: bytes
    quotes: tuple[tuple[str, str], ...]
    passed: tuple[str, ...] = ()
    counts: tuple[tuple[str, str], ...] = ()
    given: tuple[tuple[str, str], ...] = ()


CHI = r"""
\documentclass[sigconf]{acmart}
\newcommand{\pquote}[2]{\begin{quotationsetup}\textit{``#2''} (#1)\end{quotationsetup}}
\newcommand{\inq}[2]{``#2''~[#1]}
\newenvironment{quotationsetup}{\begin{quote}\small}{\end{quote}}
\begin{document}
\section{Findings}
% old: \pquote{S04}{I only sell fruit}
Nine of the 12 participants mentioned neighbours and colleagues, and all of them talked about trust in a person.
Buying happens where people already are:
\pquote{S02}{There's a little card in the chat. You press on it and it comes up over the top, you pick lavender or no
smell, it's got the address already, then your finger for the money, and it goes down again and you're back in the group.}
For \inq{S04}{I only buy fruit} the matter is settled. Others follow a name they know:
\pquote{S09}{I saw that Lulu from customs had put two, so I put three.}
Following is not agreement, however:
\pquote{S09}{They'd say he's tight. They said that to me last summer.}
What \textbf{S12} calls ``the threes'' is a way of reading: \inq{S12}{With stars you do at least get the threes\ldots{} The
fives have only just opened the box.}
\begin{table}\begin{tabular}{lll}
\toprule Who & Theme & Quotation \\ \midrule
S07 & Give and take & ``So now I join in. I send eighteen hundred home every month'' \\
S05 & New ties & ``I see somebody in the yard and I could tell you the surname.'' \\
S01 & Shopping within reach & ``From here, the door. Someone comes in for a tap and I say, scan this, sister'' \\
\bottomrule\end{tabular}\caption{Themes.}\end{table}
\end{document}
"""

THESIS = """\
# 5 Findings

## 5.1 Mutual trust

All twelve participants spoke of mutual trust, and eight of them of Price for buying together.[^n]
A buyer in her sixties admitted that before, she "had never bought one single thing on the internet" (S03).
The driving instructor said, "He puts it up about ten to ten, usually. Yellow peaches, five jin, thirty-five" (S04).
It was a matter of "word of mouth", as the literature has it (Arndt, 1967).

> You can't go in with them, you stand under the tin roof with the other instructors. He puts it up about ten to ten,
> usually. [...] If people put anything else in between he can't count it.
>
> --- S04, buyer, 45

"I only buy fruit," S04 said, "nothing else."

"Insoles," S02 said. "Everybody's feet hurt. There was a class group and nobody knew anybody yet".

[^n]: One of them put it so: "My wife has to say yes as well, otherwise it's a no" (S12). Another, "She's afraid
    somebody will cheat me. Teacher Zhu here was never cheated" (S03).

| Participant | Words |
|---|---|
| S08 | "Eight years standing at the hotel didn't give me muscles, and then twenty-one days did it." |
| S10 | "The money's gone and you don't know what the thing will look like, do you?" |
"""

BRITISH = """\
4. Findings

S12 was dry about neighbours. ‘He’s bought the thing already, so he’d rather not know if it’s bad, and he’ll be meeting
me in the lift’, he said. Of the mosquito lamp he told us: ‘I was going to show her the tray, but my wife said she’s
seventy, leave her alone. So no.’

S05 recalled how it began: ‘And one of them, 7-1902, I still have her, writes: “Is there another one for my
sister-in-law?” That was the beginning.’

‘[S]he’s afraid somebody will cheat me’ (S03). ‘[…] it’s got the address already, then your finger for the money’ (S02).
S07 feared that ‘[t]hey’d say he’s [stingy]’. She didn’t like it: ‘It wasn’t nice, before that. So now I join in’ (S07).

The participants’ accounts of ‘thumbs up’ culture and of ‘social capital’ differ.
"""

EMAIL = """\
From: M
To: J
Subject: Re: quotes for the abstract

> Which of these are still right?
> S09 said "The list goes up and it's so quick you can't see what's at the top, you only see the names going on".
> S11: "I wouldn't say anything. I buy prawns off her."

The first one, yes. I would add S07, "On the phone somebody puts good, good, good, and the thumb, and I don't know who that
is."

And the one from S06: "Where's the recording kept?" Or her "That's what we tell customers at the bank."
I also like "You get all sorts on the counter" (S08).
"""

DESCRIBED = r"""
\section{Results}
\begin{quote}
Five hundred. When it's used up she sends me more. She's afraid somebody will cheat me. \hfill (S03, 63, buyer)
\end{quote}
The retired teacher told us that ``the young teachers in the office were opening parcels all day long''.
A student was blunt about it: ``I'd known these people for two days, I wasn't going to be the one who, like, did.''
\blockquote[S10]{My Mandarin isn't proper.}
\begin{displayquote}
My own uncle changed his number. He says it was the tariff. [S05]
\end{displayquote}
\begin{quote}
``Three. The other one stalled on the hill. He plays the piano, you'd think he'd have a foot.'' --- S04
\end{quote}
Only one participant (S05) spoke of having left shopping behind. Nobody mentioned paying later, and seven participants
mentioned ratings by strangers. Three quarters of the participants talked about getting to know members.
"""

MAPPED = """\
Mei is a student in a hall of residence. "They switch the power off at eleven here, so everyone's just lying there with a
phone," Mei told us. Old Zhou teaches people to drive: "It's three years, then it's expired." Zhou's customers know this.
Lin, who quotes freight, laughed: "Sometimes they ask what it costs, sometimes they ask where it is" (Lin).
"I don't quite know when that happened. Some time in the winter," Mei added.
"""

NUMBERED = """\
**P12.** "Twice. On page one it says twenty minutes and on page two it says thirty."

**P4.** "I told him his brake light was out. Left one."

**P7** noted: "They stand up twelve hours as well, and send it home. If he writes these shoes last, he's been standing in
them."

P5 counted lines: "write down a hundred people you know" (P5). P9 said that "nobody asks what it costs any more, they ask
where it is", and P2 said "the one on the ceiling only reaches two".
"""

ZH = [
    "4.1 群体规范",
    "受访者S03谈到，“我以前在网上是一样东西都没买过的”（S03，63岁，买家）。",
    "他说：“人家来买个水龙头，我说姐你扫一下，往后有便宜鸡蛋。”（S01）",
    "有受访者提到「后台。看凭证。柜台收的单子，扫描上来，一张一张看。」（S06）",
    "另一位受访者讲：“两天就没了，九块九一箱吧，那时候橘子贵。”（S01）",
    "“坏了二十一天了，六月二号坏的。物业就贴了张纸……”（S08）",
    "“楼顶在晒笋干，天晴了拿出来再晒一遍，味道很重。”（S08）",
    "这就是费孝通所说的“差序格局”（费孝通，1948），也可以叫做“熟人社会”。",
    "十二位受访者中有九位谈到“Rules”，所有受访者都提到“Mutual trust”，五位受访者提到“Following the others”。",
]


def _acm() -> bytes:
    document = Document()
    document.add_heading("Findings", 1)
    document.add_paragraph("Trust is a matter of standing beside somebody. In the words of one buyer:")
    for text in (
        "I ask here. In the canteen. The ones I sit with, we always have this table, by the pillar, and the phone goes "
        "round, what do you think. If one of them’s got it, I ask him, and I can see his face. (S07, buyer, 26)",
        "Front desk, eight years. Nearly five-star. I mean there are four stars on the sign and one of them we stuck on "
        "ourselves. (S08, recommender and buyer, 31)",
        "I was in a mood all day. I went and wrote it in the group, so now I’m the one who makes a fuss about eight "
        "yuan. I didn’t look again. (S09)",
        "Four acres. Tea since my father-in-law’s time, and my grandfather’s before him, and his father’s. (S10)",
    ):
        block = document.add_paragraph(text)
        block.paragraph_format.left_indent = Cm(1)
    document.add_paragraph(
        "S04 (buyer, 45) was brief: “Three years. June 2017. Waxberries.” The “platform economy” was not his word."
    )
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Theme", "n", "Example"), strict=True):
        cell.text = text
    for row in (
        ("Norms of the group", "12 of 12", "“Nobody said he had to.” (S07)"),
        ("New ties", "11 of 12", "“I didn’t know a soul over there, it’s a different gate” (S05)"),
        ("Earning from it", "7 of 12", "“In Germany there’s somebody in before three” (S09)"),
    ):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return _saved(document)


def _chinese() -> bytes:
    document = Document()
    document.add_heading(ZH[0], 2)
    for text in ZH[1:]:
        document.add_paragraph(text)
    return _saved(document)


def _saved(document) -> bytes:
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def columns(left: Sequence[str], right: Sequence[str]) -> bytes:
    """A page of PDF with two columns of lines."""
    parts = ["BT /F1 9 Tf 12 TL"]
    for at, lines in ((50, left), (320, right)):
        parts.append(f"1 0 0 1 {at} 740 Tm")
        parts += [
            "({}) Tj T*".format(line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")) for line in lines
        ]
    stream = ("\n".join(parts) + "\nET").encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for n, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )


PAPER = columns(
    [
        "4 Findings",
        "Most participants described shopping by phone.",
        "S05 put it in terms of a game: “Then you ring",
        "them up, and by summer nobody answers. My",
        "own uncle changed his number.” Others saw",
        "the group as a con-",
        "venience. “She does vegetables” (S04). As",
        "S07 said, “everybody put in four yuan and I",
        "said I don’t eat melon, and that was because",
        "of the taste” (S07).",
    ],
    [
        "4.2 Norms",
        "S09 explained that “Friday fruit is a person,",
        "not a group, and I love it for that reason”.",
        "“We’ve got a long sink in the corri-",
        "dor and you stand in a row” (S02), which is",
        "what “collective consumption” means [12].",
        "S12 kept a table of it: “For the neighbours",
        "it’s fourteen out of twenty-two” (S12).",
        "Nine participants mentioned following the",
        "others.",
    ],
)

NESTED = """\
### Others' voices

S09 told us what Lulu said: "she said some of it you'd have needed anyway." S09 heard from the wallet: "you sent most to
this friend, nine thousand eight hundred, and a heart."

S07 remembered the line 'go on, take a piece': "somebody said, 'go on, take a piece', and I took a piece. It wasn't nice,
after that."

S05 imitates the drill: "'Good! Very good! Extremely good!' With the arms. Then you dance. 'Little Apple', every morning,
on an empty stomach."

S12's wife said "he's seventy, leave him alone" (S12).

"We've got test users at work, and they're mostly different people, they come for the pay" (S12).

S06 asked first, "Wait. Who's paying for this?", and then relented.
"""


def authored() -> tuple[Authored, ...]:
    """The twelve drafts."""
    return (
        Authored(
            "chi.tex",
            CHI.encode(),
            (
                ("There's a little card in the chat", "verbatim"),
                ("I only buy fruit", "verbatim"),
                ("so I put three", "altered"),
                ("They'd say he's tight", "wrong participant"),
                ("With stars you do at least get the threes", "trimmed"),
                ("So now I join in. I send eighteen", "verbatim"),
                ("I could tell you the surname", "altered"),
                ("From here, the door", "verbatim"),
            ),
            ("the threes",),
            (("Nine of the 12 participants", "agrees"), ("all of them", "differs")),
        ),
        Authored(
            "acm.docx",
            _acm(),
            (
                ("I ask here. In the canteen", "verbatim"),
                ("Nearly five-star", "altered"),
                ("I was in a mood all day", "cut"),
                ("Four acres. Tea since", "not found"),
                ("Three years. June 2017", "verbatim"),
                ("Nobody said he had to", "verbatim"),
                ("know a soul over there", "verbatim"),
                ("In Germany there", "altered"),
            ),
            ("platform economy",),
            (("12 of 12", "agrees"), ("11 of 12", "differs"), ("7 of 12", "agrees")),
        ),
        Authored(
            "thesis.md",
            THESIS.encode(),
            (
                ("had never bought one single thing", "verbatim"),
                ("He puts it up about ten to ten, usually. Yellow", "verbatim"),
                ("You can't go in with them", "trimmed"),
                ("I only buy fruit", "verbatim"),
                ("Everybody's feet hurt", "verbatim"),
                ("My wife has to say yes", "verbatim"),
                ("Teacher Zhu here was never cheated", "altered"),
                ("Eight years standing", "verbatim"),
                ("The money's gone", "wrong participant"),
            ),
            ("word of mouth",),
            (("All twelve participants", "agrees"), ("eight of them", "agrees")),
        ),
        Authored(
            "british.txt",
            BRITISH.encode(),
            (
                ("bought the thing already", "verbatim"),
                ("I was going to show her the tray", "verbatim"),
                ("And one of them, 7-1902", "verbatim"),
                ("afraid somebody will cheat me", "verbatim"),
                ("got the address already", "verbatim"),
                ("before that. So now I join in", "altered"),
            ),
            ("thumbs up", "social capital"),
        ),
        Authored(
            "mail.txt",
            EMAIL.encode(),
            (
                ("The list goes up", "verbatim"),
                ("I buy prawns off her", "no consent"),
                ("On the phone somebody puts good", "verbatim"),
                ("Where's the recording kept", "verbatim"),
                ("That's what we tell customers", "verbatim"),
                ("You get all sorts on the counter", "wrong participant"),
            ),
        ),
        Authored(
            "described.tex",
            DESCRIBED.encode(),
            (
                ("Five hundred. When it's used up", "verbatim"),
                ("the young teachers in the office", "verbatim"),
                ("I wasn't going to be the one who, like, did", "altered"),
                ("My Mandarin isn't proper", "verbatim"),
                ("My own uncle changed", "verbatim"),
                ("The other one stalled on the hill", "cut"),
            ),
            (),
            (
                ("one participant", "agrees"),
                ("Nobody", "agrees"),
                ("seven participants", "agrees"),
                ("Three quarters of the participants", "differs"),
            ),
        ),
        Authored(
            "mapped.md",
            MAPPED.encode(),
            (
                ("They switch the power off", "verbatim"),
                ("It's three years, then it's expired", "verbatim"),
                ("sometimes they ask where it is", "altered"),
                ("I don't quite know when that happened", "wrong participant"),
            ),
            given=(("Mei", "S02"), ("Old Zhou", "S04"), ("Zhou", "S04"), ("Lin", "S09")),
        ),
        Authored(
            "numbered.md",
            NUMBERED.encode(),
            (
                ("Twice. On page one", "verbatim"),
                ("I told him his brake light", "verbatim"),
                ("They stand up twelve hours", "verbatim"),
                ("write down a hundred people", "verbatim"),
                ("nobody asks what it costs any more", "verbatim"),
                ("the one on the ceiling only reaches two", "wrong participant"),
            ),
        ),
        Authored(
            "中文.docx",
            _chinese(),
            (
                ("我以前在网上", "verbatim"),
                ("人家来买个水龙头", "verbatim"),
                ("后台。看凭证", "verbatim"),
                ("那时候橘子贵", "altered"),
                ("坏了二十一天了", "verbatim"),
                ("楼顶在晒笋干", "wrong participant"),
            ),
            ("差序格局", "熟人社会"),
            (("十二位受访者中有九位", "agrees"), ("所有受访者", "agrees"), ("五位受访者", "differs")),
        ),
        Authored(
            "paper.pdf",
            PAPER,
            (
                ("Then you ring", "verbatim"),
                ("She does vegetables", "verbatim"),
                ("everybody put in four yuan", "altered"),
                ("Friday fruit is a person", "not found"),
                ("a long sink in the corri", "verbatim"),
                ("For the neighbours", "verbatim"),
            ),
            ("collective consumption",),
            (("Most participants", "agrees"), ("Nine participants", "differs")),
        ),
        Authored(
            "nested.md",
            NESTED.encode(),
            (
                ("she said some of it", "verbatim"),
                ("you sent most to", "verbatim"),
                ("somebody said, 'go on", "verbatim"),
                ("'Good! Very good!", "verbatim"),
                ("he's seventy, leave him alone", "altered"),
                ("We've got test users at work", "altered"),
                ("Wait. Who's paying for this", "verbatim"),
            ),
        ),
    )

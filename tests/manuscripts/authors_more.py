"""A second dozen of authors' habits: macros, lists, other languages' quotation marks, words far from their names."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from tests.manuscripts.authors import Authored

MACROS = r"""
\documentclass{article}\usepackage{csquotes,dirtytalk}
\newcommand{\participantquote}[2][]{\begin{quote}\emph{#2}\hfill---~#1\end{quote}}
\newcommand\Pp[1]{\textsc{s#1}}
\newcommand{\qt}[3]{``#1'' (S#2, #3)}
\DeclareRobustCommand{\vp}[2]{\textit{\say{#2}}~(\textsf{#1})}
\begin{document}
\participantquote[S05]{Then you ring them up, and by summer nobody answers.}
\participantquote[S04]{It's four years, then it's expired.}
\qt{My mother does ours over the fire with cypress, it hangs there the whole winter.}{07}{buyer, 26}
\qt{We've got a long sink in the corridor and you sit in a row.}{02}{buyer}
\vp{S12}{I mostly read the threes.} \vp{S02}{I've seen her twice. She's a little thing.}
\textquote[S09]{I could say they're for taking lunch in, because we all bring our lunch now. But it was because Lulu put
two.}
\enquote{I don't have glasses. \textelp{} The others} (S07).
\begin{description}
\item[S05] Six jin of taro. And behind me, can you see, those are tonight's bags.
\item[S02] ``They do the roof on North Five. They start at six in the morning''
\end{description}
\begin{itemize}
\item \enquote{I've only the phone. My wages come in on it} (S07)
\item \enquote{Once. He leaves it with the guard, with your number on it in marker, you fetch it after work} (S04)
\end{itemize}
As Table~\ref{t} shows, \enquote{mutual trust} matters.
\begin{tabularx}{\linewidth}{lX}
Code & Example \\ \hline
Price & S04: \enquote{Market's eight, eight and a half for that size} \\
Give and take & S11: \enquote{I'd done two of her nights when her mother had her eyes done} \\
\multirow{2}{*}{Trust} & \enquote{So I wouldn't think she'd sell me bad prawns.} (S11) \\
 & \enquote{If one of them's got it, I ask him, and I can see his face} (S07) \\
\end{tabularx}
\end{document}
"""

LISTS = """\
# Results

* S04: I told him his brake light was out. Left one.
* S07 — "We wear a jacket. Then you come out and it's like, your glasses go white."
* "I scrolled up to see what I got" [S09]

S05 is ‘not offended’ easily. Two of them spoke of strangers: "Some of those are paid for, fine, say ten percent, say
twenty" and "I see somebody in the yard and I couldn't tell you the surname" (S12 and S05, respectively).

«Nobody said he had to. But with five it's thirty-eight, and you're six people in a room» (S07).
„She was three years above us, food science, she's graduated but she stayed here“ (S02).

S03 (63) had her bank card put in by her daughter. She recalled: "my daughter sat on the sofa with my phone a whole
afternoon and got my bank card into WeChat".

It is S01 who complained most. 'He's one of those,' she said of her husband, 'every nail's got its own little drawer, touch
one and he knows.'

<blockquote>It was supposed to be three and then there was a typhoon, so we sat in the gym and learned songs.<br>(S02)</blockquote>

> **S06:** I did two years on the counter first, then my throat went and they moved me.

> "I have a look at the other apps, and I never buy what is in the list." (S09)

One buyer wanted "a bathroom. Like their own one" (S02), another "shoes" (S07).
"""

LONG = """\
5.2 Being one of them

"S07 does not want to stand aside," one of us wrote in a memo. He says: "So now I join in. I send eighteen hundred home
every month, I have to be a bit careful, but I join in." A little later he asks, "Is that the sort of thing you meant?" The
interviewer's own "So all six of you wanted a fan?" had prompted it.

"I did think about why," S09 says. "I could say they're for taking lunch in, because we all bring our lunch now. But it was
because Lulu put two." This is what we call "following".

When S12 had "planned to eat at [his] mother-in-law's", he forgot. "So now we're doing both" (ibid.).

S02 (...) "wrote that his cousin had gel insoles, nine yuan a pair (...). So I put one too. I didn't really know what an
insole was for" (S02).

"I bought at the night market, outside the gate. I've never had a computer, teacher" (S07).

For S08, "the lift's broken, ninth floor" is the whole of the story, whereas S12 speaks of "a made table" of purchases.

S05 and her neighbours: "it's your aunt, and your dentist, and some girl who sat behind you in Year Two" -- S05, p. 3.

"How did you choose us? Is it a sample?" asked S12. "Then you'll have those who like talking about it".
"""

COUNTS = """\
Being a recommender came up with eight participants; the recommender's side of trust was raised by seven.
Ratings by strangers were brought up by 7 of 12 participants, but only 5 (42%) mentioned ties that grow stronger.
Of the twelve participants, nine talked about give and take and ten about Rules.
Eight of our interviewees bought on impulse. Two thirds of participants described paying in the app.
Three quarters of our interviewees spoke of "Rules", a quarter of the participants of "Both at once".
Two of the five buyers from the big city mentioned Woven into the day.
Both recommenders talked about price for buying together.
Twelve participants signed the form; 12 interviews lasted 14 to 78 minutes.
In our sample, most participants had shopped online before, and half of the participants lived in cities.
Hardly any participant spoke of paying later, and everyone spoke of norms of the group.
Only S05 (one of twelve participants) had left shopping behind.
"""


def _runs() -> bytes:
    document = Document()
    document.add_heading("Results", 1)
    paragraph = document.add_paragraph("S09 laughed about it. ")
    paragraph.add_run("I haven’t got ").italic = True
    paragraph.add_run("an oven").bold = True
    paragraph.add_run(". So he doubled the order, “which I ").italic = False
    paragraph.add_run("shouldn’t do”, as S09 put it.")
    quote = document.add_paragraph(
        "Pork. It’s black, ours. On the outside. You have to burn the skin off and scrub it."
    )
    quote.style = document.styles["Quote"]
    document.add_paragraph("— S07")
    quote = document.add_paragraph("“It’s glass, this door.”")
    quote.style = document.styles["Intense Quote"]
    document.add_paragraph("(S09, recommender and buyer, 33)")
    quote = document.add_paragraph("“She’s booked for quarter past. She comes early.”")
    quote.style = document.styles["Quote"]
    document.add_paragraph("(S04, buyer, 45)")
    document.add_paragraph(
        "P4 again: “He got out of the van.” P10: “Since my father-in-law’s time.”", style="List Bullet"
    )
    document.add_paragraph(
        "S10 said that she was “no good at talking”, and S01 “no good at masks”.", style="List Bullet"
    )
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def more() -> tuple[Authored, ...]:
    """The drafts."""
    return (
        Authored(
            "macros.tex",
            MACROS.encode(),
            (
                ("Then you ring them up", "verbatim"),
                ("four years, then it's expired", "altered"),
                ("My mother does ours", "verbatim"),
                ("you sit in a row", "altered"),
                ("I mostly read the threes", "verbatim"),
                ("I've seen her twice", "no consent"),
                ("I could say they're for taking lunch", "verbatim"),
                ("I don't have glasses", "verbatim"),
                ("Six jin of taro", "verbatim"),
                ("They do the roof", "altered"),
                ("I've only the phone", "altered"),
                ("Once. He leaves it with the guard", "verbatim"),
                ("Market's eight", "verbatim"),
                ("I'd done two of her nights", "no consent"),
                ("So I wouldn't think she'd sell", "no consent"),
                ("If one of them's got it", "verbatim"),
            ),
            ("mutual trust",),
        ),
        Authored(
            "lists.md",
            LISTS.encode(),
            (
                ("I told him his brake light", "verbatim"),
                ("We wear a jacket", "verbatim"),
                ("I scrolled up to see what I got", "altered"),
                ("Some of those are paid for", "verbatim"),
                ("I see somebody in the yard", "verbatim"),
                ("Nobody said he had to", "verbatim"),
                ("She was three years above us", "verbatim"),
                ("my daughter sat on the sofa", "verbatim"),
                ("every nail's got its own", "verbatim"),
                ("It was supposed to be three", "verbatim"),
                ("I did two years on the counter", "verbatim"),
                ("I have a look at the other apps", "not found"),
                ("a bathroom. Like their own", "verbatim"),
            ),
            ("not offended",),
        ),
        Authored(
            "long.txt",
            LONG.encode(),
            (
                ("So now I join in", "verbatim"),
                ("Is that the sort of thing", "verbatim"),
                ("I did think about why", "verbatim"),
                ("I could say they're for taking lunch", "verbatim"),
                ("planned to eat at", "verbatim"),
                ("wrote that his cousin", "trimmed"),
                ("I bought at the night market", "verbatim"),
                ("the lift's broken, ninth floor", "verbatim"),
                ("it's your aunt, and your dentist", "verbatim"),
                ("How did you choose us", "verbatim"),
                ("Then you'll have those who like", "verbatim"),
            ),
            ("following",),
        ),
        Authored(
            "runs.docx",
            _runs(),
            (
                ("Pork. It’s black", "verbatim"),
                ("It’s glass, this door", "verbatim"),
                ("booked for quarter past", "altered"),
                ("He got out of the van", "verbatim"),
                ("Since my father-in-law", "verbatim"),
                ("no good at talking", "verbatim"),
                ("no good at masks", "not found"),
            ),
        ),
        Authored(
            "counts.md",
            COUNTS.encode(),
            (),
            (),
            (
                ("eight participants", "agrees"),
                ("by seven", "agrees"),
                ("7 of 12 participants", "agrees"),
                ("5", "agrees"),
                ("Of the twelve participants, nine", "agrees"),
                ("ten", "differs"),
                ("Eight of our interviewees", "agrees"),
                ("Two thirds of participants", "agrees"),
                ("Three quarters of our interviewees", "agrees"),
                ("a quarter of the participants", "differs"),
                ("Both recommenders", "differs"),
                ("everyone", "agrees"),
            ),
        ),
    )

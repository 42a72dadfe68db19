// A transcript to read: its block is parsed when it is opened, and forgotten when another is.
const reader = byId("reader");
const readerText = byId("reader-text");
let opened = null;
let openedWords = "";
let at = null;
let opener = null;

const turnOf = (turn, text, words) => {
  const stretch = (inside, [, ...on]) => {
    if (!on.length) return inside;
    const under = on.map((n) => codingOf(text.codings[n]));
    const spoken = under.map((each) => `${labelOf(each.code)} (${each.coder}${each.stance ? `, ${each.stance}` : ""})`);
    return make(
      "mark",
      {
        title: spoken.join("\n"),
        "data-on": on.map((n) => text.codings[n]).join(" "),
        class: on.length > 1 ? "several" : null,
      },
      inside,
    );
  };
  const lines = (pieces, settings) => make("p", { ...settings, dir: "auto" }, marked(pieces ?? [], words, stretch));
  return make(
    "div",
    { class: `turn ${turn.role}`, id: `turn-${turn.n}`, tabindex: -1 },
    make(
      "p",
      { class: "who" },
      make("b", {}, turn.speaker),
      make("span", { class: "quiet" }, ` ${turn.n}${turn.time ? ` [${turn.time}]` : ""}`),
    ),
    lines(turn.words, { class: "words", lang: text.lang }),
    turn.translation ? lines(turn.translation, { class: "words translation", lang: text.translation }) : null,
    codesUnder(turn, text),
  );
};

// The codes of a turn by name, so that they can be read without hovering.
const codesUnder = (turn, text) => {
  const on = new Set([...(turn.words ?? []), ...(turn.translation ?? [])].flatMap(([, ...under]) => under));
  if (!on.size) return [];
  const found = new Set([...on].map((n) => codingOf(text.codings[n])).map((e) => `${labelOf(e.code)} (${e.coder})`));
  return [make("p", { class: "under" }, make("span", { class: "unseen" }, "Codes: "), [...found].join(" · "))];
};

const openTranscript = (name, typed) => {
  if (opened?.id === name && openedWords === typed) return;
  opened = transcriptBlock(name);
  openedWords = typed;
  const words = wordsIn(typed);
  readerText.replaceChildren();
  hitsSoFar.found = 0;
  hitsSoFar.marked = 0;
  for (const turn of opened.turns) {
    for (const heading of turn.headings ?? []) readerText.append(make("h3", { dir: "auto" }, heading));
    readerText.append(turnOf(turn, opened, words));
  }
  for (const heading of opened.after ?? []) readerText.append(make("h3", { dir: "auto" }, heading));
  readerText.classList.toggle("beside", Boolean(opened.translation));
  byId("reader-title").textContent = `Transcript ${opened.id}`;
  const synthetic = opened.synthetic ? "Synthetic: written for an example, about invented people. " : "";
  const { found, marked: shown } = hitsSoFar;
  const hits = typed ? ` ${many(found, "hit")} of the search${found > shown ? `, ${shown} of them marked` : ""}.` : "";
  byId("reader-note").textContent =
    `${synthetic}${many(opened.turns.length, "turn")}, ${many(opened.codings.length, "coding")}.${hits}`;
  for (const button of hitButtons) button.hidden = !typed;
};

const codingButtons = [byId("reader-before"), byId("reader-next")];
const hitButtons = [byId("reader-hit-before"), byId("reader-hit-next")];

// Shows where one is: marks, words about it, and whether anything is before and after it.
const pointAt = (marks, about, place) => {
  for (const each of readerText.querySelectorAll(".here")) each.classList.remove("here");
  for (const each of marks) each.classList.add("here");
  (marks[0] ?? readerText.firstElementChild ?? readerText).scrollIntoView({ block: marks.length ? "center" : "start" });
  byId("reader-now").replaceChildren(...about);
  codingButtons[0].disabled = at ? place <= 0 : !codingBeside(-1);
  codingButtons[1].disabled = at ? place >= opened.codings.length - 1 : !codingBeside(1);
};

const pointAtCoding = (id) => {
  at = id;
  const marks = [...readerText.querySelectorAll("mark")].filter((each) => each.dataset.on.split(" ").includes(id));
  const each = codingOf(id);
  const place = opened.codings.indexOf(id);
  const about = [
    make("b", {}, labelOf(each.code)),
    ` by ${each.coder}, ${placeOf(each)} (coding ${place + 1} of ${opened.codings.length}) `,
    each.stance ? badge(each.stance) : "",
    each.memo ? ` Memo: ${each.memo}` : "",
  ];
  pointAt(marks, about, place);
};

const pointAtTurn = (n) => {
  at = null;
  const turn = byId(`turn-${n}`);
  const hits = turn ? [...turn.querySelectorAll(".hit")] : [];
  pointAt(hits.length ? [hits[0]] : turn ? [turn] : [], [turn ? `Turn ${n} of ${opened.turns.length}.` : ""]);
};

const showReader = () => {
  if (reader.open) return;
  opener = document.activeElement;
  reader.showModal();
  byId("reader-title").focus({ preventScroll: true });
};

// `coding`, or `turn` (a transcript, a full stop, a number), or `transcript`; and `words` to be marked.
const read = (settings) => {
  const typed = settings.get("words") ?? "";
  const coding = settings.get("coding");
  const [, from, n] = /^(.*)\.(\d+)$/s.exec(settings.get("turn") ?? "") ?? [];
  const name = coding ? codingOf(coding)?.at : (from ?? settings.get("transcript"));
  if (!names.transcripts.includes(name)) return;
  openTranscript(name, typed);
  showReader();
  if (coding) pointAtCoding(coding);
  else pointAtTurn(n);
};

// The first coding after where one is, or the last before it, where one is at no coding.
const codingBeside = (step) => {
  const here = readerText.querySelector(".here");
  const way = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const marks = [...readerText.querySelectorAll("mark")].filter((each) => !here || here.compareDocumentPosition(each) & way);
  return marks.at(step > 0 ? 0 : -1)?.dataset.on.split(" ")[0];
};

const goToCoding = (step) => {
  const id = at ? opened.codings[opened.codings.indexOf(at) + step] : codingBeside(step);
  if (!id) return;
  const settings = { coding: id, ...(openedWords ? { words: openedWords } : {}) };
  history.replaceState(null, "", address("read", settings));
  pointAtCoding(id);
};

// The hit before or after where one is; after the last comes the first.
const goToHit = (step) => {
  const hits = [...readerText.querySelectorAll(".hit")];
  if (!hits.length) return;
  const here = readerText.querySelector(".hit.here") ?? readerText.querySelector(".here");
  const inside = hits.indexOf(here);
  const after = hits.findIndex((each) => here && here.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING);
  const from = inside >= 0 ? inside + step : step > 0 ? Math.max(after, 0) : (after < 0 ? hits.length : after) - 1;
  const to = (from + hits.length) % hits.length;
  const turn = hits[to].closest(".turn").id.slice("turn-".length);
  at = null;
  pointAt([hits[to]], [`Hit ${to + 1} of ${hits.length}, turn ${turn}.`]);
  history.replaceState(null, "", address("read", { turn: `${opened.id}.${turn}`, words: openedWords }));
};

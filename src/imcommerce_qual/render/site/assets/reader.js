// A transcript to read: its block is parsed when it is opened, and forgotten when another is.
const reader = byId("reader");
const readerText = byId("reader-text");
let opened = null;
let at = null;
let opener = null;

const stretch = (piece, ids) => {
  const [words, ...on] = piece;
  if (!on.length) return words;
  const under = on.map((n) => codingOf(ids[n]));
  const said = under.map((each) => `${labelOf(each.code)} (${each.coder}${each.stance ? `, ${each.stance}` : ""})`);
  return make(
    "mark",
    { title: said.join("\n"), "data-on": on.map((n) => ids[n]).join(" "), class: on.length > 1 ? "several" : null },
    words,
  );
};

const turnOf = (turn, text) =>
  make(
    "div",
    { class: `turn ${turn.role}`, id: `turn-${turn.n}` },
    make(
      "p",
      { class: "who" },
      make("b", {}, turn.speaker),
      make("span", { class: "quiet" }, ` ${turn.n}${turn.time ? ` [${turn.time}]` : ""}`),
    ),
    make("p", { class: "words", lang: text.lang, dir: "auto" }, ...(turn.words ?? []).map((e) => stretch(e, text.codings))),
    turn.translation
      ? make(
          "p",
          { class: "words translation", lang: text.translation, dir: "auto" },
          ...turn.translation.map((e) => stretch(e, text.codings)),
        )
      : null,
    ...codesUnder(turn, text),
  );

// The codes of a turn by name, so that they can be read without hovering.
const codesUnder = (turn, text) => {
  const on = new Set([...(turn.words ?? []), ...(turn.translation ?? [])].flatMap(([, ...under]) => under));
  if (!on.size) return [];
  const found = new Set([...on].map((n) => codingOf(text.codings[n])).map((e) => `${labelOf(e.code)} (${e.coder})`));
  return [make("p", { class: "under" }, make("span", { class: "unseen" }, "Codes: "), [...found].join(" · "))];
};

const openTranscript = (name) => {
  if (opened?.id === name) return;
  opened = block(`transcript-${names.transcripts.indexOf(name)}`);
  const parts = [];
  for (const turn of opened.turns) {
    for (const words of turn.headings ?? []) parts.push(make("h3", { dir: "auto" }, words));
    parts.push(turnOf(turn, opened));
  }
  for (const words of opened.after ?? []) parts.push(make("h3", { dir: "auto" }, words));
  readerText.replaceChildren(...parts);
  readerText.classList.toggle("beside", Boolean(opened.translation));
  byId("reader-title").textContent = `Transcript ${opened.id}`;
  const synthetic = opened.synthetic ? "Synthetic: written for an example, about invented people. " : "";
  byId("reader-note").textContent = `${synthetic}${many(opened.turns.length, "turn")}, ${many(opened.codings.length, "coding")}.`;
};

const point = (id) => {
  at = id;
  for (const mark of readerText.querySelectorAll("mark.here")) mark.classList.remove("here");
  const marks = [...readerText.querySelectorAll("mark")].filter((each) => each.dataset.on.split(" ").includes(id));
  for (const mark of marks) mark.classList.add("here");
  (marks[0] ?? readerText).scrollIntoView({ block: "center" });
  const each = codingOf(id);
  const place = opened.codings.indexOf(id);
  byId("reader-now").replaceChildren(
    make("b", {}, labelOf(each.code)),
    ` by ${each.coder}, ${placeOf(each)} (coding ${place + 1} of ${opened.codings.length}) `,
    each.stance ? badge(each.stance) : "",
    each.memo ? ` Memo: ${each.memo}` : "",
  );
  byId("reader-before").disabled = place <= 0;
  byId("reader-next").disabled = place >= opened.codings.length - 1;
};

const readCoding = (id) => {
  const each = codingOf(id);
  if (!each) return;
  openTranscript(each.at);
  if (!reader.open) {
    opener = document.activeElement;
    reader.showModal();
    byId("reader-title").focus({ preventScroll: true });
  }
  point(id);
};

const goOn = (step) => {
  const id = opened.codings[opened.codings.indexOf(at) + step];
  if (id) history.replaceState(null, "", `#read?coding=${encodeURIComponent(id)}`);
  if (id) point(id);
};

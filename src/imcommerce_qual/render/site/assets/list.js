// The list of codings, or of turns: so many at a time, the next on demand.
const AT_ONCE = 40;
const list = byId("list");
const counted = byId("counted");
const elsewhere = byId("elsewhere");
const more = byId("more");
let left = [];
let shown = 0;
let filtered = {};
let unknown = [];

const labelOf = (code) => names.codes.find((each) => each.id === code)?.label ?? code;
const placeOf = (each) => {
  const [first, last] = each.turns;
  const turns = first === last ? `turn ${first}` : `turns ${first}–${last}`;
  return `${each.at}, ${turns}${each.time ? ` [${each.time}]` : ""}`;
};
const reading = (settings) => address("read", { ...settings, ...(filtered.words ? { words: filtered.words } : {}) });
const quoted = (text, words, settings) =>
  make("blockquote", { ...settings, dir: "auto" }, marked([[text]], words, (inside) => inside));

const drawnCoding = (each) => {
  const words = wordsIn(filtered.words ?? "");
  const marks = ["exemplar", "unsure", "changed", "stale"].filter((key) => each[key]);
  return make(
    "li",
    {},
    quoted(shortened(each.words), words, { lang: each.lang }),
    each.translation ? quoted(shortened(each.translation), words, { class: "translation", lang: each.into }) : null,
    make(
      "p",
      { class: "source" },
      make("a", { href: reading({ coding: each.id }), class: "read" }, placeOf(each)),
      ` ${(each.who ?? ["no participant"]).join(", ")} · `,
      labelOf(each.code),
      " ",
      make("code", {}, each.code),
      ` · ${each.coder} `,
      each.stance ? badge(each.stance) : null,
      marks.length ? make("span", { class: "quiet" }, ` ${marks.join(", ")}`) : null,
      each.kept ? make("strong", { class: "kept" }, " not to be quoted") : null,
    ),
    each.memo ? make("p", { class: "memo", dir: "auto" }, `Memo: ${each.memo}`) : null,
  );
};

// Turns of one transcript come one after the other, so its block is read once for all of them.
let atHand = null;
const drawnTurn = (each) => {
  if (atHand?.id !== each.at) atHand = transcriptBlock(each.at);
  const turn = atHand.turns[each.n - 1];
  const words = wordsIn(filtered.words ?? "");
  const translated = wordsOf(turn.translation);
  return make(
    "li",
    {},
    quoted(around(wordsOf(turn.words), words), words, { lang: atHand.lang }),
    translated ? quoted(around(translated, words), words, { class: "translation", lang: atHand.translation }) : null,
    make(
      "p",
      { class: "source" },
      make(
        "a",
        { href: reading({ turn: `${each.at}.${each.n}` }), class: "read" },
        `${each.at}, turn ${each.n}${turn.time ? ` [${turn.time}]` : ""}`,
      ),
      ` ${turn.speaker} · ${each.kind}`,
    ),
  );
};

const clearing = "Clear a filter, or search for less.";
const codingWords = () => {
  const all = allCodings().length;
  if (!left.length) return `None of ${many(all, "coding")} fits. ${clearing}`;
  return `${left.length === all ? many(all, "coding") : `${left.length} of ${many(all, "coding")}`}; ${shown} shown below.`;
};
const turnWords = () => {
  if (!left.length) return `No turn of the transcripts fits. ${clearing}`;
  const where = many(new Set(left.map((each) => each.at)).size, "transcript");
  return `${many(left.length, "turn")} in ${where} (${kindsOf(left)}); ${shown} shown below.`;
};
const count = () => {
  const missing = unknown.length ? `This page does not have ${unknown.join(", ")}, so that filter is left out. ` : "";
  counted.textContent = missing + (filtered.in ? turnWords() : codingWords());
  counted.dataset.left = left.length;
  counted.removeAttribute("aria-busy");
};

const showMore = () => {
  const from = shown;
  shown = Math.min(left.length, shown + AT_ONCE);
  list.append(...left.slice(from, shown).map(filtered.in ? drawnTurn : drawnCoding));
  more.hidden = shown >= left.length;
  count();
  if (from) list.children[from]?.querySelector("a")?.focus();
};

const showThese = (found) => {
  left = found;
  shown = 0;
  atHand = null;
  list.replaceChildren();
  showMore();
};

const searching = (element) => (done, of) => {
  element.textContent = `Searching the transcripts: ${done} of ${of}.`;
};

// How many turns hold the same words, with a way to them.
const countElsewhere = async (filters) => {
  const found = await turnsFor(filters, () => {});
  if (!found) return;
  elsewhere.replaceChildren(
    found.length
      ? `In the transcripts: ${many(found.length, "turn")} (${kindsOf(found)}). `
      : "No turn of the transcripts fits either.",
    found.length ? make("a", { href: address("codings", { ...filters, in: "turns" }) }, "Show the turns") : "",
  );
};

const showList = async (filters, missing) => {
  filtered = filters;
  unknown = missing;
  looking += 1;
  elsewhere.replaceChildren(
    filters.transcript
      ? make("a", { href: address("read", { transcript: filters.transcript }) }, `Read transcript ${filters.transcript}`)
      : "",
  );
  if (filters.in) {
    counted.setAttribute("aria-busy", "true");
    const found = await turnsFor(filters, searching(counted));
    if (found) showThese(found);
    return;
  }
  showThese(allCodings().filter(wantedBy(filters)));
  if (filters.words) await countElsewhere(filters);
};

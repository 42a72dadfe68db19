// The list of codings: so many at a time, the next on demand.
const AT_ONCE = 40;
const list = byId("list");
const counted = byId("counted");
const more = byId("more");
let left = [];
let shown = 0;

const labelOf = (code) => names.codes.find((each) => each.id === code)?.label ?? code;
const placeOf = (each) => {
  const [first, last] = each.turns;
  const turns = first === last ? `turn ${first}` : `turns ${first}–${last}`;
  return `${each.at}, ${turns}${each.time ? ` [${each.time}]` : ""}`;
};

const LONG = 1200;
const shortened = (words) => (words.length > LONG ? `${words.slice(0, LONG)}…` : words);

const drawn = (each) => {
  const marks = ["exemplar", "unsure", "changed", "stale"].filter((key) => each[key]);
  return make(
    "li",
    {},
    make("blockquote", { lang: each.lang, dir: "auto" }, shortened(each.words)),
    each.translation
      ? make("blockquote", { class: "translation", lang: each.into, dir: "auto" }, shortened(each.translation))
      : null,
    make(
      "p",
      { class: "source" },
      make("a", { href: `#read?coding=${encodeURIComponent(each.id)}`, class: "read" }, placeOf(each)),
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

const count = () => {
  const all = allCodings().length;
  counted.textContent = left.length
    ? `${left.length === all ? many(all, "coding") : `${left.length} of ${many(all, "coding")}`}; ${shown} shown below.`
    : `None of ${many(all, "coding")} fits. Clear a filter, or search for less.`;
  counted.dataset.left = left.length;
  counted.removeAttribute("aria-busy");
};

const showMore = () => {
  const from = shown;
  shown = Math.min(left.length, shown + AT_ONCE);
  list.append(...left.slice(from, shown).map(drawn));
  more.hidden = shown >= left.length;
  count();
  if (from) list.children[from]?.querySelector("a")?.focus();
};

const showList = (filters) => {
  left = allCodings().filter(wantedBy(filters));
  shown = 0;
  list.replaceChildren();
  showMore();
};

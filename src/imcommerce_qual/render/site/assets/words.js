// Words that are looked for, and where they stand.
const fold = (words) => words.normalize("NFKC").toLowerCase();

// What is typed as words, each to be found anywhere; "several in quotation marks" stand together.
const wordsIn = (typed) =>
  [...fold(typed).matchAll(/["“”]([^"“”]+)["“”]|[^\s"“”]+/gu)]
    .map(([all, together]) => (together ?? all).trim())
    .filter(Boolean);

// The text as it is searched, and from a place in that the place in the text.
const folded = (text) => {
  const whole = fold(text);
  if (whole.length === text.length) return [whole, (n) => n];
  const places = [];
  let found = "";
  let at = 0;
  for (const character of text) {
    const part = fold(character);
    for (let n = 0; n < part.length; n += 1) places.push(at);
    found += part;
    at += character.length;
  }
  places.push(at);
  return [found, (n) => places[n]];
};

// Where any of the words stand, as stretches of the text, in order, none overlapping.
const hitsIn = (text, words) => {
  const [searchedText, placeAt] = folded(text);
  const found = [];
  for (const word of words) {
    for (let n = searchedText.indexOf(word); n >= 0; n = searchedText.indexOf(word, n + word.length)) {
      found.push([placeAt(n), placeAt(n + word.length)]);
    }
  }
  found.sort(([a], [b]) => a - b);
  const kept = [];
  for (const [start, end] of found) {
    const last = kept.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else kept.push([start, end]);
  }
  return kept;
};

// Browsers take minutes to lay out a paragraph with tens of thousands of marks.
const MOST_MARKS = 500;
const hitsSoFar = { found: 0, marked: 0 };

// Pieces of a text, each `[words, …]`, as nodes: `draw` makes one of a piece, with its hits marked.
const marked = (pieces, words, draw) => {
  const found = words.length ? hitsIn(pieces.map(([each]) => each).join(""), words) : [];
  const hits = found.slice(0, MOST_MARKS);
  hitsSoFar.found += found.length;
  hitsSoFar.marked += hits.length;
  let start = 0;
  let next = 0;
  return pieces.map((piece) => {
    const [text] = piece;
    const inside = [];
    let done = 0;
    while (next < hits.length && hits[next][0] < start + text.length) {
      const from = Math.max(hits[next][0] - start, 0);
      const to = Math.min(hits[next][1] - start, text.length);
      if (from > done) inside.push(text.slice(done, from));
      const anew = hits[next][0] >= start; // else it goes on from the piece before, and is the same hit
      if (to > from) inside.push(make("span", { class: anew ? "hit" : "hit-on" }, text.slice(from, to)));
      done = to;
      if (hits[next][1] > start + text.length) break;
      next += 1;
    }
    if (done < text.length) inside.push(text.slice(done));
    start += text.length;
    return draw(inside, piece);
  });
};

// The first characters of a text, and no half of one.
const firstOf = (text, n) => text.slice(0, /[\udc00-\udfff]/.test(text[n] ?? "") ? n - 1 : n);

const LONG = 1200;
const shortened = (words) => (words.length > LONG ? `${firstOf(words, LONG)}…` : words);

// The words around the first hit.
const AROUND = 160;
const around = (text, words) => {
  const [first] = words.length ? hitsIn(text, words) : [];
  const from = Math.max((first?.[0] ?? 0) - AROUND, 0);
  const kept = firstOf(text.slice(from && /[\udc00-\udfff]/.test(text[from]) ? from + 1 : from), 3 * AROUND);
  return `${from ? "…" : ""}${kept}${from + kept.length < text.length ? "…" : ""}`;
};

// What is said in every turn, coded or not: read transcript by transcript when words are first looked for.
const said = new Map();
const wordsOf = (pieces) => (pieces ?? []).map(([words]) => words).join("");
const saidIn = (name) => {
  let found = said.get(name);
  if (!found) {
    const text = transcriptBlock(name);
    found = text.turns.map((turn) => ({
      n: turn.n,
      who: text.people[turn.speaker],
      asks: turn.role === "interviewer",
      searched: fold(`${wordsOf(turn.words)}\n${wordsOf(turn.translation)}`),
    }));
    said.set(name, found);
  }
  return found;
};

// By transcript, the numbers of the turns that these codings are on.
const turnsUnder = (some) => {
  const found = new Map(names.transcripts.map((name) => [name, new Set()]));
  for (const each of some) for (let n = each.turns[0]; n <= each.turns[1]; n += 1) found.get(each.at).add(n);
  return found;
};

// How many of these turns are of which kind, in words.
const kindsOf = (turns) =>
  ["coded", "not coded", "interviewer"]
    .map((kind) => [turns.filter((each) => each.kind === kind).length, kind])
    .filter(([n]) => n)
    .map(([n, kind]) => (kind === "interviewer" ? `${n} the interviewer's` : `${n} ${kind}`))
    .join(", ");

// Reading for so many milliseconds the page stands still; then whoever types or scrolls has their turn.
const AT_A_TIME = 40;
let looking = 0;

// The turns that fit, some transcripts at a time; null where something else was asked for meanwhile.
const turnsFor = async (filters, told) => {
  looking += 1;
  const mine = looking;
  const words = wordsIn(filters.words ?? "");
  const people = peopleFor(filters);
  const coded = turnsUnder(allCodings());
  const wanted = ofCodings.some((name) => filters[name]) ? turnsUnder(allCodings().filter(fitting(filters))) : null;
  const some = names.transcripts.filter((name) => !filters.transcript || name === filters.transcript);
  const found = [];
  let began = performance.now();
  for (const [place, name] of some.entries()) {
    for (const turn of saidIn(name)) {
      const kind = coded.get(name).has(turn.n) ? "coded" : turn.asks ? "interviewer" : "not coded";
      if (
        (filters.in !== "uncoded" || kind === "not coded") &&
        (!wanted || wanted.get(name).has(turn.n)) &&
        (!people || people.has(turn.who)) &&
        words.every((word) => turn.searched.includes(word))
      ) {
        found.push({ at: name, n: turn.n, kind });
      }
    }
    if (performance.now() - began > AT_A_TIME) {
      told(place + 1, some.length);
      await new Promise((go) => setTimeout(go, 0));
      if (mine !== looking) return null;
      began = performance.now();
    }
  }
  return mine === looking ? found : null;
};

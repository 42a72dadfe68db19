// The page's data, read when it is first needed.
const byId = (name) => document.getElementById(name);
const block = (name) => JSON.parse(byId(name).textContent);
const names = block("names");
const transcriptBlock = (name) => block(`transcript-${names.transcripts.indexOf(name)}`);

const codings = [];
const byName = new Map();
const allCodings = () => {
  if (!codings.length) {
    for (let n = 0; n < names.blocks; n += 1) {
      for (const each of block(`codings-${n}`)) {
        codings.push(each);
        byName.set(each.id, each);
      }
    }
  }
  return codings;
};
const codingOf = (id) => {
  allCodings();
  return byName.get(id);
};

// A new element; words are only ever text, lists are looked into. There may be more of them than a call takes arguments.
const make = (kind, settings = {}, ...inside) => {
  const made = document.createElement(kind);
  for (const [key, value] of Object.entries(settings)) {
    if (value !== undefined && value !== null && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  for (const each of inside.flat(Infinity)) if (each !== null && each !== undefined) made.append(each);
  return made;
};

const many = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
const signs = { supports: "+", qualifies: "±", contradicts: "−" };
const badge = (stance) =>
  make("span", { class: `badge ${stance}` }, make("span", { "aria-hidden": "true" }, signs[stance] ?? ""), ` ${stance}`);

// An address within the page.
const address = (place, settings) => `#${place}?${new URLSearchParams(settings)}`;

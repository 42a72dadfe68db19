// Which codings and turns are wanted: what the form says, kept in the page's address so that back and forward work.
const form = byId("filters");
const attributes = new Map(names.attributes.map((each) => [`is.${each.name}`, each.groups]));
const choices = [
  ...["finding", "theme", "code", "stance", "toward", "coder", "participant", "transcript", "in"],
  ...attributes.keys(),
];
// Those that say something of a coding, and nothing of a turn without one.
const ofCodings = ["finding", "theme", "code", "stance", "toward", "coder"];

const optionsOf = {
  finding: () => names.findings.map((each) => [each.id, `${each.id}: ${each.label}`]),
  toward: () => names.findings.map((each) => [each.id, `${each.id}: ${each.label}`]),
  theme: () => names.themes.map((each) => [each.id, each.label]),
  code: () => names.codes.map((each) => [each.id, `${"\u2003".repeat(each.depth)}${each.label}`]),
  participant: () => names.participants.map((each) => [each, each]),
  transcript: () => names.transcripts.map((each) => [each, each]),
  coder: () => names.coders.map((each) => [each, each]),
  stance: () => [...Object.keys(signs), "none"].map((each) => [each, each === "none" ? "none taken" : each]),
};
const groupOptions = (name) =>
  attributes.get(name).map((each) => [each.value, `${each.label} (${each.who.length})`]);

const fillChoices = () => {
  for (const name of choices) {
    for (const [value, label] of (optionsOf[name] ?? (attributes.has(name) ? () => groupOptions(name) : () => []))()) {
      const shown = label.length > 90 ? `${firstOf(label, 89)}…` : label;
      form.elements[name].append(make("option", { value }, shown));
    }
  }
};

// Filters as they are written in an address; what this page does not have is told apart.
const filtersIn = (written) => {
  const found = {};
  const unknown = [];
  for (const [key, value] of new URLSearchParams(written)) {
    if (!value) continue;
    const known = key === "words" || (choices.includes(key) && [...form.elements[key].options].some((o) => o.value === value));
    if (known) found[key] = value;
    else unknown.push(`${key} ${value}`);
  }
  return [found, unknown];
};

const has = (list, value) => !value || (list ?? []).includes(value);

// Whoever fits all that is asked of a participant; null where nothing is.
const peopleFor = (filters) => {
  const asked = [...attributes].filter(([name]) => filters[name]);
  if (!asked.length && !filters.participant) return null;
  const groups = asked.map(([name, each]) => new Set(each.find((group) => group.value === filters[name]).who));
  return new Set(
    names.participants.filter(
      (who, place) => (!filters.participant || who === filters.participant) && groups.every((each) => each.has(place)),
    ),
  );
};

// Whether a coding fits, whatever its words.
const fitting = (filters) => {
  const rolled = filters.code && (names.codes.find((each) => each.id === filters.code)?.rolls ?? []);
  const people = peopleFor(filters);
  return (each) =>
    has(each.findings, filters.finding) &&
    has(each.takes, filters.toward) &&
    has(each.themes, filters.theme) &&
    (!people || (each.who ?? []).some((who) => people.has(who))) &&
    (!rolled || rolled.includes(each.code)) &&
    (!filters.transcript || each.at === filters.transcript) &&
    (!filters.coder || each.coder === filters.coder) &&
    (!filters.stance || (filters.stance === "none" ? !each.stance : each.stance === filters.stance));
};

const wantedBy = (filters) => {
  const fits = fitting(filters);
  const words = wordsIn(filters.words ?? "");
  return (each) => fits(each) && words.every((word) => searched(each).includes(word));
};

const searchedFor = new Map();
const searched = (each) => {
  let found = searchedFor.get(each.id);
  if (found === undefined) {
    found = fold([each.words, each.translation ?? "", each.memo ?? ""].join("\n"));
    searchedFor.set(each.id, found);
  }
  return found;
};

// Which codings are wanted: what the form says, kept in the page's address so that back and forward work.
const form = byId("filters");
const choices = ["finding", "theme", "code", "participant", "transcript", "coder", "stance"];

const fold = (words) => words.normalize("NFKC").toLocaleLowerCase();
const optionsOf = {
  finding: () => names.findings.map((each) => [each.id, `${each.id}: ${each.label}`]),
  theme: () => names.themes.map((each) => [each.id, each.label]),
  code: () => names.codes.map((each) => [each.id, `${"\u2003".repeat(each.depth)}${each.label}`]),
  participant: () => names.participants.map((each) => [each, each]),
  transcript: () => names.transcripts.map((each) => [each, each]),
  coder: () => names.coders.map((each) => [each, each]),
  stance: () => [...Object.keys(signs), "none"].map((each) => [each, each === "none" ? "none taken" : each]),
};

const fillChoices = () => {
  for (const name of choices) {
    for (const [value, label] of optionsOf[name]()) {
      const shown = label.length > 90 ? `${label.slice(0, 89)}…` : label;
      form.elements[name].append(make("option", { value }, shown));
    }
  }
};

// Filters as they are written in an address; `toward` is a finding that a stance is toward, whatever the code.
const filtersIn = (address) => {
  const found = {};
  for (const [key, value] of new URLSearchParams(address)) {
    if ([...choices, "words", "toward"].includes(key) && value) found[key] = value;
  }
  return found;
};

const wantedBy = (filters) => {
  const rolled = filters.code && (names.codes.find((each) => each.id === filters.code)?.rolls ?? []);
  const words = filters.words && fold(filters.words).split(/\s+/u).filter(Boolean);
  const has = (list, value) => !value || (list ?? []).includes(value);
  return (each) =>
    has(each.findings, filters.finding) &&
    has(each.takes, filters.toward) &&
    has(each.themes, filters.theme) &&
    has(each.who, filters.participant) &&
    (!rolled || rolled.includes(each.code)) &&
    (!filters.transcript || each.at === filters.transcript) &&
    (!filters.coder || each.coder === filters.coder) &&
    (!filters.stance || (filters.stance === "none" ? !each.stance : each.stance === filters.stance)) &&
    (!words || words.every((word) => searched(each).includes(word)));
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

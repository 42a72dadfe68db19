// From the page's address to what is shown, and back.
let before = "#codings";

const follow = () => {
  const [place, address] = location.hash.slice(1).split("?");
  if (place === "read") {
    readCoding(new URLSearchParams(address).get("coding"));
    return;
  }
  if (reader.open) reader.close();
  before = location.hash || "#";
  if (place !== "codings" || address === undefined) return;
  const filters = filtersIn(address);
  for (const name of choices) form.elements[name].value = filters[name] ?? "";
  form.elements.words.value = filters.words ?? "";
  showList(filters);
  const title = byId("codings-title");
  if (document.activeElement?.form !== form) {
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    byId("codings").scrollIntoView();
  }
};

const asked = () => {
  const filters = new URLSearchParams();
  for (const [key, value] of new FormData(form)) if (value) filters.set(key, value);
  before = `#codings?${filters}`;
  history.replaceState(null, "", before);
  showList(filtersIn(filters));
};

let waiting = 0;
fillChoices();
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("change", asked);
form.addEventListener("input", (event) => {
  if (event.target.type !== "search") return;
  counted.setAttribute("aria-busy", "true");
  clearTimeout(waiting);
  waiting = setTimeout(asked, 200);
});
form.addEventListener("reset", () => {
  counted.setAttribute("aria-busy", "true");
  setTimeout(asked, 0);
});
more.addEventListener("click", showMore);
byId("reader-close").addEventListener("click", () => reader.close());
byId("reader-before").addEventListener("click", () => goOn(-1));
byId("reader-next").addEventListener("click", () => goOn(1));
reader.addEventListener("close", () => {
  if (location.hash.startsWith("#read")) history.replaceState(null, "", before);
  opener?.focus?.();
});
addEventListener("hashchange", follow);
// The list is filled when the page stands, so that what is read first is there first.
setTimeout(() => {
  if (!counted.textContent) showList({});
  follow();
}, 0);

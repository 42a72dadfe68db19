// From the page's address to what is shown, and back.
let before = "#codings";

const follow = () => {
  const [place, written] = location.hash.slice(1).split("?");
  if (place === "read") {
    read(new URLSearchParams(written));
    return;
  }
  if (reader.open) reader.close();
  before = location.hash || "#";
  if (place !== "codings" || written === undefined) return;
  const [filters, missing] = filtersIn(written);
  for (const name of choices) form.elements[name].value = filters[name] ?? "";
  form.elements.words.value = filters.words ?? "";
  showList(filters, missing);
  const title = byId("codings-title");
  if (document.activeElement?.form !== form) {
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    // On a narrow screen the filters would fill all of it.
    (matchMedia("(max-width: 44rem)").matches ? counted : byId("codings")).scrollIntoView();
  }
};

const asked = () => {
  const filters = {};
  for (const [key, value] of new FormData(form)) if (value.trim()) filters[key] = value;
  before = Object.keys(filters).length ? address("codings", filters) : "#codings";
  history.replaceState(null, "", before);
  showList(filters, []);
};

let waiting = 0;
fillChoices();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(waiting);
  asked();
});
form.addEventListener("change", (event) => {
  if (event.target.type !== "search") asked();
});
form.addEventListener("input", (event) => {
  if (event.target.type !== "search") return;
  counted.setAttribute("aria-busy", "true");
  clearTimeout(waiting);
  waiting = setTimeout(asked, 200);
});
form.addEventListener("reset", () => {
  counted.setAttribute("aria-busy", "true");
  clearTimeout(waiting);
  waiting = setTimeout(asked, 0);
});
more.addEventListener("click", showMore);
byId("reader-close").addEventListener("click", () => reader.close());
codingButtons[0].addEventListener("click", () => goToCoding(-1));
codingButtons[1].addEventListener("click", () => goToCoding(1));
hitButtons[0].addEventListener("click", () => goToHit(-1));
hitButtons[1].addEventListener("click", () => goToHit(1));
reader.addEventListener("close", () => {
  if (location.hash.startsWith("#read")) history.replaceState(null, "", before);
  opener?.focus?.();
});
addEventListener("hashchange", follow);
// The list is filled when the page stands, so that what is read first is there first.
setTimeout(() => {
  follow();
  if (!counted.textContent && !counted.hasAttribute("aria-busy")) showList({}, []);
}, 0);

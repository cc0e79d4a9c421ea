"use strict";
// Filters the cards by what is chosen above, and moves from card to card with j and k.
const entries = [...document.querySelectorAll(".entry")];
const chosen = { status: "", kind: "", provider: "", warning: "" };
const count = document.getElementById("count"), search = document.getElementById("search");
let at = -1;

function show() {
  const words = search.value.toLowerCase();
  let shown = 0;
  for (const entry of entries) {
    const fits = Object.entries(chosen).every(([name, value]) => !value || entry.dataset[name].split(" ").includes(value));
    entry.hidden = !fits || (words !== "" && !entry.textContent.toLowerCase().includes(words));
    shown += !entry.hidden;
  }
  for (const section of document.querySelectorAll("main section")) section.hidden = !section.querySelector(".entry:not([hidden])") && entries.length > 0 && shown < entries.length;
  count.textContent = `${shown} of ${entries.length} cards`;
}

for (const select of document.querySelectorAll("select[data-filter]")) {
  select.addEventListener("change", () => { chosen[select.dataset.filter] = select.value; show(); });
}
search.addEventListener("input", show);
document.getElementById("reset").addEventListener("click", () => {
  for (const select of document.querySelectorAll("select[data-filter]")) { select.value = ""; chosen[select.dataset.filter] = ""; }
  search.value = "";
  show();
});
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
  if (event.key === "/") { event.preventDefault(); search.focus(); return; }
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  const visible = entries.filter((entry) => !entry.hidden);
  const now = visible.indexOf(entries[at]);
  const next = visible[Math.min(Math.max(now + step, 0), visible.length - 1)];
  if (next) { at = entries.indexOf(next); next.focus(); next.scrollIntoView({ block: "start" }); }
});
show();

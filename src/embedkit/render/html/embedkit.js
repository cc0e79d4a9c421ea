/* Loads a player when the reader asks for it; without this every player is a plain link. See docs/facade.md. */
(() => {
  "use strict";
  const set = document.currentScript?.dataset || {};
  const scope = set.consent, KEY = "embedkit:consent";
  const words = { ask: set.ask || "Playing this loads content from {host}.", once: set.once || "Load", always: set.always || "Always load {name}" };
  const stored = () => { try { return JSON.parse(localStorage.getItem(KEY)) || []; } catch { return []; } };
  const keep = (list) => { try { localStorage.setItem(KEY, JSON.stringify(list)); } catch {} };
  const key = (link) => link.dataset[scope === "category" ? "embedkitCategory" : "embedkitProvider"] || new URL(link.dataset.embedkitSrc).host;
  const make = (name, fields) => Object.assign(document.createElement(name), fields);

  function load(link) {
    if (!link.dispatchEvent(new CustomEvent("embedkit:load", { bubbles: true, cancelable: true }))) return;
    const data = link.dataset, src = new URL(data.embedkitSrc);
    for (const [name, value] of new URLSearchParams(data.embedkitPlay || "")) src.searchParams.set(name, value);
    const frame = make("iframe", { title: data.embedkitTitle || "", allowFullscreen: true });
    for (const name of ["allow", "sandbox", "referrerpolicy", "width", "height"]) {
      const value = link.getAttribute("data-embedkit-" + name);
      if (value) frame.setAttribute(name, value);
    }
    frame.src = src.href;
    const box = make("div", { className: link.className.replace("ek-facade", "ek-frame") });
    box.append(frame);
    link.replaceWith(box);
    frame.focus();
  }

  function ask(link) {
    const name = key(link), box = make("div", { className: "ek-consent" });
    const button = (text, act) => {
      const made = make("button", { type: "button", textContent: text, className: "ek-button" });
      made.addEventListener("click", () => { box.remove(); act(); });
      return made;
    };
    const fill = (text) => text.replace("{host}", new URL(link.dataset.embedkitSrc).host).replace("{name}", name);
    const first = button(words.once, () => load(link));
    box.setAttribute("role", "group");
    box.append(make("p", { textContent: fill(words.ask) }), first, button(fill(words.always), () => { allow(name); load(link); }));
    link.after(box);
    first.focus();
  }

  const allow = (name) => keep([...new Set([...stored(), name])]);
  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-embedkit-src]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.defaultPrevented) return;
    event.preventDefault();
    if (link.nextElementSibling?.className === "ek-consent") return;
    if (scope && !stored().includes(key(link))) ask(link);
    else load(link);
  });
  window.embedkit = { allow, revoke: () => keep([]), load };
})();

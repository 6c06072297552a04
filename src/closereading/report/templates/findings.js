"use strict";
// All uses of a word, a search, and a card for a number. Without it everything can still be read.
(() => {
  const text = document.querySelector(".text"), card = document.getElementById("card");
  const make = (name, ...inside) => {
    const element = document.createElement(name);
    element.append(...inside);
    return element;
  };
  let back = null;
  const close = () => {
    card.hidden = true;
    document.querySelectorAll(".same").forEach((word) => word.classList.remove("same"));
    if (back) back.focus();
    back = null;
  };
  const open = (from, ...inside) => {
    const button = make("button", "Close");
    button.addEventListener("click", close);
    card.replaceChildren(button, ...inside);
    card.hidden = false;
    card.scrollTop = 0;
    back = from;
    if (from && from.id !== "find") card.focus();
  };
  const fold = (word) => word.toLowerCase().replaceAll("’", "'").replace(/'s$/, "");
  const forms = new Map();
  for (const group of JSON.parse(text.dataset.forms)) {
    const all = new Set(group.map(fold));
    all.forEach((form) => forms.set(form, all));
  }
  const sentences = [...text.querySelectorAll(".s[id]")].map((sentence) => ({
    id: sentence.id, number: sentence.id.slice(2), text: sentence.querySelector(".t").textContent,
  }));
  const WORD = /[\p{L}\p{N}]+(?:[’'.-][\p{L}\p{N}]+)*/gu;
  const uses = (from, name, find) => {
    const lines = make("ol");
    let count = 0;
    for (const { id, number, text: line } of sentences) {
      for (const [start, end] of find(line)) {
        count += 1;
        const link = make("a", number);
        link.href = `#${id}`;
        lines.append(make("li", link, ` …${line.slice(Math.max(0, start - 45), start)}`,
          make("b", line.slice(start, end)), `${line.slice(end, end + 45)}…`));
      }
    }
    open(from, make("b", name), `: ${count} ${count === 1 ? "use" : "uses"}`, lines);
  };
  const show = (word) => {
    const all = forms.get(fold(word.textContent)) || new Set([fold(word.textContent)]);
    close();
    uses(word, [...all].join(", "), (line) => [...line.matchAll(WORD)]
      .filter((found) => all.has(fold(found[0])))
      .map((found) => [found.index, found.index + found[0].length]));
    text.querySelectorAll(".w").forEach((other) =>
      other.classList.toggle("same", all.has(fold(other.textContent))));
  };
  for (const line of text.querySelectorAll(".s[id] .t")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const parts = [];
      let place = 0;
      for (const found of node.data.matchAll(WORD)) {
        const word = make("span", found[0]);
        word.className = "w";
        word.tabIndex = -1;
        parts.push(node.data.slice(place, found.index), word);
        place = found.index + found[0].length;
      }
      node.replaceWith(...parts, node.data.slice(place));
    }
  }
  const words = [...text.querySelectorAll(".w")];
  if (words.length) words[0].tabIndex = 0;
  text.addEventListener("click", (event) => {
    if (event.target.classList.contains("w")) show(event.target);
  });
  text.addEventListener("keydown", (event) => {
    const at = words.indexOf(event.target);
    if (at < 0) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 10, ArrowUp: -10 }[event.key];
    if (step) {
      const next = words[Math.min(Math.max(at + step, 0), words.length - 1)];
      words[at].tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
      event.preventDefault();
    } else if (event.key === "Enter") {
      show(event.target);
    }
  });
  const find = document.getElementById("find");
  find.closest("label").hidden = false;
  find.addEventListener("input", () => {
    const wanted = find.value.toLowerCase().replaceAll("’", "'").trim();
    if (wanted.length < 2) { back = null; close(); return; }
    uses(find, find.value, (line) => {
      const places = [], lower = line.toLowerCase().replaceAll("’", "'");
      for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
        places.push([at, at + wanted.length]);
      }
      return places;
    });
  });
  const reveal = (id) => {
    const aim = document.getElementById(id);
    for (let box = aim; box; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    if (aim) aim.scrollIntoView();
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link) return;
    const row = link.matches("a.n") && document.getElementById(link.hash.slice(1));
    if (!row) { setTimeout(() => reveal(link.hash.slice(1))); return; }
    event.preventDefault();
    const names = ["", "value", "low", "high", "n", "unit", "method", "cell"], list = make("dl");
    [...row.cells].forEach((cell, place) => {
      if (place && cell.textContent) {
        list.append(make("dt", names[place]), make("dd", ...cell.cloneNode(true).childNodes));
      }
    });
    open(link, make("b", row.cells[0].firstChild.data.trim()), list);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !card.hidden) close();
  });
  addEventListener("hashchange", () => reveal(location.hash.slice(1)));
  addEventListener("beforeprint", () =>
    document.querySelectorAll("details.finding").forEach((box) => { box.open = true; }));
  if (location.hash) reveal(location.hash.slice(1));
})();

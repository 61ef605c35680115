"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const STEP = 60;
  const by = (id) => document.getElementById(id);
  const key = `jbgraph-review:${data.document}:${data.draft}`;
  const held = { reviewer: "", rows: {}, things: {} };
  let tab = "rows";
  let shown = STEP;
  let here = 0;

  // -- what is kept ------------------------------------------------------------------------------------------------

  const restore = () => {
    for (const row of data.rows) {
      if (row.before) held.rows[row.id] = { decision: row.before.decision, corrections: { ...row.before.corrections } };
    }
    try {
      const kept = JSON.parse(localStorage.getItem(key) || "{}");
      held.reviewer = String(kept.reviewer || "");
      Object.assign(held.rows, kept.rows);
      Object.assign(held.things, kept.things);
    } catch { /* a browser may refuse storage to a local file */ }
  };
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify(held)); } catch { /* the same */ }
    counted();
  };

  // -- parts of the page -------------------------------------------------------------------------------------------

  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "class") node.className = value;
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== false) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== ""));
    return node;
  };
  const squeezed = (text) => {
    const places = [];
    let bare = "";
    for (let at = 0; at < text.length; at += 1) {
      if (!/\s/.test(text[at])) { bare += text[at]; places.push(at); }
    }
    return [bare, places];
  };
  const passage = (text, quote) => {
    const [bare, places] = squeezed(text);
    const [wanted] = squeezed(quote || "");
    const start = wanted ? bare.indexOf(wanted) : -1;
    if (start < 0) return make("q", {}, text);
    const low = places[start];
    const high = places[start + wanted.length - 1] + 1;
    return make("q", {}, text.slice(0, low), make("mark", {}, text.slice(low, high)), text.slice(high));
  };
  const field = (name, label, value, now, list, change) => {
    const input = list
      ? make("select", { "data-field": name, onchange: change }, make("option", { value: "" }, now || "—"),
        ...list.map((word) => make("option", { value: word }, word)))
      : make("input", { "data-field": name, placeholder: now || "", maxlength: "200", onchange: change });
    input.value = value || "";
    return make("label", {}, label, input);
  };

  // -- statements --------------------------------------------------------------------------------------------------

  const settled = (row) => held.rows[row.id]?.decision || "";
  const decide = (row, decision) => {
    const own = held.rows[row.id] || { corrections: {} };
    held.rows[row.id] = { ...own, decision: own.decision === decision ? "" : decision };
    if (!held.rows[row.id].decision && !Object.keys(own.corrections).length) delete held.rows[row.id];
    keep();
  };
  const correct = (row, name, value) => {
    const own = held.rows[row.id] || { corrections: {} };
    const corrections = { ...own.corrections, [name]: value };
    if (!value) delete corrections[name];
    held.rows[row.id] = { decision: "correct", corrections };
    keep();
  };
  const dress = (node, row) => {
    const decision = settled(row);
    const low = row.confidence < data.doubtful ? "doubtful" : "";
    node.className = `${decision || low} ${node.classList.contains("here") ? "here" : ""}`;
    for (const button of node.querySelectorAll(".choice button")) {
      button.setAttribute("aria-pressed", String(button.dataset.decision === decision));
    }
    const fields = node.querySelector(".fields");
    if (decision === "correct" && !fields) node.lastChild.append(fieldsOf(node, row));
    if (decision !== "correct" && fields) fields.remove();
  };
  const fieldsOf = (node, row) => make("div", { class: "fields" }, ...Object.entries(row.now).map(([name, now]) => field(
    name, data.columns[name], held.rows[row.id]?.corrections?.[name], now, data.lists[name],
    (event) => { correct(row, name, event.target.value.trim()); dress(node, row); })));
  const statement = (row) => {
    const low = row.confidence < data.doubtful;
    const node = make("article", { tabindex: "-1", "data-id": row.id },
      make("p", { class: "where" }, make("b", {}, row.kind), make("span", {}, row.section),
        make("span", { class: low ? "low" : "" }, `${data.words.confidence} ${row.confidence.toFixed(2)}`),
        make("span", {}, row.rule), row.concluded ? make("b", { class: "low" }, data.words.concluded) : ""),
      passage(row.text, row.quote),
      make("div", {}, make("p", { class: "says" }, row.words),
        make("div", { class: "choice" }, ...Object.entries(data.decisions)
          .filter(([name]) => !(row.concluded && name === "correct"))
          .map(([name, word]) => make("button", {
            type: "button", "data-decision": name, onclick: () => { decide(row, name); dress(node, row); },
          }, word)),
        row.before ? make("span", { class: "before" }, `${data.words.before} ${row.before.by} ${row.before.at}`) : "")));
    dress(node, row);
    return node;
  };

  // -- new things and gaps -----------------------------------------------------------------------------------------

  const change = (thing, name, value) => {
    const own = { ...held.things[thing.iri], [name]: value };
    if (!value) delete own[name];
    if (Object.keys(own).length) held.things[thing.iri] = own; else delete held.things[thing.iri];
    keep();
  };
  const newThing = (thing) => {
    const own = held.things[thing.iri] || {};
    const put = (name) => (event) => change(thing, name, event.target.value.trim());
    const reject = make("button", { type: "button", "aria-pressed": String(own.decision === "reject"), onclick: () => {
      change(thing, "decision", held.things[thing.iri]?.decision ? "" : "reject");
      reject.setAttribute("aria-pressed", String(held.things[thing.iri]?.decision === "reject"));
    } }, data.words["reject-thing"]);
    return make("article", { class: thing.alike ? "thing doubtful" : "thing" },
      make("p", { class: "where" }, make("b", {}, thing.kind), make("span", {}, thing.about),
        make("span", {}, `${thing.uses} ${data.words.uses}`),
        thing.alike ? make("span", { class: "alike" }, `${data.words["looks-like"]} ${thing.alike}`) : ""),
      make("div", {}, make("p", { class: "says" }, thing.zh), passage(thing.text, thing.zh)),
      make("div", {}, make("div", { class: "form" },
        field("en", data.columns.en, own.en || thing.en, "", null, put("en")),
        field("kind", data.other.kind, own.kind, "", data.lists.class, put("kind")),
        field("same", data.columns.same, own.same, "", null, put("same")),
        field("zh", data.other.new, own.zh, "", null, put("zh"))), make("div", { class: "choice" }, reject)));
  };
  const gap = ([kind, said, quote, section, text]) => make("article", {},
    make("p", { class: "where" }, make("b", {}, kind), make("span", {}, section)),
    passage(text, quote), make("p", { class: "says" }, said + (text ? "" : ` ${quote}`)));

  // -- the list ----------------------------------------------------------------------------------------------------

  const wanted = () => {
    const words = by("search").value.trim().toLowerCase();
    const has = (...texts) => !words || texts.some((text) => String(text).toLowerCase().includes(words));
    if (tab === "gaps") return data.gaps.filter((one) => has(...one));
    if (tab === "things") return data.things.filter((one) => has(one.zh, one.en, one.kind, one.text));
    const state = by("state").value;
    const kind = by("kind").value;
    return data.rows.filter((row) => has(row.words, row.text, row.section) && (!kind || row.kind === kind)
      && (!state || (state === "decided") === Boolean(settled(row)) || (state === "doubtful" && !settled(row)))
      && (state !== "doubtful" || row.confidence < data.doubtful));
  };
  const draw = () => {
    const found = wanted();
    const maker = { rows: statement, things: newThing, gaps: gap }[tab];
    const list = by("list");
    list.replaceChildren(...found.slice(0, shown).map(maker));
    if (!found.length) list.append(make("p", { class: "empty" }, data.words.none));
    by("more").hidden = found.length <= shown;
    for (const part of [by("state"), by("kind"), by("filters").lastElementChild]) part.hidden = tab !== "rows";
    point(0, false);
  };
  const fresh = () => { shown = STEP; draw(); };
  const counted = () => {
    const done = data.rows.filter(settled).length;
    by("count").textContent = `${done} ${data.words.of} ${data.rows.length}`;
    document.querySelector(".progress i").style.width = `${data.rows.length ? (100 * done) / data.rows.length : 0}%`;
  };
  const point = (place, scroll = true) => {
    const cards = [...by("list").querySelectorAll("article")];
    cards.forEach((card) => card.classList.remove("here"));
    here = Math.max(0, Math.min(place, cards.length - 1));
    const card = cards[here];
    if (!card || tab !== "rows") return;
    card.classList.add("here");
    if (scroll) { card.focus({ preventScroll: true }); card.scrollIntoView({ block: "nearest" }); }
    if (here > cards.length - 3 && !by("more").hidden) { shown += STEP; extend(); }
  };
  const extend = () => {
    const have = by("list").childElementCount;
    const maker = { rows: statement, things: newThing, gaps: gap }[tab];
    const found = wanted().filter((one) => tab !== "rows" || !by("list").querySelector(`[data-id="${one.id}"]`));
    const next = tab === "rows" ? found.slice(0, STEP) : found.slice(have, have + STEP);
    by("list").append(...next.map(maker));
    by("more").hidden = tab === "rows" ? found.length <= STEP : found.length <= have + STEP;
  };
  const show = (name) => {
    tab = name;
    for (const one of ["rows", "things", "gaps"]) by(`tab-${one}`).setAttribute("aria-selected", String(one === name));
    fresh();
  };

  // -- decisions as a file -----------------------------------------------------------------------------------------

  const save = () => {
    const reviewer = by("reviewer").value.trim();
    if (!reviewer) { by("told").textContent = data.words.nobody; by("reviewer").focus(); return; }
    const decisions = data.rows.filter(settled).map((row) => ({ id: row.id, ...held.rows[row.id] }))
      .map((one) => (one.decision === "correct" ? one : { ...one, corrections: {} }));
    const things = data.things.filter((one) => held.things[one.iri]).map((one) => ({ iri: one.iri, ...held.things[one.iri] }));
    const out = { form: data.form, document: data.document, draft: data.draft, reviewer, decisions, things };
    const address = URL.createObjectURL(new Blob([JSON.stringify(out, null, 1)], { type: "application/json" }));
    const name = `${data.document}-decisions.json`;
    const link = make("a", { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    by("told").textContent = `${data.words.saved} ${name}`;
  };

  const pressed = (event) => {
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape" && typing) { event.target.blur(); return; }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); by("search").focus(); return; }
    if (tab !== "rows") return;
    const move = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (move) { event.preventDefault(); point(here + move); return; }
    const card = by("list").querySelectorAll("article")[here];
    const row = card && data.rows.find((one) => one.id === card.dataset.id);
    const decision = { a: "accept", r: "reject", c: "correct" }[event.key.toLowerCase()];
    if (!row || !(decision || event.key.toLowerCase() === "u") || (row.concluded && decision === "correct")) return;
    event.preventDefault();
    if (decision && settled(row) !== decision) decide(row, decision);
    if (!decision) { delete held.rows[row.id]; keep(); }
    dress(card, row);
    if (decision === "correct") card.querySelector(".fields input, .fields select")?.focus();
    else if (decision) point(here + 1);
  };

  restore();
  by("reviewer").value = held.reviewer;
  by("reviewer").addEventListener("change", (event) => { held.reviewer = event.target.value.trim(); keep(); });
  by("save").addEventListener("click", save);
  by("more").addEventListener("click", () => { shown += STEP; extend(); });
  by("search").addEventListener("input", fresh);
  for (const list of [by("state"), by("kind")]) {
    list.addEventListener("change", () => { list.blur(); fresh(); });
  }
  for (const name of [...new Set(data.rows.map((row) => row.kind))].sort()) by("kind").append(make("option", { value: name }, name));
  for (const name of ["rows", "things", "gaps"]) {
    by(`tab-${name}`).addEventListener("click", () => show(name));
    by(`tab-${name}`).lastElementChild.textContent = String(data[name].length);
  }
  document.addEventListener("keydown", pressed);
  counted();
  draw();
  document.documentElement.dataset.ready = "true";
})();

// The review page: what was typed, what was saved, and what happened on disk. Without a build step; one global, `page`.
"use strict";

const page = (() => {
  const main = document.getElementById("main");
  const base = main?.dataset.base;
  const texts = document.body.dataset;
  const saved = new Map(); // unit id -> the text that the catalog has, as far as this window knows
  const sent = new Map(); // unit id -> the text of a save that is under way
  let composing = null; // the text field an input method is working in

  const units = () => [...main.querySelectorAll("form.unit")];
  const idOf = (unit) => unit.getAttribute("id").slice(2); // `unit.id` would search all its fields for one of that name
  const fields = (unit) => [...unit.querySelectorAll("textarea")]; // one, or one for each plural form
  const field = (unit) => fields(unit).find((area) => area === document.activeElement) ?? fields(unit)[0];
  const textOf = (unit) => fields(unit).map((area) => area.value).join("\0");
  const unitOf = (element) => element?.closest?.("form.unit") ?? null;
  const stateOf = (unit) => unit.querySelector(".meta").dataset.state;
  const etagOf = (unit) => unit.querySelector("input[name=etag]").value;
  const isDirty = (unit) => textOf(unit) !== saved.get(idOf(unit));
  const key = (unit) => `l10n ${base} ${idOf(unit)}`;

  let clearing;
  function say(text, stays = false) {
    const status = document.getElementById("status");
    status.textContent = text;
    clearTimeout(clearing);
    if (!stays) clearing = setTimeout(() => { status.textContent = ""; }, 6000);
  }

  // What is typed is kept in this browser until it is saved.
  function keep(unit) {
    const dirty = isDirty(unit);
    unit.classList.toggle("dirty", dirty);
    try {
      if (dirty) localStorage.setItem(key(unit), JSON.stringify({ text: textOf(unit), over: saved.get(idOf(unit)) }));
      else localStorage.removeItem(key(unit));
    } catch { /* no room, or not allowed: the warning before leaving remains */ }
  }

  function adopt(unit) {
    saved.set(idOf(unit), textOf(unit));
    let kept = null;
    try { kept = JSON.parse(localStorage.getItem(key(unit))); } catch { /* not ours */ }
    if (kept && typeof kept.text === "string" && kept.text !== textOf(unit)) {
      const typed = kept.text.split("\0");
      fields(unit).forEach((area, at) => { area.value = typed[at] ?? area.value; });
      keep(unit);
      return true;
    }
    return false;
  }

  function adoptAll() {
    const restored = units().filter(adopt);
    if (restored.length) say(`${texts.textRestored} ${restored.length}`, true);
  }

  // Saving: htmx sends the form; the text field itself is never replaced by the answer.
  document.addEventListener("htmx:configRequest", (event) => {
    const unit = unitOf(event.detail.elt);
    if (unit && event.detail.verb === "post") sent.set(idOf(unit), textOf(unit));
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const unit = document.getElementById(event.detail.requestConfig?.elt?.id); // the answer's target has left the page
    if (!unit?.matches("form.unit") || event.detail.requestConfig.verb !== "post") return;
    const meta = unit.querySelector(".meta");
    if (meta.dataset.done) {
      saved.set(idOf(unit), sent.get(idOf(unit)));
      keep(unit);
      say(meta.dataset.state === "approved" ? texts.textApproved : texts.textSaved);
      refresh();
    } else {
      say(texts.textConflict, true);
    }
  });
  document.addEventListener("htmx:responseError", (event) => say(`${texts.textFailed} ${event.detail.xhr.responseText} ${texts.textKept}`, true));
  document.addEventListener("htmx:sendError", () => say(texts.textOffline, true));

  // A unit that was put in anew (taken from disk) shows what the catalog has.
  function renewed(unit) {
    saved.set(idOf(unit), textOf(unit));
    keep(unit);
  }
  document.addEventListener("htmx:oobAfterSwap", (event) => {
    const unit = document.getElementById(event.detail.target.id);
    if (unit?.matches("form.unit")) renewed(unit);
  });
  // Focus that was in what is put in anew goes to the unit's field.
  let losing = false;
  document.addEventListener("htmx:beforeSwap", (event) => { losing = event.detail.target.contains(document.activeElement); });
  document.addEventListener("htmx:load", (event) => {
    const unit = unitOf(event.detail.elt);
    if (unit && losing && document.activeElement === document.body) field(unit).focus({ preventScroll: true });
    if (base && event.detail.elt.matches?.("form.unit") && saved.has(idOf(event.detail.elt))) renewed(event.detail.elt);
  });

  document.addEventListener("compositionstart", (event) => { composing = event.target; });
  document.addEventListener("compositionend", (event) => { composing = null; if (unitOf(event.target)) keep(unitOf(event.target)); });
  document.addEventListener("input", (event) => { if (event.target.matches("form.unit textarea")) keep(unitOf(event.target)); });
  addEventListener("beforeunload", (event) => { if (base && units().some(isDirty)) event.preventDefault(); });

  // What other programs write appears here; what is being typed stays.
  let polling = false;
  let failed = 0; // a program that is just writing the catalog may leave it unreadable for a moment
  async function poll() {
    if (polling || !base) return;
    polling = true;
    try {
      const answer = await fetch(`${base}/changes?stamp=${main.dataset.stamp}&source=${main.dataset.source}`);
      failed = answer.ok ? 0 : failed + 1;
      if (answer.status === 200) await take(await answer.json());
      else if (failed > 1) say(await answer.text(), true);
    } catch { say(texts.textOffline, true); } finally { polling = false; }
  }

  async function take({ stamp, source, units: etags }) {
    document.getElementById("source-changed").hidden = source === main.dataset.source;
    const here = units();
    // A unit that is being saved gets its new etag with the answer.
    const changed = here.filter((unit) => etags[idOf(unit)] && etags[idOf(unit)] !== etagOf(unit) && !unit.matches(".htmx-request"));
    const typed = changed.filter((unit) => isDirty(unit) || fields(unit).includes(composing));
    const free = changed.filter((unit) => !typed.includes(unit) && stateOf(unit) !== "conflict");
    if (here.length !== Object.keys(etags).length || here.some((unit) => !(idOf(unit) in etags))) say(texts.textReload, true);
    if (typed.length && typed.some((unit) => !unit.dataset.told)) {
      for (const unit of typed) unit.dataset.told = "1";
      say(texts.textTyped, true);
    }
    for (let at = 0; at < free.length; at += 50) {
      const ids = free.slice(at, at + 50).map(idOf).join(",");
      await htmx.ajax("GET", `${base}/units?ids=${ids}`, { source: "#main", target: "#status", swap: "none" });
    }
    main.dataset.stamp = stamp;
    if (free.length) {
      say(`${texts.textDisk} ${free.length}`);
      refresh();
    }
  }

  let refreshing;
  function refresh() {
    clearTimeout(refreshing);
    refreshing = setTimeout(() => {
      htmx.trigger("#progress", "refresh");
      filter();
      const frame = document.querySelector("#preview:not([hidden]) iframe");
      if (frame) frame.src = frame.dataset.src;
    }, 150);
  }

  // Changes to many units: they are made on disk, and come back like any other change there.
  async function change(address, values, nothing = "") {
    const body = new URLSearchParams(values);
    try {
      const answer = await fetch(address, { method: "POST", body, headers: { "X-Form-Token": texts.formToken } });
      if (!answer.ok) return say(`${texts.textFailed} ${await answer.text()}`, true);
      const { changed, conflicts } = await answer.json();
      await poll();
      refresh();
      if (nothing && !changed && !conflicts) say(nothing);
      else say(`${texts.textChanged} ${changed}${conflicts ? `; ${texts.textLeft} ${conflicts}` : ""}`);
    } catch { say(texts.textOffline, true); }
    return undefined;
  }

  const picked = () => units().filter((unit) => !unit.hidden && unit.querySelector(".pick input").checked);
  function approvePicked() {
    const chosen = picked();
    if (chosen.some(isDirty)) return say(texts.textDirty);
    for (const unit of chosen) unit.querySelector(".pick input").checked = false;
    document.getElementById("pick-all").checked = false;
    return change(`${base}/approve`, chosen.map((unit) => ["unit", `${idOf(unit)}:${etagOf(unit)}`]));
  }
  const undo = () => change(`${base}/undo`, [], texts.textNothing);

  // Filters: by state, finding and text.
  const chosen = (id) => document.getElementById(id)?.value ?? "";
  function filter(event) {
    const [state, rule, text] = [chosen("filter-state"), chosen("filter-rule"), chosen("filter-text").toLowerCase()];
    if (!event && !state && !rule && !text) return;
    let shown = 0;
    for (const unit of units()) {
      const at = stateOf(unit);
      const rules = unit.querySelector(".findings").dataset.rules.split(" ").filter(Boolean);
      const hit = (!state || at === state || (state === "todo" && at !== "approved"))
        && (!rule || (rule === "*" ? rules.length > 0 : rules.includes(rule)))
        && (!text || `${unit.querySelector(".source").textContent}\n${textOf(unit)}`.toLowerCase().includes(text));
      // The unit somebody works in stays, whatever became of it.
      unit.hidden = !hit && !(unit.contains(document.activeElement) && !event);
      shown += unit.hidden ? 0 : 1;
    }
    if (event) say(`${texts.textShown} ${shown}`);
  }
  function listRules() {
    const select = document.getElementById("filter-rule");
    const rules = document.getElementById("rules")?.dataset.rules.split(" ").filter(Boolean) ?? [];
    for (const rule of rules) {
      const name = document.querySelector(`.findings .rule[title="${rule}"]`)?.textContent ?? rule;
      if (![...select.options].some((option) => option.value === rule)) select.add(new Option(name, rule));
    }
  }

  // Help beside the unit: asked for when a person stays with it.
  let asking;
  let helped = "";
  document.addEventListener("focusin", (event) => {
    const unit = unitOf(event.target);
    if (!unit || helped === idOf(unit)) return;
    clearTimeout(asking);
    asking = setTimeout(() => {
      helped = idOf(unit);
      htmx.ajax("GET", `${base}/unit/${helped}/help`, { source: "#help", target: "#help", swap: "innerHTML" });
    }, 120);
  });

  function start() {
    if (!base) return;
    adoptAll();
    for (const id of ["filter-state", "filter-rule"]) document.getElementById(id).addEventListener("change", filter);
    document.getElementById("filter-text").addEventListener("input", filter);
    document.addEventListener("htmx:afterSettle", (event) => { if (event.detail.target?.id === "findings") { listRules(); filter(); } });
    document.getElementById("pick-all").addEventListener("change", (event) => {
      for (const unit of units()) if (!unit.hidden) unit.querySelector(".pick input").checked = event.target.checked;
    });
    document.getElementById("approve-picked").addEventListener("click", approvePicked);
    document.getElementById("undo").addEventListener("click", undo);
    document.getElementById("take-in").addEventListener("click", async () => {
      if (units().some(isDirty)) { say(texts.textDirty); return; }
      await change(`${base}/update`, []);
      location.reload();
    });
    setInterval(() => { if (!document.hidden) poll(); }, 1500);
    document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
  }
  start();

  return { main, texts, units, unitOf, field, stateOf, isDirty, keep, say, undo, change, isComposing: () => composing !== null, base };
})();

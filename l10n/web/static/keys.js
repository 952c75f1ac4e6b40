// Keys, and the buttons that put text in. Nothing here happens while an input method is composing.
"use strict";

(() => {
  const { main, texts, units, unitOf, field, stateOf, keep, say, undo, change, base } = page;
  if (!base) return;

  const shown = () => units().filter((unit) => !unit.hidden);
  function go(unit) {
    if (!unit) return;
    field(unit).focus({ preventScroll: true });
    unit.scrollIntoView({ block: "nearest" });
  }
  function step(from, by) {
    const all = shown();
    const at = all.indexOf(from);
    go(all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]);
  }
  function nextOpen(from) {
    const all = shown();
    const at = all.indexOf(from) + 1;
    const open = [...all.slice(at), ...all.slice(0, at)].find((unit) => unit !== from && stateOf(unit) !== "approved");
    if (open) go(open);
    else say(texts.textLast);
  }

  // Puts text in as if it were typed, so that the browser can take it back.
  function type(unit, text, all) {
    const area = field(unit);
    if (area.readOnly || page.isComposing()) return;
    area.focus({ preventScroll: true });
    if (all) area.select();
    if (!document.execCommand("insertText", false, text)) area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
    keep(unit);
  }

  // A click, for only that tells htmx which button was meant.
  const submit = (unit, approve) => unit.querySelector(approve ? ".actions .approve" : ".actions button").click();

  let current = null;
  document.addEventListener("focusin", (event) => { current = unitOf(event.target) ?? current; });
  const here = () => (current?.isConnected ? current : document.getElementById(current?.id));

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || page.isComposing()) return;
    const unit = unitOf(event.target);
    const { key, ctrlKey, altKey, shiftKey, metaKey } = event;
    const control = ctrlKey || metaKey;
    let done = true;
    if (key === "Enter" && control && shiftKey) nextOpen(unit ?? here());
    else if (key === "Enter" && control && unit && !event.repeat) { submit(unit, altKey); step(unit, 1); }
    else if (altKey && !control && key === "ArrowDown") step(unit ?? here(), 1);
    else if (altKey && !control && key === "ArrowUp") step(unit ?? here(), -1);
    else if (control && altKey && key.toLowerCase() === "z") undo();
    else if (control && !altKey && unit && /^[1-9]$/.test(key)) {
      const button = document.querySelectorAll("#help .suggestion")[Number(key) - 1];
      if (button) type(unit, button.dataset.replace, true);
    } else if (key === "?" && !control && !altKey && !event.target.matches("input, textarea, select")) document.getElementById("keys").showModal();
    else done = false;
    if (done) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const unit = here();
    if (button.dataset.replace !== undefined && unit) type(unit, button.dataset.replace, true);
    else if (button.dataset.insert !== undefined && unit) type(unit, button.dataset.insert, false);
    else if (button.dataset.fix !== undefined) {
      const fixed = document.getElementById(`u-${button.dataset.unit}`);
      if (page.isDirty(fixed)) say(texts.textDirty);
      else { type(fixed, button.dataset.fix, true); submit(fixed, false); }
    } else if (button.id === "open-keys") document.getElementById("keys").showModal();
    else if (button.id === "open-replace") document.getElementById("replace").showModal();
    else if (button.id === "open-terms") {
      document.getElementById("terms").showModal();
      htmx.trigger("#suggestions", "look");
    } else if (button.id === "draft-again") {
      if (units().some(page.isDirty)) { say(texts.textDirty); return; }
      button.closest("dialog").close();
      say(texts.textDrafting, true);
      change(button.dataset.action, []);
    } else if (button.classList.contains("close")) button.closest("dialog").close();
    else if (button.id === "toggle-preview") {
      const preview = document.getElementById("preview");
      preview.hidden = !preview.hidden;
      button.setAttribute("aria-expanded", String(!preview.hidden));
      document.querySelector(".columns").classList.toggle("with-preview", !preview.hidden);
      const frame = preview.querySelector("iframe");
      if (!preview.hidden) frame.src = frame.dataset.src;
    }
  });

  document.getElementById("replace-form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (units().some(page.isDirty)) { say(texts.textDirty); return; }
    event.target.closest("dialog").close();
    change(event.target.getAttribute("action"), new FormData(event.target));
  });
  // A decision makes the list anew: whoever works with keys goes on from its beginning.
  document.addEventListener("htmx:afterSettle", (event) => {
    const list = document.getElementById("suggestions");
    if (event.detail.target === list && document.activeElement === document.body) {
      (document.getElementById("draft-again") ?? document.getElementById("terms-title")).focus();
    }
  });
  main.dataset.ready = "1";
})();

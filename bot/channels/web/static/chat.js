// Spares the visitor the reloads. Everything here also works without it: same forms, same addresses, same answers.
"use strict";

(() => {
  const log = document.getElementById("samtal");
  const waiting = document.getElementById("vantar");
  const field = () => document.getElementById("text");
  let busy = false;

  // Whether the field had the focus when the page had to be fetched anew. Some browsers keep nothing in a frame.
  const remember = (value) => {
    try {
      const before = sessionStorage.getItem("partnerskap-focus");
      sessionStorage.setItem("partnerskap-focus", value);
      return before;
    } catch { return ""; }
  };

  const post = async (form, submitter) => {
    const fields = new URLSearchParams(new FormData(form));
    if (submitter && submitter.name) fields.set(submitter.name, submitter.value);
    const response = await fetch(form.action, {
      method: "POST", body: fields, headers: { "X-Partnerskap": "1" }, credentials: "same-origin",
    });
    const text = await response.text();
    if (!response.ok || !(response.headers.get("Content-Type") || "").startsWith("text/html")) {
      throw Object.assign(new Error("refused"), { status: response.status, told: response.headers.get("Content-Type")?.startsWith("text/plain") ? text : "" });
    }
    return new DOMParser().parseFromString(text, "text/html").body;
  };

  const tell = (text) => {
    const place = document.getElementById("fel");
    place.textContent = text;
    if (text) field().setAttribute("aria-invalid", "true");
    else field().removeAttribute("aria-invalid");
  };

  // The form under the conversation as it now is: another label, another number, perhaps how far one has come. Its
  // text field stays the one it was, so that focus and what is being written stay too.
  const renew = (composer) => {
    const now = document.getElementById("skriv");
    const kept = field();
    const fresh = composer.querySelector("textarea");
    for (const name of ["autocomplete", "inputmode", "autocapitalize"]) {
      if (fresh.hasAttribute(name)) kept.setAttribute(name, fresh.getAttribute(name));
      else kept.removeAttribute(name);
    }
    now.querySelector("label").textContent = composer.querySelector("label").textContent;
    now.querySelector("button").textContent = composer.querySelector("button").textContent;
    now.querySelector(".progress")?.remove();
    const progress = composer.querySelector(".progress");
    if (progress) now.querySelector("label").before(progress);
    const page = composer.querySelector("[name=page]").value;
    for (const form of document.querySelectorAll("form[data-say]")) {
      form.querySelector("[name=page]").value = page;
      form.querySelector("[name=first]")?.remove();
    }
  };

  // What could be pressed before cannot any more: the server shows an earlier message without its buttons, so do we.
  const settle = (exchange) => {
    exchange.querySelectorAll(".choices, .summary .edit").forEach((old) => old.remove());
    exchange.querySelectorAll("form[data-say]").forEach((form) => form.replaceWith(...form.querySelectorAll(":scope > .text")));
  };

  const say = async (form, submitter) => {
    const typed = form.id === "skriv";
    const indicator = setTimeout(() => { waiting.textContent = waiting.dataset.text; }, 400);
    tell("");
    try {
      const body = await post(form, submitter);
      const root = body.querySelector("[data-language]");
      if (root.dataset.language !== document.documentElement.lang) {
        remember("1");
        location.reload();
        return;
      }
      const exchange = root.querySelector(".exchange");
      const composer = root.querySelector("#skriv");
      const before = document.getElementById(exchange.id);
      log.querySelectorAll(".exchange").forEach(settle);
      if (before) before.replaceWith(exchange);
      else log.append(exchange);
      renew(composer);
      document.querySelector(".language").replaceWith(root.querySelector(".language"));
      if (typed) field().value = "";
      grow();
      exchange.scrollIntoView({ block: "start" });
      // Who wrote goes on writing. Whose button is gone stands at the new message: its buttons come next.
      if (typed) field().focus({ preventScroll: true });
      else exchange.focus({ preventScroll: true });
    } catch (error) {
      // The page has become too old (its cookie is gone): sent the plain way, it comes back fresh with the words in it.
      if (error.status === 403) { form.submit(); return; }
      tell(error.told || document.getElementById("skriv").dataset.lost);
      if (typed) field().focus();
    } finally {
      clearTimeout(indicator);
      waiting.textContent = "";
    }
  };

  const react = async (form, submitter) => {
    try {
      const thanks = (await post(form, submitter)).querySelector("form");
      form.replaceWith(thanks);
      thanks.querySelector(".thanks").focus();
    } catch (error) {
      tell(error.told || document.getElementById("skriv").dataset.lost);
    }
  };

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!("say" in form.dataset || "react" in form.dataset)) return;
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      await ("react" in form.dataset ? react : say)(form, event.submitter);
    } finally {
      busy = false;
    }
  });

  const grow = () => {
    const area = field();
    area.style.height = "auto";
    area.style.height = `${Math.min(area.scrollHeight + 2, window.innerHeight / 3)}px`;
  };
  field().addEventListener("input", grow);
  field().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      document.getElementById("skriv").requestSubmit();
    }
  });

  // In a frame: Esc closes the panel, which only the page around it can do.
  if (window.parent !== window) {
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") window.parent.postMessage("partnerskap:close", "*");
    });
  }

  // A page that was left and is shown again must not show what has been erased meanwhile, or miss what was said.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  const last = log.lastElementChild;
  if (last && log.children.length > 1 && !location.hash) last.scrollIntoView({ block: "start" });
  if (remember("") === "1") field().focus();
  grow();
})();

// Opens the chat in a panel on any page: <script src="https://…/widget.js" data-lang="sv" defer></script>
// Everything lives in a shadow root and a frame: no style leaks in or out, and the page cannot read the conversation.
"use strict";

(() => {
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  const english = (script.dataset.lang || document.documentElement.lang || "sv").startsWith("en");
  const words = english
    ? { open: "Questions about partnerships?", close: "Close", title: "The partnership guide" }
    : { open: "Frågor om partnerskap?", close: "Stäng", title: "Partnerskapsguiden" };
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; }
    * { box-sizing: border-box; font: 600 16px/1.4 system-ui, "Segoe UI", Roboto, sans-serif; }
    button { color: #fff; background: #0b5563; border: 2px solid #fff; border-radius: 6px; padding: 10px 18px; min-height: 44px; cursor: pointer; }
    button:hover { background: #07404b; }
    button:focus-visible { outline: 3px solid #0b5563; outline-offset: 2px; }
    .open { position: fixed; right: 16px; bottom: 16px; z-index: 2147483000; box-shadow: 0 2px 10px rgb(0 0 0 / .25); }
    .panel { position: fixed; right: 16px; bottom: 16px; z-index: 2147483001; display: flex; flex-direction: column;
      width: min(420px, calc(100vw - 32px)); height: min(680px, calc(100vh - 32px)); background: #0b5563;
      border: 1px solid #0b5563; border-radius: 8px; overflow: hidden; box-shadow: 0 6px 30px rgb(0 0 0 / .3); }
    .panel[hidden], .open[hidden] { display: none; }
    .bar { display: flex; justify-content: space-between; align-items: center; gap: 8px; padding: 4px 4px 4px 16px; color: #fff; }
    .bar button { border-color: transparent; padding: 8px 14px; }
    .bar button:focus-visible { outline-color: #fff; outline-offset: -4px; }
    iframe { flex: 1; width: 100%; border: 0; background: #fff; }
    @media (max-width: 480px), (max-height: 420px) { .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; } }
    @media print { .open, .panel { display: none; } }
  `);

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [style];
  const make = (tag, given, ...children) => {
    const element = Object.assign(document.createElement(tag), given);
    element.append(...children);
    return element;
  };
  const open = make("button", { className: "open", type: "button", textContent: words.open });
  const close = make("button", { type: "button", textContent: words.close });
  const panel = make("div", { className: "panel", hidden: true, id: "panel" },
    make("div", { className: "bar" }, make("span", { textContent: words.title }), close));
  host.lang = english ? "en" : "sv";
  open.setAttribute("aria-expanded", "false");
  open.setAttribute("aria-controls", "panel");
  panel.setAttribute("role", "dialog");
  panel.setAttribute("aria-label", words.title);
  root.append(open, panel);

  // Whether the panel stood open is remembered while the visitor goes from page to page on the same site.
  const remembered = (value) => {
    try {
      if (value !== undefined) sessionStorage.setItem("partnerskap", value);
      return sessionStorage.getItem("partnerskap");
    } catch { return null; }
  };
  let frame = null;
  const show = (focus) => {
    if (!frame) {
      frame = make("iframe", { title: words.title, src: `${origin}/ram/?lang=${english ? "en" : "sv"}` });
      panel.append(frame);
    }
    panel.hidden = false;
    open.hidden = true;
    open.setAttribute("aria-expanded", "true");
    remembered("open");
    if (focus) frame.focus();
  };
  const hide = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    open.hidden = false;
    open.setAttribute("aria-expanded", "false");
    remembered("closed");
    open.focus();
  };
  open.addEventListener("click", () => show(true));
  close.addEventListener("click", hide);
  panel.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("message", (event) => {
    if (frame && event.source === frame.contentWindow && event.origin === origin && event.data === "partnerskap:close") hide();
  });
  const attach = () => {
    document.body.append(host);
    if (remembered() === "open") show(false);
  };
  if (document.body) attach();
  else document.addEventListener("DOMContentLoaded", attach);
})();

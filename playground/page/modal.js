// Forms over the page, and the little question before a button with consequences.

import { drawBlocks } from "./blocks.js";
import { h, icon } from "./dom.js";
import { plain, words } from "./words.js";

/** Reads all fields of a surface: {"block/action": chosen}. */
export const readFields = (fields) => Object.fromEntries([...fields].map(([name, get]) => [name, get()]));

/** One modal at a time; the same view drawn again keeps what was typed. */
export class Modal {
  /** `desk`: surface(extra) builds a surface, post(path, body) talks to the server. */
  constructor(desk) {
    this.desk = desk;
    this.node = null;
    this.viewId = null;
  }

  show(view) {
    if (!view) return this.hide();
    const kept = this.viewId === view.id ? this.typed() : new Map();
    this.hide();
    this.viewId = view.id;
    this.raw = new Map();
    this.surface = this.desk.surface({
      name: `view/${view.id}`, kept, raw: this.raw, errors: view.errors,
      act: (block, element, chosen) => this.desk.post("/page/action", { view_id: view.id, block_id: block.block_id, action_id: element.action_id, chosen, state: readFields(this.surface.fields) }),
    });
    this.node = this.draw(view);
    document.body.append(this.node);
    (this.node.querySelector("[autofocus]") || this.node.querySelector(".has-error .field, .field, .modal-close")).focus();
  }

  typed() {
    const values = new Map([...this.surface.fields].map(([name, get]) => [name, get()]));
    for (const [name, get] of this.raw) values.set(name, get());
    return values;
  }

  draw(view) {
    const { content } = view;
    const close = () => this.desk.post("/page/close", { view_id: view.id });
    const submit = async (event) => {
      event.preventDefault();
      form.setAttribute("aria-busy", "true");
      await this.desk.post("/page/submit", { view_id: view.id, state: readFields(this.surface.fields) });
      form.removeAttribute("aria-busy");
    };
    const form = h("form", { class: "modal", role: "dialog", "aria-modal": "true", "aria-label": content.title.text, test: "modal", novalidate: true, onsubmit: submit },
      h("header", {}, h("span", { class: "avatar avatar-app small", "aria-hidden": "true" }, "B"), h("h2", {}, plain(content.title.text)),
        h("button", { type: "button", class: "icon-button modal-close", "aria-label": "Close", test: "modal-x", onclick: close }, icon("close"))),
      view.problem ? h("div", { class: "modal-problem", role: "alert", test: "modal-problem" }, view.problem) : null,
      h("div", { class: "modal-body" }, drawBlocks(content.blocks, this.surface)),
      h("footer", {},
        h("button", { type: "button", class: "button", test: "modal-close", onclick: close }, plain(content.close?.text || (view.depth > 1 ? "Back" : "Cancel"))),
        content.submit ? h("button", { type: "submit", class: "button primary", test: "modal-submit" }, plain(content.submit.text)) : null));
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); else trap(event, form); });
    return h("div", { class: "veil" }, form);
  }

  hide() {
    this.node?.remove();
    this.node = null;
    this.viewId = null;
  }
}

function trap(event, box) {
  if (event.key !== "Tab") return;
  const stops = [...box.querySelectorAll("button, input, select, textarea, a[href], summary, [tabindex='0']")].filter((node) => !node.disabled && node.offsetParent);
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement === edge) { event.preventDefault(); (event.shiftKey ? stops.at(-1) : stops[0]).focus(); }
}

/** Asks before a button with `confirm`; true when the person agrees. */
export function askConfirm(confirm, people) {
  return new Promise((resolve) => {
    const back = document.activeElement;
    const done = (answer) => { veil.remove(); back?.focus?.(); resolve(answer); };
    const yes = h("button", { type: "button", class: `button ${confirm.style === "danger" ? "danger" : "primary"}`, test: "confirm-yes", onclick: () => done(true) }, plain(confirm.confirm.text));
    const box = h("div", { class: "modal confirm", role: "alertdialog", "aria-modal": "true", "aria-label": confirm.title.text, test: "confirm" },
      h("header", {}, h("h2", {}, plain(confirm.title.text))),
      h("div", { class: "modal-body" }, words(confirm.text, people)),
      h("footer", {}, h("button", { type: "button", class: "button", test: "confirm-no", onclick: () => done(false) }, plain(confirm.deny.text)), yes));
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") done(false); else trap(event, box); });
    const veil = h("div", { class: "veil over" }, box);
    document.body.append(veil);
    yes.focus();
  });
}

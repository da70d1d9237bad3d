// Where people write: Enter sends, "/" offers the app's commands, "+" its shortcuts and files.

import { h, icon, put } from "./dom.js";

export class Composer {
  /** `send(text, files)` delivers; `desk` as in modal.js; `plus` shows the shortcut menu. */
  constructor(desk, send, { test, plus = true } = {}) {
    this.desk = desk;
    this.send = send;
    this.files = [];
    this.area = h("textarea", {
      class: "composer-text", rows: 1, test, spellcheck: "true",
      oninput: () => this.changed(), onkeydown: (event) => this.key(event), onblur: () => setTimeout(() => this.hints.replaceChildren(), 150),
    });
    this.hints = h("div", { class: "hints", role: "listbox", test: "hints" });
    this.chips = h("div", { class: "chips" });
    this.button = h("button", { type: "button", class: "send", "aria-label": "Send", test: test === "composer" ? "send" : `${test}-send`, disabled: true, onclick: () => this.deliver() }, icon("send"));
    this.node = h("div", { class: "composer" }, this.hints, h("div", { class: "composer-box" }, this.area, this.chips,
      h("div", { class: "composer-bar" }, plus ? this.plusMenu() : null, h("span", { class: "composer-tip" }, h("kbd", {}, "Enter"), " sends, ", h("kbd", {}, "Shift"), " + ", h("kbd", {}, "Enter"), " starts a line"), this.button)));
    this.chosen = -1;
  }

  placeholder(text) {
    this.area.placeholder = text;
    this.area.setAttribute("aria-label", text);
  }

  plusMenu() {
    const file = h("input", { type: "file", multiple: true, class: "hidden", test: "composer-file", onchange: async () => { for (const one of file.files) this.files.push(await this.desk.upload(one)); file.value = ""; this.changed(); } });
    const body = h("div", { class: "menu above", role: "menu" });
    const menu = h("details", { class: "overflow", ontoggle: () => menu.open && fill() }, h("summary", { "aria-label": "Shortcuts and files", title: "Shortcuts and files", test: "shortcuts" }, icon("plus")), body);
    const fill = () => put(body, h("div", { class: "menu-title" }, "Shortcuts"), this.desk.globalShortcuts().map((shortcut) =>
      h("button", { type: "button", role: "menuitem", test: `shortcut-${shortcut.callback_id}`, onclick: () => { menu.open = false; this.desk.post("/page/shortcut", { callback_id: shortcut.callback_id }); } }, icon("bolt"), h("span", {}, shortcut.name, h("small", {}, shortcut.description)))),
      h("button", { type: "button", role: "menuitem", onclick: () => { menu.open = false; file.click(); } }, icon("file"), "Attach a file"));
    return [menu, file];
  }

  changed() {
    this.area.style.height = "auto";
    this.area.style.height = `${Math.min(this.area.scrollHeight, 240)}px`;
    this.button.disabled = !this.area.value.trim() && !this.files.length;
    put(this.chips, this.files.map((file) => h("span", { class: "chip" }, icon("file"), file.name)));
    this.offer();
  }

  /** The commands that start like the word typed so far, and the bot after an "@". */
  offer() {
    const text = this.area.value;
    const at = text.match(/(^|\s)@(\w*)$/);
    let found = [];
    if (/^\/\S*$/.test(text)) found = this.desk.commands().filter((one) => one.command.startsWith(text)).map((one) => ({ put: `${one.command} `, label: one.command, hint: one.usage_hint, note: one.description }));
    else if (at) found = this.desk.people.everyone().filter((one) => one.name.startsWith(at[2].toLowerCase())).map((one) => ({ put: text.slice(0, text.length - at[2].length - 1) + `@${one.name} `, label: one.real_name, hint: `@${one.name}`, note: one.title }));
    this.options = found;
    this.chosen = found.length ? 0 : -1;
    put(this.hints, found.length ? h("div", { class: "hints-title" }, at ? "People" : "Commands of Bidwright") : null, found.map((one, index) =>
      h("button", { type: "button", role: "option", "aria-selected": String(index === this.chosen), test: `hint-${one.label}`, onmousedown: (event) => { event.preventDefault(); this.take(index); } },
        h("b", {}, one.label), " ", h("span", { class: "usage" }, one.hint), h("span", { class: "note" }, one.note))));
  }

  take(index) {
    this.area.value = this.options[index].put;
    this.area.focus();
    this.changed();
  }

  key(event) {
    const offering = this.hints.children.length > 0 && this.options?.length;
    if (offering && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.chosen = (this.chosen + (event.key === "ArrowDown" ? 1 : -1) + this.options.length) % this.options.length;
      [...this.hints.querySelectorAll("button")].forEach((button, at) => button.setAttribute("aria-selected", String(at === this.chosen)));
    } else if (offering && (event.key === "Tab" || (event.key === "Enter" && this.options[this.chosen].put.trim() !== this.area.value.trim()))) {
      event.preventDefault();
      this.take(this.chosen);
    } else if (event.key === "Escape") {
      this.hints.replaceChildren();
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.deliver();
    }
  }

  fill(text) {
    this.area.value = text;
    this.changed();
    this.hints.replaceChildren();
    this.area.focus();
  }

  async deliver() {
    const text = this.area.value.trim();
    if (!text && !this.files.length) return;
    const files = this.files.map((file) => file.id);
    this.files = [];
    this.area.value = "";
    this.changed();
    await this.send(text, files);
  }
}


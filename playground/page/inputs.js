// Interactive elements: each draws itself, knows what is chosen, and tells the surface when something was done.

import { h, icon, safeUrl } from "./dom.js";
import { plain, words } from "./words.js";

/**
 * Draws one element. `surface` has people, fields (Map "block/action" -> () => chosen), kept (values from before),
 * act(block, element, chosen), confirm(object) -> Promise<boolean>.
 */
export function drawElement(block, element, surface) {
  const draw = KINDS[element.type];
  return draw ? draw(block, element, surface) : h("span", { class: "unknown" }, `[${element.type}]`);
}

const key = (block, element) => `${block.block_id}/${element.action_id}`;
const actsAtOnce = (block) => block.type !== "input" || block.dispatch_action;

async function press(block, element, chosen, surface) {
  if (element.confirm && !(await surface.confirm(element.confirm))) return false;
  await surface.act(block, element, chosen);
  return true;
}

function keep(block, element, surface, get) {
  surface.fields.set(key(block, element), get);
}

const before = (block, element, surface, initial) => (surface.kept?.has(key(block, element)) ? surface.kept.get(key(block, element)) : initial);

// --- buttons -------------------------------------------------------------------------------------------------------

function button(block, element, surface) {
  const url = element.url ? safeUrl(element.url) : null;
  const node = h("button", {
    type: "button", class: `button ${element.style || ""}`, test: `action-${element.action_id}`, "data-action-id": element.action_id, "aria-label": element.accessibility_label,
    onclick: () => busy(node, async () => { if (url) window.open(url, "_blank", "noopener,noreferrer"); await press(block, element, null, surface); }),
  }, plain(element.text.text));
  return node;
}

async function busy(node, work) {
  if (node.getAttribute("aria-busy")) return;
  node.setAttribute("aria-busy", "true");
  try { await work(); } finally { node.removeAttribute("aria-busy"); }
}

function iconButton(block, element, surface) {
  if (element.visible_to_user_ids && !element.visible_to_user_ids.includes(surface.me)) return null;
  const node = h("button", { type: "button", class: "icon-button", title: plain(element.text.text), "aria-label": element.accessibility_label || element.text.text, test: `action-${element.action_id}`, onclick: () => busy(node, () => press(block, element, null, surface)) }, icon("trash"));
  return node;
}

function feedback(block, element, surface) {
  const state = surface.memory(`feedback/${key(block, element)}`);
  const one = (vote, name, test) => {
    const side = element[`${vote}_button`];
    const node = h("button", {
      type: "button", class: "icon-button", title: plain(side.text.text), "aria-label": side.accessibility_label || side.text.text, "aria-pressed": String(state.vote === vote), test,
      onclick: () => busy(node, async () => {
        state.vote = vote;
        for (const other of frame.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === node));
        await surface.act(block, element, vote);
      }),
    }, icon(name));
    return node;
  };
  const frame = h("span", { class: "feedback" });
  frame.append(one("positive", "up", "feedback-up"), one("negative", "down", "feedback-down"));
  return frame;
}

function overflow(block, element, surface) {
  const pick = (option) => async () => { menu.open = false; if (option.url) window.open(safeUrl(option.url), "_blank", "noopener,noreferrer"); await press(block, element, option.value, surface); };
  const menu = h("details", { class: "overflow" },
    h("summary", { "aria-label": "More actions", test: `action-${element.action_id}` }, icon("more")),
    h("div", { class: "menu", role: "menu" }, element.options.map((option) => h("button", { type: "button", role: "menuitem", test: `option-${option.value}`, onclick: pick(option) }, plain(option.text.text)))));
  return menu;
}

// --- choices -------------------------------------------------------------------------------------------------------

const optionNode = (option) => h("option", { value: option.value }, plain(option.text.text));

function selectFrom(entries, initial) {
  return (block, element, surface) => {
    const start = before(block, element, surface, initial(element)) ?? "";
    const node = h("select", {
      class: "field", test: `field-${element.action_id}`, "aria-label": element.placeholder?.text || element.action_id,
      onchange: async () => { if (actsAtOnce(block) && node.value) await press(block, element, node.value, surface); },
    }, h("option", { value: "" }, element.placeholder ? plain(element.placeholder.text) : "Choose…"), entries(element, surface));
    node.value = start;
    keep(block, element, surface, () => node.value || null);
    return node;
  };
}

function ticks(entries, initial, type) {
  return (block, element, surface) => {
    const start = [].concat(before(block, element, surface, initial(element)) ?? []);
    const name = `${key(block, element)}/${Math.random().toString(36).slice(2)}`;
    const inputs = [];
    const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
    const value = () => (type === "radio" ? chosen()[0] ?? null : chosen());
    const rows = entries(element, surface).map((option) => {
      const input = h("input", { type, name, value: option.value, checked: start.includes(option.value), test: `option-${option.value}`, onchange: async () => { if (actsAtOnce(block)) await press(block, element, value(), surface); } });
      inputs.push(input);
      return h("label", { class: "tick" }, input, h("span", {}, words(option.text, surface.people), option.description ? h("small", {}, words(option.description, surface.people)) : null));
    });
    keep(block, element, surface, value);
    return h("div", { class: `ticks ${element.type.startsWith("multi") ? "boxed" : ""}`, role: type === "radio" ? "radiogroup" : "group", test: `field-${element.action_id}` }, rows);
  };
}

const flat = (element) => [...(element.options || []), ...(element.option_groups || []).flatMap((group) => group.options)];
const grouped = (element) => (element.option_groups || []).map((group) => h("optgroup", { label: plain(group.label.text) }, group.options.map(optionNode)));
const asOption = (entry) => ({ value: entry.id, text: { type: "plain_text", text: entry.label } });
const persons = (element, surface) => surface.people.everyone().map((person) => asOption({ id: person.id, label: person.real_name }));
const places = (element, surface) => surface.people.channels().map((channel) => asOption({ id: channel.id, label: `#${channel.name}` }));

// --- typed ---------------------------------------------------------------------------------------------------------

function typed(type, initial, extra = () => ({})) {
  return (block, element, surface) => {
    const tag = element.multiline ? "textarea" : "input";
    const node = h(tag, {
      class: "field", test: `field-${element.action_id}`, type: element.multiline ? null : type, rows: element.multiline ? 4 : null, "aria-label": block.label?.text || element.action_id,
      placeholder: element.placeholder ? plain(element.placeholder.text) : null, maxlength: element.max_length, autofocus: element.focus_on_load || null, ...extra(element),
    });
    node.value = before(block, element, surface, initial(element)) ?? "";
    const send = () => actsAtOnce(block) && node.value && press(block, element, read(), surface);
    const read = () => (type === "datetime-local" ? (node.value ? Math.floor(new Date(node.value).getTime() / 1000) : null) : node.value || null);
    node.addEventListener("change", () => { if (["date", "time", "datetime-local"].includes(type)) send(); });
    node.addEventListener("keydown", (event) => { if (event.key === "Enter" && !element.multiline && block.dispatch_action) send(); });
    keep(block, element, surface, read);
    return node;
  };
}

const localTime = (seconds) => (seconds ? new Date(seconds * 1000 - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "");

function fileInput(block, element, surface) {
  const chosen = [...(before(block, element, surface, []) || [])];
  const list = h("ul", { class: "file-list" });
  const draw = () => list.replaceChildren(...chosen.map((file) => h("li", {}, icon("file"), file.name, h("button", { type: "button", class: "icon-button", "aria-label": `Remove ${file.name}`, onclick: () => { chosen.splice(chosen.indexOf(file), 1); draw(); } }, icon("close")))));
  const input = h("input", {
    type: "file", multiple: (element.max_files || 10) > 1, accept: (element.filetypes || []).map((kind) => `.${kind}`).join(",") || null, test: `field-${element.action_id}`,
    onchange: async () => { for (const file of [...input.files].slice(0, (element.max_files || 10) - chosen.length)) chosen.push(await surface.upload(file)); input.value = ""; draw(); },
  });
  draw();
  surface.fields.set(key(block, element), () => chosen.map((file) => file.id));
  surface.raw?.set(key(block, element), () => chosen);
  return h("div", { class: "file-input" }, h("label", { class: "button" }, input, "Add a file"), list);
}

const value = (option) => option?.value;
const KINDS = {
  button, icon_button: iconButton, feedback_buttons: feedback, overflow, file_input: fileInput,
  static_select: selectFrom((element) => [...(element.options || []).map(optionNode), ...grouped(element)], (element) => value(element.initial_option)),
  external_select: selectFrom(() => [], () => null),
  users_select: selectFrom((element, surface) => persons(element, surface).map(optionNode), (element) => element.initial_user),
  channels_select: selectFrom((element, surface) => places(element, surface).map(optionNode), (element) => element.initial_channel),
  conversations_select: selectFrom((element, surface) => places(element, surface).map(optionNode), (element) => element.initial_conversation),
  multi_static_select: ticks(flat, (element) => (element.initial_options || []).map(value), "checkbox"),
  multi_users_select: ticks(persons, (element) => element.initial_users, "checkbox"),
  multi_channels_select: ticks(places, (element) => element.initial_channels, "checkbox"),
  multi_conversations_select: ticks(places, (element) => element.initial_conversations, "checkbox"),
  checkboxes: ticks(flat, (element) => (element.initial_options || []).map(value), "checkbox"),
  radio_buttons: ticks(flat, (element) => value(element.initial_option), "radio"),
  plain_text_input: typed("text", (element) => element.initial_value),
  email_text_input: typed("email", (element) => element.initial_value),
  url_text_input: typed("url", (element) => element.initial_value),
  number_input: typed("text", (element) => element.initial_value, () => ({ inputmode: "decimal" })),
  datepicker: typed("date", (element) => element.initial_date),
  timepicker: typed("time", (element) => element.initial_time),
  datetimepicker: typed("datetime-local", (element) => localTime(element.initial_date_time)),
};

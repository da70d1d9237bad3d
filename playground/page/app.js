// The page: who looks at what, and the live line to the playground.

import { avatar, h, icon, put } from "./dom.js";
import { drawBlocks } from "./blocks.js";
import { Composer } from "./composer.js";
import { MessageList } from "./messages.js";
import { askConfirm, Modal, readFields } from "./modal.js";

const START = { user: "U0ADA", channel: "C0NBIDS", thread: "", tab: "messages" };
const FIRST_OF = {};
let world = null;
let at = readPlace();
let line = null;
const memories = new Map();

// --- who and where, kept in the address so that a reload stays ----------------------------------------------------------

function readPlace() {
  const [user, channel, thread, tab] = location.hash.slice(1).split("/");
  return { user: user || START.user, channel: channel || START.channel, thread: thread || "", tab: tab || "messages" };
}

function go(place) {
  const user = at.user;
  at = { ...at, ...place };
  history.replaceState(null, "", `#${[at.user, at.channel, at.thread, at.tab].join("/")}`);
  if (at.user !== user) return connect();
  draw();
}

const team = () => world.workspaces.find((one) => one.id === world.team);
const channel = () => world.channels.find((one) => one.id === at.channel) || world.channels[0];
const isApp = (place) => place.kind === "im" && place.with === team().bot;
const people = {
  person: (id) => (id === "USLACKBOT" ? { id, real_name: "Slackbot", is_bot: false } : team().people.find((one) => one.id === id)),
  name: (id) => people.person(id)?.real_name,
  channel: (id) => world.channels.find((one) => one.id === id)?.name,
  everyone: () => team().people,
  channels: () => world.channels.filter((one) => one.kind !== "im" && !one.archived),
};

const desk = {
  people,
  team: () => world.team,
  status: (place, root) => world.statuses.find((one) => one.channel === place && one.root === root)?.status || "",
  commands: () => world.commands,
  globalShortcuts: () => world.shortcuts.filter((one) => one.type === "global"),
  messageShortcuts: () => world.shortcuts.filter((one) => one.type === "message"),
  openThread: (place, thread) => go({ channel: place, thread, tab: "messages" }),
  post,
  upload,
  surface: ({ name, ...rest }) => ({
    people, me: at.user, fields: new Map(), upload, confirm: (object) => askConfirm(object, people), memory: (part) => memory(`${name}/${part}`), ...rest,
  }),
};

function memory(name) {
  if (!memories.has(name)) memories.set(name, {});
  return memories.get(name);
}

async function post(path, body) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ user: at.user, ...body }) });
    const answer = response.ok ? await response.json() : { ok: false, failure: await response.text() };
    if (!answer.ok) toast(`We had some trouble connecting. Try again? (${answer.failure})`);
    return answer;
  } catch (error) {
    toast("The playground does not answer. Is it still running?");
    return { ok: false, failure: String(error) };
  }
}

async function upload(file) {
  const form = new FormData();
  form.append("user", at.user);
  form.append("file", file);
  return (await fetch("/page/upload", { method: "POST", body: form })).json();
}

function toast(text) {
  const node = h("div", { class: "toast", role: "status", test: "toast" }, text);
  document.body.append(node);
  setTimeout(() => node.remove(), 6000);
}

// --- the frame ---------------------------------------------------------------------------------------------------------

const rail = h("nav", { class: "rail", "aria-label": "Workspaces" });
const sidebar = h("aside", { class: "sidebar", "aria-label": "Channels" });
const head = h("header", { class: "main-head" });
const list = new MessageList(desk);
const homePane = h("div", { class: "home-pane", test: "home" });
const threadList = new MessageList(desk, { inThread: true });
const composer = new Composer(desk, (text, files) => post("/page/say", { channel: channel().id, text, files }), { test: "composer" });
const threadComposer = new Composer(desk, (text, files) => post("/page/say", { channel: channel().id, text, files, thread_ts: at.thread }), { test: "thread-composer", plus: false });
const prompts = h("div", { class: "prompts" });
const closed = h("div", { class: "closed" }, "This channel is archived.");
const main = h("main", { class: "main" }, head, list.node, homePane, prompts, composer.node, closed);
const threadHead = h("header", { class: "main-head" });
const threadPane = h("section", { class: "thread", "aria-label": "Thread", test: "thread" }, threadHead, threadList.node, threadComposer.node);
const banner = h("div", { class: "banner", test: "banner" });
const top = h("div", { class: "top" });
const modal = new Modal(desk);
const frame = h("div", { class: "frame" }, top, banner, rail, sidebar, main, threadPane);
document.getElementById("app").append(frame);

function draw() {
  const place = channel();
  if (place.id !== at.channel) at.channel = place.id;
  if (drawn !== `${at.user}/${place.id}`) { list.forget(); drawn = `${at.user}/${place.id}`; }
  drawTop();
  drawRail();
  drawSidebar();
  drawHead(place);
  drawMiddle(place);
  drawThread(place);
  banner.hidden = world.connected && team().installed;
  put(banner, team().installed ? "No app is listening yet: start the playground with --app-url." : "Bidwright was removed from this workspace.");
}
let drawn = "";
let drawnThread = "";

function drawTop() {
  const person = people.person(at.user);
  put(top,
    h("button", { class: "icon-button only-small", "aria-label": "Channels", test: "drawer", onclick: () => frame.classList.toggle("drawer-open") }, icon("menu")),
    h("div", { class: "search" }, icon("search"), `Search ${team().name}`),
    h("button", { class: "icon-button", title: "Light or dark", "aria-label": "Light or dark", test: "theme", onclick: theme }, icon("moon")),
    h("label", { class: "switcher" }, h("span", { class: "hidden" }, "You are"), avatar(person, "small"), switcher()));
}

function switcher() {
  const select = h("select", { "aria-label": "You are", test: "person", onchange: () => go({ user: select.value, thread: "" }) },
    team().people.filter((one) => !one.is_bot).map((one) => h("option", { value: one.id }, `You are ${one.real_name}${one.is_admin ? " (admin)" : one.guest ? " (guest)" : ""}`)));
  select.value = at.user;
  return select;
}

function theme() {
  const dark = document.documentElement.dataset.theme ? document.documentElement.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = localStorage.theme = dark ? "light" : "dark";
}

function drawRail() {
  put(rail, world.workspaces.map((one) => {
    const first = FIRST_OF[one.id] || one.people.find((person) => !person.is_bot).id;
    const node = h("button", { class: "workspace", title: one.name, "aria-label": one.name, "aria-current": String(one.id === world.team), test: `workspace-${one.id}`, onclick: () => go({ user: first, channel: "", thread: "", tab: "messages" }) },
      h("span", { class: "tile" }, one.name.split(" ").map((word) => word[0]).join("")), h("small", {}, one.name.split(" ")[0]));
    node.querySelector(".tile").style.backgroundColor = one.colour;
    return node;
  }));
}

function drawSidebar() {
  const row = (place) => {
    const app = isApp(place);
    const label = place.kind === "im" ? [avatar(people.person(place.with), "tiny"), people.name(place.with), app ? h("span", { class: "badge" }, "App") : null] : [icon(place.kind === "group" ? "lock" : "hash"), place.name];
    return h("button", { class: "channel", "aria-current": String(place.id === channel().id), test: `channel-${place.id}`, onclick: () => open(place) }, label);
  };
  const places = (kinds) => world.channels.filter((one) => kinds.includes(one.kind) && (!one.archived || one.id === at.channel)).map(row);
  put(sidebar, h("div", { class: "workspace-name" }, team().name), h("h3", {}, "Channels"), places(["channel", "group"]), h("h3", {}, "Apps"), places(["im"]),
    h("p", { class: "sidebar-note" }, "A local copy of Slack to try Bidwright in. Nothing leaves this computer."));
}

function open(place) {
  frame.classList.remove("drawer-open");
  go({ channel: place.id, thread: "", tab: isApp(place) ? "home" : "messages" });
  if (isApp(place)) post("/page/home", { tab: "home" });
}

function drawHead(place) {
  const tab = (name, label) => h("button", { class: "tab", role: "tab", "aria-selected": String(at.tab === name), test: `tab-${name}`, onclick: () => { go({ tab: name }); post("/page/home", { tab: name }); } }, label);
  const title = isApp(place) ? [avatar(people.person(place.with), "small"), h("h1", {}, people.name(place.with)), h("div", { class: "tabs", role: "tablist" }, tab("home", "Home"), tab("messages", "Messages"))]
    : [h("h1", {}, icon(place.kind === "group" ? "lock" : "hash"), place.name), h("span", { class: "topic" }, place.topic), h("span", { class: "members", title: `${place.members} members` }, icon("people"), place.members)];
  put(head, title);
}

function drawMiddle(place) {
  const home = isApp(place) && at.tab === "home";
  homePane.hidden = !home;
  list.node.hidden = home;
  composer.node.hidden = home || place.archived;
  closed.hidden = !place.archived;
  composer.placeholder(isApp(place) ? "Message Bidwright" : place.has_bot ? `Message #${place.name}, or try /analyze city-network` : `Message #${place.name}`);
  prompts.hidden = home || !(world.prompts[place.id] || []).length;
  put(prompts, (world.prompts[place.id] || []).map((one) => h("button", { class: "button", onclick: () => post("/page/say", { channel: place.id, text: one.message }) }, one.title)));
  if (home) drawHome();
  else list.show(world.messages[place.id].filter((one) => one.root === one.ts || one.broadcast), { head: intro(place) });
}

/** The beginning of a channel, with something to try for a newcomer. */
function intro(place) {
  const app = isApp(place);
  const tries = app ? [] : place.has_bot ? ["/analyze city-network", "/quota", "/bidwright help"] : ["/invite @bidwright"];
  const known = tries.filter((text) => text.startsWith("/invite") || world.commands.some((one) => text.split(" ")[0] === one.command));
  return h("div", { class: "intro" },
    app ? avatar(people.person(place.with), "large") : h("span", { class: "intro-mark" }, icon(place.kind === "group" ? "lock" : "hash")),
    h("h2", {}, app ? people.name(place.with) : place.name),
    h("p", {}, app ? "This is the very beginning of your direct messages with Bidwright. Nobody else reads them." : `This is the very beginning of #${place.name}. ${place.topic ? `${place.topic}.` : ""}`,
      !app && !place.has_bot ? " Bidwright is not in this channel." : ""),
    known.length ? h("div", { class: "tries" }, h("span", {}, "Try"), known.map((text) => h("button", { type: "button", class: "try", test: `try-${text.split(" ")[0]}`, onclick: () => composer.fill(text) }, text))) : null);
}

function drawHome() {
  const view = world.home;
  const print = JSON.stringify(view);
  if (homePane.dataset.print === print) return;
  homePane.dataset.print = print;
  if (!view) return put(homePane, h("div", { class: "empty" }, avatar({ is_bot: true, real_name: "Bidwright" }, "large"), h("p", {}, "Bidwright has not drawn its Home tab yet.")));
  const surface = desk.surface({
    name: `home/${view.id}`, kept: new Map(),
    act: (block, element, chosen) => post("/page/action", { view_id: view.id, block_id: block.block_id, action_id: element.action_id, chosen, state: readFields(surface.fields) }),
  });
  put(homePane, h("div", { class: "home-body content" }, drawBlocks(view.content.blocks, surface)));
}

function drawThread(place) {
  const messages = (world.messages[place.id] || []).filter((one) => one.root === at.thread);
  const shown = Boolean(at.thread) && messages.length > 0;
  frame.classList.toggle("with-thread", shown);
  threadPane.hidden = !shown;
  if (!shown) {
    threadList.forget();
    drawnThread = "";
    return;
  }
  if (drawnThread !== at.thread) { threadList.forget(); drawnThread = at.thread; }
  put(threadHead, h("h1", {}, "Thread"), h("span", { class: "topic" }, place.kind === "im" ? people.name(place.with) : `#${place.name}`),
    h("button", { class: "icon-button", "aria-label": "Close thread", test: "thread-close", onclick: () => go({ thread: "" }) }, icon("close")));
  threadComposer.placeholder("Reply…");
  threadComposer.node.hidden = place.archived;
  const status = desk.status(place.id, at.thread);
  threadList.show(messages, { tail: status ? h("div", { class: "status", test: "status" }, h("span", { class: "dots" }), `Bidwright ${status}`) : null });
}

// --- the live line -----------------------------------------------------------------------------------------------------

const UPDATES = {
  message: ({ channel: place, ts, message }) => {
    const messages = (world.messages[place] ||= []);
    const index = messages.findIndex((one) => one.ts === ts);
    if (!message) { if (index >= 0) messages.splice(index, 1); return; }
    if (index >= 0) messages[index] = message;
    else { messages.push(message); messages.sort((a, b) => (a.ts < b.ts ? -1 : 1)); }
    if (message.ephemeral && message.thread_ts && !at.thread && place === at.channel) at.thread = message.root;
  },
  statuses: ({ statuses }) => { world.statuses = statuses; },
  view: ({ view, home }) => { world.home = home; modal.show(view); },
  reload: () => load(),
};

async function load() {
  const response = await fetch(`/page/state?user=${encodeURIComponent(at.user)}`);
  if (!response.ok) { at = { ...START }; return load(); }
  world = await response.json();
  FIRST_OF[world.team] = at.user;
  document.documentElement.dataset.ready = "true";
  draw();
  modal.show(world.view);
}

function connect() {
  line?.close();
  line = new EventSource(`/page/events?user=${encodeURIComponent(at.user)}`);
  line.onopen = load;
  line.onmessage = (event) => {
    if (!world) return;
    const update = JSON.parse(event.data);
    UPDATES[update.kind](update);
    schedule();
  };
}

let due = false;
function schedule() {
  if (due) return;
  due = true;
  requestAnimationFrame(() => { due = false; draw(); });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.overflow[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") frame.classList.remove("drawer-open"); });
window.addEventListener("hashchange", () => { const user = at.user; at = readPlace(); if (at.user !== user) connect(); else draw(); });
if (localStorage.theme) document.documentElement.dataset.theme = localStorage.theme;
connect();

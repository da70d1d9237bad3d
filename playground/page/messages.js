// Messages: one row each, days between them, a foot that leads into the thread.

import { drawBlocks } from "./blocks.js";
import { avatar, h, icon, put } from "./dom.js";
import { readFields } from "./modal.js";
import { mrkdwn, plain } from "./words.js";

const moment = (ts) => new Date(Number(ts) * 1000);
const clock = (ts) => moment(ts).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
const dayOf = (ts) => moment(ts).toDateString();

export function dayName(ts) {
  const date = moment(ts);
  const yesterday = new Date(Date.now() - 86400000).toDateString();
  if (date.toDateString() === new Date().toDateString()) return "Today";
  if (date.toDateString() === yesterday) return "Yesterday";
  return date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/** A column of messages that is kept up to date row by row, so that nothing jumps or loses focus. */
export class MessageList {
  /** `desk` as in modal.js; `inThread` leaves out thread feet. */
  constructor(desk, { inThread = false } = {}) {
    this.desk = desk;
    this.inThread = inThread;
    this.drawn = new Map();
    this.node = h("div", { class: "messages", role: "log", "aria-live": "polite", test: inThread ? "thread-messages" : "messages" });
  }

  /** Draws `messages` in order between `head` and `tail`; rows that did not change stay the same elements. */
  show(messages, { head = null, tail = null } = {}) {
    const atEnd = this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 80;
    const rows = [];
    let last = null;
    const next = new Map();
    for (const message of messages) {
      if (!this.inThread && (!last || dayOf(last.ts) !== dayOf(message.ts))) rows.push(this.divider(message.ts));
      const firstReply = this.inThread && last?.ts === messages[0].ts;
      const compact = Boolean(last) && !firstReply && last.user === message.user && dayOf(last.ts) === dayOf(message.ts) && message.ts - last.ts < 300 && last.ephemeral === message.ephemeral && !message.broadcast;
      const print = JSON.stringify([message, compact, this.desk.status(message.channel, message.ts)]);
      const old = this.drawn.get(message.ts);
      const entry = old?.print === print ? old : { print, row: this.row(message, compact) };
      next.set(message.ts, entry);
      rows.push(entry.row);
      if (this.inThread && message.ts === messages[0].ts && messages.length > 1) rows.push(this.replyCount(messages.length - 1));
      last = message;
    }
    this.drawn = next;
    sync(this.node, [head, ...rows, tail].filter(Boolean));
    if (atEnd || !this.scrolled) this.node.scrollTop = this.node.scrollHeight;
    this.scrolled = true;
  }

  forget() {
    this.drawn = new Map();
    this.scrolled = false;
    put(this.node);
  }

  divider(ts) {
    return h("div", { class: "day", role: "separator" }, h("span", {}, dayName(ts)));
  }

  replyCount(count) {
    return h("div", { class: "reply-count" }, h("span", {}, `${count} ${count === 1 ? "reply" : "replies"}`));
  }

  row(message, compact) {
    const person = this.desk.people.person(message.user);
    const time = h("time", { class: "stamp", title: moment(message.ts).toLocaleString("en-GB") }, clock(message.ts));
    const side = compact ? h("div", { class: "gutter" }, time) : h("div", { class: "gutter" }, avatar(person));
    const head = compact ? null : h("div", { class: "who" }, h("b", {}, person?.real_name || message.user), person?.is_bot ? h("span", { class: "badge" }, "App") : null, time);
    return h("article", { class: `message ${compact ? "compact" : ""} ${message.ephemeral ? "ephemeral" : ""}`, test: "message", "data-ts": message.ts, "data-user": message.user, "data-ephemeral": message.ephemeral ? "true" : null },
      message.ephemeral ? h("div", { class: "only-you", test: "ephemeral" }, icon("eye"), "Only visible to you") : null,
      message.broadcast && message.thread_ts ? h("div", { class: "only-you" }, icon("reply"), "replied to a thread") : null,
      side, h("div", { class: "body" }, head, this.content(message), this.foot(message)),
      message.ephemeral || message.subtype === "tombstone" ? null : this.tools(message));
  }

  content(message) {
    if (message.subtype === "tombstone") return h("div", { class: "gone" }, message.text);
    const surface = this.desk.surface({
      name: `message/${message.ts}`, kept: new Map(),
      act: (block, element, chosen) => this.desk.post("/page/action", { channel: message.channel, ts: message.ts, block_id: block.block_id, action_id: element.action_id, chosen, state: readFields(surface.fields) }),
    });
    const body = message.blocks?.length ? drawBlocks(message.blocks, surface) : message.text ? [h("div", { class: "text" }, mrkdwn(message.text, this.desk.people))] : [];
    const edited = message.edited && !message.bot_id ? h("span", { class: "edited" }, " (edited)") : null;
    return h("div", { class: "content" }, body, edited, (message.files || []).map((file) => this.file(file)), this.reactions(message));
  }

  file(file) {
    const size = file.size > 99999 ? `${(file.size / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(file.size / 1024))} kB`;
    return h("a", { class: "file", test: "file", href: `/page/files/${this.desk.team()}/${file.id}`, download: file.name }, icon("file"),
      h("span", {}, h("b", {}, file.title), h("small", {}, `${file.filetype.toUpperCase()} · ${size}`)));
  }

  reactions(message) {
    if (!message.reactions) return null;
    return h("div", { class: "reactions" }, message.reactions.map((one) => h("span", { class: "reaction", title: one.users.map((id) => this.desk.people.name(id)).join(", ") }, plain(`:${one.name}:`), h("b", {}, one.count))));
  }

  foot(message) {
    if (this.inThread || message.ephemeral) return null;
    const status = this.desk.status(message.channel, message.ts);
    if (!message.reply_count && !status) return null;
    const open = h("button", { type: "button", class: "thread-foot", test: "thread-open", onclick: () => this.desk.openThread(message.channel, message.ts) },
      (message.reply_users || []).slice(0, 4).map((id) => avatar(this.desk.people.person(id), "tiny")),
      h("b", {}, message.reply_count ? `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}` : "Open thread"),
      h("span", { class: "when" }, status ? `Bidwright ${status}` : `Last reply ${dayName(message.latest_reply).toLowerCase()} at ${clock(message.latest_reply)}`));
    return open;
  }

  tools(message) {
    const menu = h("details", { class: "overflow" }, h("summary", { "aria-label": "More actions", title: "More actions", test: "message-menu" }, icon("more")),
      h("div", { class: "menu", role: "menu" }, this.desk.messageShortcuts().map((shortcut) =>
        h("button", { type: "button", role: "menuitem", test: `shortcut-${shortcut.callback_id}`, onclick: () => { menu.open = false; this.desk.post("/page/shortcut", { callback_id: shortcut.callback_id, channel: message.channel, ts: message.ts }); } },
          shortcut.name, h("small", {}, "Bidwright")))));
    const reply = this.inThread ? null : h("button", { type: "button", class: "icon-button", title: "Reply in thread", "aria-label": "Reply in thread", test: "reply", onclick: () => this.desk.openThread(message.channel, message.root) }, icon("reply"));
    return h("div", { class: "tools" }, reply, menu);
  }
}

function sync(parent, rows) {
  const wanted = new Set(rows);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  rows.forEach((row, index) => {
    if (parent.children[index] !== row) parent.insertBefore(row, parent.children[index] || null);
  });
}

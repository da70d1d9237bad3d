// mrkdwn, dates and emoji: Slack's own small language turned into elements.

import { h, link } from "./dom.js";

const EMOJI = {
  white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", warning: "⚠️", eyes: "👀", rocket: "🚀", tada: "🎉", hourglass: "⌛",
  hourglass_flowing_sand: "⏳", calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", moneybag: "💰", memo: "📝", mag: "🔍", bulb: "💡",
  thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎", bell: "🔔", lock: "🔒", link: "🔗", page_facing_up: "📄", bar_chart: "📊",
  chart_with_upwards_trend: "📈", red_circle: "🔴", large_green_circle: "🟢", green_circle: "🟢", large_yellow_circle: "🟡",
  large_orange_circle: "🟠", white_circle: "⚪", large_blue_circle: "🔵", black_square_for_stop: "⏹️", octagonal_sign: "🛑",
  no_entry: "⛔", no_entry_sign: "🚫", question: "❓", grey_question: "❔", exclamation: "❗", information_source: "ℹ️", point_right: "👉",
  arrow_right: "➡️", speech_balloon: "💬", wave: "👋", robot_face: "🤖", sparkles: "✨", fire: "🔥", star: "⭐", trophy: "🏆",
  clipboard: "📋", pushpin: "📌", paperclip: "📎", clock1: "🕐", alarm_clock: "⏰", stopwatch: "⏱️", classical_building: "🏛️",
  office: "🏢", flag_white: "🏳️", checkered_flag: "🏁", inbox_tray: "📥", outbox_tray: "📤", gear: "⚙️", key: "🔑", wrench: "🔧",
  scales: "⚖️", balance_scale: "⚖️", heavy_minus_sign: "➖", heavy_plus_sign: "➕", arrows_counterclockwise: "🔄", repeat: "🔁",
};

export const emoji = (name) => EMOJI[name] || `:${name}:`;
const withEmoji = (text) => text.replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] || all);
export const decode = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/** Plain text as Slack shows it: emoji names become emoji, nothing else changes. */
export const plain = (text) => withEmoji(String(text ?? ""));

/** A text object. */
export function words(text, people) {
  if (!text) return [];
  if (typeof text === "string") return [plain(text)];
  return text.type === "mrkdwn" ? mrkdwn(text.text, people) : lines(plain(text.text));
}

export const lines = (text) => text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));

// --- dates ---------------------------------------------------------------------------------------------------------

const day = (date, options) => date.toLocaleDateString("en-GB", options);

function pretty(date, style) {
  const midnight = (when) => new Date(when.getFullYear(), when.getMonth(), when.getDate()).getTime();
  const away = Math.round((midnight(date) - midnight(new Date())) / 86400000);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[away] || style();
}

function ago(date) {
  const minutes = Math.round((date - Date.now()) / 60000);
  const [amount, unit] = Math.abs(minutes) < 60 ? [minutes, "minute"] : Math.abs(minutes) < 1440 ? [Math.round(minutes / 60), "hour"] : [Math.round(minutes / 1440), "day"];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(amount, unit);
}

/** `{date_short_pretty} at {time}` and its kin, in the reader's own time zone. */
export function formatDate(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  const long = () => day(date, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const middle = () => day(date, { day: "numeric", month: "long", year: "numeric" });
  const short = () => day(date, { day: "numeric", month: "short", year: "numeric" });
  const known = {
    date_num: () => date.toISOString().slice(0, 10), date: middle, date_long: long, date_short: short,
    date_pretty: () => pretty(date, middle), date_long_pretty: () => pretty(date, long), date_short_pretty: () => pretty(date, short),
    time: () => date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" }),
    time_secs: () => date.toLocaleTimeString("en-GB"), ago: () => ago(date), day_divider_pretty: () => pretty(date, long),
  };
  return format.replace(/\{(\w+)\}/g, (all, name) => (known[name] ? known[name]() : all));
}

function dateNode(body, fallback) {
  const [, seconds, format, url] = body.split("^");
  const shown = /^\d+$/.test(seconds || "") ? formatDate(seconds, format || "{date}") : fallback;
  const node = h("time", { class: "date-token", title: fallback || shown }, shown);
  return url ? link(url, [node]) : node;
}

// --- mrkdwn --------------------------------------------------------------------------------------------------------

/** mrkdwn as elements. `people` finds names by id. */
export function mrkdwn(text, people) {
  return String(text ?? "").split(/```/).flatMap((part, index) =>
    index % 2 ? [h("pre", { class: "code" }, decode(part.replace(/^\n|\n$/g, "")))] : quotes(part, people));
}

function quotes(text, people) {
  const nodes = [];
  let quote = null;
  const rows = text.split("\n");
  rows.forEach((row, index) => {
    const quoted = row.match(/^(?:&gt;|>) ?(.*)$/);
    const bullet = row.match(/^\s*([•◦▪]|[-*](?= )|\d+\.) +(.*)$/);
    if (quoted) {
      if (!quote) nodes.push((quote = h("blockquote")));
      else quote.append(h("br"));
      quote.append(...inline(quoted[1], people));
      return;
    }
    const afterBlock = quote !== null || nodes.at(-1)?.className === "hanging";
    quote = null;
    if (bullet) {
      nodes.push(h("span", { class: "hanging" }, h("span", { class: "mark" }, bullet[1] === "-" || bullet[1] === "*" ? "•" : bullet[1]), h("span", {}, inline(bullet[2], people))));
      return;
    }
    if (index && !afterBlock) nodes.push(h("br"));
    nodes.push(...inline(row, people));
  });
  return nodes;
}

const TOKEN = /<([^<>]+)>|`([^`\n]+)`|(?<![\w*])\*(?=\S)([^*\n]*[^*\s])\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]*[^_\s])_(?![\w_])|(?<![\w~])~(?=\S)([^~\n]*[^~\s])~(?![\w~])/g;

function inline(text, people) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > last) nodes.push(decode(withEmoji(text.slice(last, match.index))));
    last = match.index + match[0].length;
    if (match[1] !== undefined) nodes.push(angle(match[1], people));
    else if (match[2] !== undefined) nodes.push(h("code", {}, decode(match[2])));
    else if (match[3] !== undefined) nodes.push(h("strong", {}, inline(match[3], people)));
    else if (match[4] !== undefined) nodes.push(h("em", {}, inline(match[4], people)));
    else nodes.push(h("s", {}, inline(match[5], people)));
  }
  if (last < text.length) nodes.push(decode(withEmoji(text.slice(last))));
  return nodes;
}

function angle(body, people) {
  const [target, label] = body.split(/\|(.*)/s);
  if (target.startsWith("!date^")) return dateNode(target, decode(label || ""));
  if (target.startsWith("@")) return mention(`@${people?.name(target.slice(1)) || decode(label || target.slice(1))}`);
  if (target.startsWith("#")) return mention(`#${people?.channel(target.slice(1)) || decode(label || target.slice(1))}`);
  if (target.startsWith("!")) return mention(`@${decode(label || target.slice(1).split("^")[0]).replace(/^@/, "")}`, "loud");
  return link(decode(target), [decode(withEmoji(label || target.replace(/^mailto:/, "")))]);
}

export const mention = (text, extra = "") => h("span", { class: `mention ${extra}` }, text);

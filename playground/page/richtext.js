// rich_text, markdown and both kinds of table.

import { h, icon, link } from "./dom.js";
import { emoji, formatDate, lines, mention, plain } from "./words.js";

/** The parts of a rich_text block. */
export function richText(block, people) {
  return (block.elements || []).map((part) => richPart(part, people));
}

function richPart(part, people) {
  const inside = () => (part.elements || []).flatMap((leaf) => richLeaf(leaf, people));
  if (part.type === "rich_text_list") {
    const items = part.elements.map((item) => h("li", {}, (item.elements || []).flatMap((leaf) => richLeaf(leaf, people))));
    const list = h(part.style === "ordered" ? "ol" : "ul", { class: `rich-list indent-${part.indent || 0}`, start: part.offset ? part.offset + 1 : null });
    list.append(...items);
    return list;
  }
  if (part.type === "rich_text_preformatted") return h("pre", { class: "code" }, inside());
  if (part.type === "rich_text_quote") return h("blockquote", {}, inside());
  return h("div", { class: "rich-section" }, inside());
}

function richLeaf(leaf, people) {
  const style = leaf.style || {};
  let nodes = leafNodes(leaf, people);
  for (const [name, tag] of [["code", "code"], ["bold", "strong"], ["italic", "em"], ["strike", "s"], ["underline", "u"]]) {
    if (style[name]) nodes = [h(tag, {}, nodes)];
  }
  return nodes;
}

function leafNodes(leaf, people) {
  switch (leaf.type) {
    case "text": return lines(leaf.text);
    case "link": return [link(leaf.url, [leaf.text || leaf.url])];
    case "emoji": return [emoji(leaf.name)];
    case "user": return [mention(`@${people?.name(leaf.user_id) || leaf.user_id}`)];
    case "channel": return [mention(`#${people?.channel(leaf.channel_id) || leaf.channel_id}`)];
    case "usergroup": return [mention(`@${leaf.usergroup_id}`)];
    case "broadcast": return [mention(`@${leaf.range}`, "loud")];
    case "date": return [h("time", { class: "date-token", title: leaf.fallback || "" }, formatDate(leaf.timestamp, leaf.format))];
    case "tag": return [h("span", { class: `tag tag-${leaf.color || "gray"}` }, leaf.text)];
    case "citation": return [link(leaf.url, [leaf.text || String(leaf.index ?? "source")], { class: "citation", title: leaf.details?.web?.title || leaf.url || "" })];
    case "color": return [h("code", {}, leaf.value)];
    default: return [leaf.text || ""];
  }
}

// --- tables --------------------------------------------------------------------------------------------------------

const cell = (value, people) => (value.type === "rich_text" ? richText(value, people) : lines(plain(value.text)));
const cellText = (value) => (value.type === "rich_text" ? JSON.stringify(value.elements).replace(/"(type|style)":"[^"]*"/g, "") : String(value.text ?? ""));

export function table(block, people) {
  const align = (index) => `align-${block.column_settings?.[index]?.align || "left"}`;
  const rows = block.rows.map((row, number) =>
    h("tr", {}, row.map((value, index) => h(number ? "td" : "th", { class: align(index), scope: number ? null : "col" }, cell(value, people)))));
  return h("div", { class: "table-frame", tabindex: "0" }, h("table", {}, h("thead", {}, rows[0]), h("tbody", {}, rows.slice(1))));
}

/** Sorting, filtering and pages; `kept` remembers them while the message is drawn again. */
export function dataTable(block, people, kept) {
  const size = block.page_size || 5;
  const frame = h("div", { class: "data-table", test: "data-table" });
  const draw = () => {
    const found = visibleRows(block, kept);
    const pages = Math.max(1, Math.ceil(found.length / size));
    kept.page = Math.min(kept.page || 0, pages - 1);
    const shown = found.slice(kept.page * size, (kept.page + 1) * size);
    frame.replaceChildren(
      h("div", { class: "data-head" }, h("strong", {}, plain(block.caption)), filterBox(block, kept, draw, frame)),
      h("div", { class: "table-frame", tabindex: "0" }, h("table", {}, h("caption", { class: "hidden" }, block.caption), h("thead", {}, headRow(block, kept, draw)),
        h("tbody", {}, shown.map((row) => bodyRow(block, row, people))))),
      h("div", { class: "data-foot" }, h("span", {}, `${found.length} ${found.length === 1 ? "row" : "rows"}`), pages > 1 ? pager(kept, pages, draw) : null));
  };
  draw();
  return frame;
}

function visibleRows(block, kept) {
  const needle = (kept.filter || "").toLowerCase();
  const rows = block.rows.slice(1).filter((row) => !needle || row.some((value) => cellText(value).toLowerCase().includes(needle)));
  if (kept.sort === undefined) return rows;
  const order = (a, b) => cellText(a[kept.sort]).localeCompare(cellText(b[kept.sort]), "en", { numeric: true });
  return [...rows].sort((a, b) => (kept.descending ? order(b, a) : order(a, b)));
}

function filterBox(block, kept, draw, frame) {
  if (block.rows.length <= 4) return null;
  return h("input", {
    class: "filter", type: "search", placeholder: "Filter", "aria-label": `Filter ${block.caption}`, value: kept.filter || "",
    oninput: (event) => { kept.filter = event.target.value; kept.page = 0; draw(); frame.querySelector(".filter")?.focus(); },
  });
}

function headRow(block, kept, draw) {
  return h("tr", {}, block.rows[0].map((value, index) => {
    const sorted = kept.sort === index ? (kept.descending ? "descending" : "ascending") : "none";
    const press = () => { kept.descending = kept.sort === index && !kept.descending; kept.sort = index; draw(); };
    return h("th", { scope: "col", "aria-sort": sorted }, h("button", { class: "sort", onclick: press }, plain(value.text), h("span", { class: "arrow" }, { none: "", ascending: "↑", descending: "↓" }[sorted])));
  }));
}

function bodyRow(block, row, people) {
  const head = block.row_header_column_index || 0;
  return h("tr", {}, row.map((value, index) => h(index === head ? "th" : "td", { scope: index === head ? "row" : null }, cell(value, people))));
}

function pager(kept, pages, draw) {
  const step = (by, label, name) => h("button", { class: "page-step", "aria-label": label, disabled: kept.page + by < 0 || kept.page + by >= pages, onclick: () => { kept.page += by; draw(); } }, icon("chevron"), h("span", { class: "hidden" }, name));
  const back = step(-1, "Previous page", "Previous");
  back.classList.add("back");
  return h("span", { class: "pager" }, back, `${kept.page + 1} of ${pages}`, step(1, "Next page", "Next"));
}

// --- markdown ------------------------------------------------------------------------------------------------------

/** The markdown block: headings, lists, tables, quotes, code. */
export function markdown(text, people) {
  const rows = String(text).split("\n");
  const nodes = [];
  for (let at = 0; at < rows.length;) at = markdownPart(rows, at, nodes, people);
  return nodes;
}

const startsBlock = (row) => /^(#{1,6} |```|> ?|\s*([-*+]|\d+[.)]) |\s*$|\|)/.test(row);

function markdownPart(rows, at, nodes, people) {
  const row = rows[at];
  const take = (test) => { let end = at; while (end < rows.length && test(rows[end])) end += 1; return end; };
  if (/^\s*$/.test(row)) return at + 1;
  if (row.startsWith("```")) {
    let end = at + 1;
    while (end < rows.length && !rows[end].startsWith("```")) end += 1;
    nodes.push(h("pre", { class: "code" }, rows.slice(at + 1, end).join("\n")));
    return end + 1;
  }
  const heading = row.match(/^(#{1,6}) +(.*)$/);
  if (heading) { nodes.push(h("div", { class: `block-header level-${Math.min(heading[1].length, 4)}`, role: "heading", "aria-level": heading[1].length }, span(heading[2], people))); return at + 1; }
  if (/^(-{3,}|\*{3,})\s*$/.test(row)) { nodes.push(h("hr")); return at + 1; }
  if (row.startsWith("|")) {
    const end = take((line) => line.startsWith("|"));
    const cells = rows.slice(at, end).filter((line) => !/^\|[\s:|-]+\|?\s*$/.test(line)).map((line) => line.replace(/^\||\|\s*$/g, "").split("|"));
    nodes.push(h("div", { class: "table-frame" }, h("table", {}, cells.map((line, number) => h("tr", {}, line.map((value) => h(number ? "td" : "th", {}, span(value.trim(), people))))))));
    return end;
  }
  if (row.startsWith(">")) { const end = take((line) => line.startsWith(">")); nodes.push(h("blockquote", {}, markdown(rows.slice(at, end).map((line) => line.replace(/^> ?/, "")).join("\n"), people))); return end; }
  const item = /^\s*([-*+]|\d+[.)]) +(.*)$/;
  if (item.test(row)) {
    const end = take((line) => item.test(line));
    const list = rows.slice(at, end).map((line) => line.match(item)[2].replace(/^\[x\] /i, "☑ ").replace(/^\[ \] /, "☐ "));
    nodes.push(h(/^\s*\d/.test(row) ? "ol" : "ul", { class: "rich-list" }, list.map((line) => h("li", {}, span(line, people)))));
    return end;
  }
  const end = Math.max(at + 1, take((line) => !startsBlock(line)));
  nodes.push(h("p", {}, rows.slice(at, end).flatMap((line, index) => [index ? h("br") : null, ...span(line, people)])));
  return end;
}

const SPAN = /`([^`]+)`|\*\*(.+?)\*\*|(?<!\w)[*_](?=\S)(.+?)[*_](?!\w)|~~(.+?)~~|\[([^\]]+)\]\(([^)\s]+)\)|<(@|#)([A-Z0-9]+)>|(https?:\/\/[^\s<>)]+)/g;

function span(text, people) {
  const nodes = [];
  let last = 0;
  for (const match of text.matchAll(SPAN)) {
    nodes.push(plain(text.slice(last, match.index)));
    last = match.index + match[0].length;
    const [, code, bold, italic, strike, label, url, kind, id, bare] = match;
    if (code) nodes.push(h("code", {}, code));
    else if (bold) nodes.push(h("strong", {}, span(bold, people)));
    else if (italic) nodes.push(h("em", {}, span(italic, people)));
    else if (strike) nodes.push(h("s", {}, span(strike, people)));
    else if (label) nodes.push(link(url, span(label, people)));
    else if (kind) nodes.push(mention(kind + (kind === "@" ? people?.name(id) : people?.channel(id) || id)));
    else nodes.push(link(bare, [bare]));
  }
  nodes.push(plain(text.slice(last)));
  return nodes;
}

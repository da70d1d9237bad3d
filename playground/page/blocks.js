// Block Kit: one function per kind of block.

import { h, icon, safeUrl } from "./dom.js";
import { drawElement } from "./inputs.js";
import { dataTable, markdown, richText, table } from "./richtext.js";
import { plain, words } from "./words.js";

/** Draws blocks in order. See inputs.js for `surface`; `surface.errors` are shown under the inputs of a form. */
export function drawBlocks(blocks, surface, path = "") {
  return (blocks || []).map((block, index) => {
    const draw = BLOCKS[block.type];
    const node = draw ? draw(block, surface, `${path}/${index}`) : h("div", { class: "unknown" }, `[${block.type}]`);
    node.classList.add("block");
    node.dataset.blockType = block.type;
    return node;
  });
}

const image = (source, className = "") => {
  const url = safeUrl(source.image_url || source.slack_file?.url);
  const node = url ? h("img", { class: className, src: url, alt: source.alt_text, loading: "lazy" }) : h("span", { class: `${className} no-image` }, source.alt_text);
  node.addEventListener("error", () => node.replaceWith(h("span", { class: `${className} no-image` }, source.alt_text)));
  return node;
};

function section(block, surface) {
  const accessory = block.accessory && (block.accessory.type === "image" ? image(block.accessory, "accessory-image") : drawElement(block, block.accessory, surface));
  return h("div", { class: "block-section" },
    h("div", { class: "section-main" },
      block.text ? h("div", { class: "section-text" }, words(block.text, surface.people)) : null,
      block.fields ? h("div", { class: "section-fields" }, block.fields.map((field) => h("div", {}, words(field, surface.people)))) : null),
    accessory ? h("div", { class: "section-accessory" }, accessory) : null);
}

const header = (block) => h("div", { class: `block-header level-${block.level || 1}`, role: "heading", "aria-level": block.level || 1 }, plain(block.text.text));

function context(block, surface) {
  return h("div", { class: "block-context" }, block.elements.map((element) => (element.type === "image" ? image(element, "context-image") : h("span", {}, words(element, surface.people)))));
}

const actions = (block, surface) => h("div", { class: "block-actions" }, block.elements.map((element) => drawElement(block, element, surface)));
const contextActions = (block, surface) => h("div", { class: "block-context-actions" }, block.elements.map((element) => drawElement(block, element, surface)));

function input(block, surface) {
  const error = surface.errors?.[block.block_id];
  const node = h("div", { class: `block-input ${error ? "has-error" : ""}`, test: `input-${block.block_id}` },
    h("div", { class: "label" }, plain(block.label.text), block.optional ? h("span", { class: "optional" }, " (optional)") : null),
    drawElement(block, block.element, surface),
    error ? h("div", { class: "field-error", role: "alert", test: "field-error" }, plain(error)) : null,
    block.hint ? h("div", { class: "hint" }, plain(block.hint.text)) : null);
  return node;
}

const imageBlock = (block) => h("figure", { class: "block-image" }, block.title ? h("figcaption", {}, plain(block.title.text)) : null, image(block));

function container(block, surface, path) {
  const memory = surface.memory(`container${path}`);
  const open = !block.is_collapsible || (memory.open ?? !block.default_collapsed);
  const title = h("span", { class: "container-title" }, block.rich_text_title ? richText(block.rich_text_title, surface.people) : plain(block.title.text),
    block.subtitle ? h("span", { class: "container-subtitle" }, words(block.subtitle, surface.people)) : null);
  const mark = block.icon ? image(block.icon, "container-icon") : null;
  const body = h("div", { class: "container-body", hidden: !open }, drawBlocks(block.child_blocks, surface, path));
  if (!block.is_collapsible) return h("div", { class: `block-container width-${block.width || "standard"} ${block.has_header_divider ? "ruled" : ""}` }, h("div", { class: "container-head" }, mark, title), body);
  const head = h("button", {
    type: "button", class: "container-head", "aria-expanded": String(open), test: "container-toggle",
    onclick: () => { memory.open = body.hidden; body.hidden = !body.hidden; head.setAttribute("aria-expanded", String(!body.hidden)); },
  }, icon("chevron"), mark, title);
  return h("div", { class: `block-container folding width-${block.width || "standard"}`, test: "container" }, head, body);
}

function card(block, surface) {
  return h("div", { class: "block-card", test: "card" },
    block.hero_image ? image(block.hero_image, "card-hero") : null,
    h("div", { class: "card-head" }, block.icon ? image(block.icon, "card-icon") : null,
      h("div", {}, block.title ? h("div", { class: "card-title" }, words(block.title, surface.people)) : null, block.subtitle ? h("div", { class: "card-subtitle" }, words(block.subtitle, surface.people)) : null)),
    block.body ? h("div", { class: "card-body" }, words(block.body, surface.people)) : null,
    block.actions ? h("div", { class: "block-actions" }, block.actions.map((element) => drawElement(block, element, surface))) : null);
}

const STATUS = { pending: "○", in_progress: "◐", complete: "✓", error: "!" };

function task(block, surface) {
  return h("div", { class: `block-task task-${block.status}` }, h("span", { class: "task-mark", title: block.status.replace("_", " ") }, STATUS[block.status]),
    h("div", {}, h("div", { class: "task-title" }, plain(block.title)),
      block.details ? richText(block.details, surface.people) : null, block.output ? richText(block.output, surface.people) : null,
      block.sources ? h("div", { class: "task-sources" }, block.sources.map((source) => h("a", { href: safeUrl(source.url), target: "_blank", rel: "noopener noreferrer" }, source.text))) : null));
}

const BLOCKS = {
  section, header, context, actions, input, container, card, image: imageBlock,
  context_actions: contextActions,
  task_card: task,
  divider: () => h("hr", { class: "block-divider" }),
  rich_text: (block, surface) => h("div", { class: "block-rich" }, richText(block, surface.people)),
  markdown: (block, surface) => h("div", { class: "block-markdown" }, markdown(block.text, surface.people)),
  table: (block, surface) => table(block, surface.people),
  data_table: (block, surface, path) => dataTable(block, surface.people, surface.memory(`table${path}`)),
  carousel: (block, surface) => h("div", { class: "block-carousel" }, block.elements.map((each) => card(each, surface))),
  alert: (block, surface) => h("div", { class: `block-alert alert-${block.level || "default"}`, role: "note" }, words(block.text, surface.people)),
  plan: (block, surface) => h("div", { class: "block-plan" }, h("div", { class: "plan-title" }, plain(block.title)), (block.tasks || []).map((each) => task(each, surface))),
};

// Builds the page from elements and text nodes only: nothing that came from outside is ever parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** h("a", {class, href, onclick, data…}, …children): an element. Strings become text nodes; null and false are left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "test") node.dataset.testid = value;
    else if (name in node && typeof value !== "string" && name !== "list") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  return add(node, children);
}

export function add(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

export function put(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

const PATHS = {
  hash: "M7 3 5.5 17M14.5 3 13 17M3.5 7.2h14M2.5 12.8h14",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9",
  plus: "M10 4v12M4 10h12",
  send: "M3 4l14.5 6L3 16l2-6zM5 10h6",
  close: "M5 5l10 10M15 5 5 15",
  more: "M5 10h.01M10 10h.01M15 10h.01",
  reply: "M4 5h12v8H9l-4 3.5V13H4z",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z",
  up: "M3 9h3v8H3zM6 9l3.5-6c1.4 0 2.2 1.1 1.8 2.4L10.600 8H15.500c1.200 0 1.900 1 1.600 2.100l-1.300 5.400c-.200.900-1 1.500-1.900 1.500H6",
  down: "M3 3h3v8H3zM6 11l3.500 6c1.400 0 2.200-1.100 1.800-2.400L10.600 12h4.900c1.200 0 1.900-1 1.600-2.100l-1.300-5.400c-.200-.900-1-1.500-1.900-1.500H6",
  trash: "M4 6h12M8 6V4h4v2M5.500 6l.8 11h7.400l.8-11",
  chevron: "M7 5l5.500 5L7 15",
  menu: "M3 5.500h14M3 10h14M3 14.500h14",
  moon: "M15.500 12.500A6.500 6.500 0 0 1 7.500 4.500a6.500 6.500 0 1 0 8 8z",
  bolt: "M11 2 4 11.500h5L8.500 18 16 8.500h-5z",
  file: "M5 2.500h7l3.500 3.500v11.500H5zM12 2.500V6h3.500",
  home: "M3 9.500 10 3.500l7 6M5 8.500V16.500h10V8.500",
  search: "M9 14A5 5 0 1 0 9 4a5 5 0 0 0 0 10zM13 13l4 4",
  check: "M4 10.500 8.200 15 16 6",
  people: "M7.500 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2 17c0-3 2.500-5 5.500-5s5.500 2 5.500 5M13 4a3 3 0 0 1 0 5.500M15 12.300c1.900.7 3 2.400 3 4.700",
};

/** A line icon, 20 by 20, in the colour of the text. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

const COLOURS = ["#7a5195", "#2f6f9f", "#b3541e", "#2e7d5b", "#a23b72", "#5b6b1f", "#935116", "#4a5fb0"];

/** A square with initials, or the app's mark. */
export function avatar(person, size = "") {
  const name = person?.real_name || "?";
  const node = h("span", { class: `avatar ${size} ${person?.is_bot ? "avatar-app" : ""}`, "aria-hidden": "true" });
  if (person?.is_bot) return add(node, "B");
  const sum = [...(person?.id || name)].reduce((total, letter) => total + letter.charCodeAt(0), 0);
  node.style.backgroundColor = COLOURS[sum % COLOURS.length];
  return add(node, name.split(" ").map((word) => word[0]).slice(0, 2).join(""));
}

/** Only what a browser may safely open. */
export function safeUrl(url) {
  return /^(https?:|mailto:)/i.test(String(url)) ? String(url) : null;
}

export function link(url, children, props = {}) {
  const href = safeUrl(url);
  return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer", ...props }, children) : h("span", {}, children);
}

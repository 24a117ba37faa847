// The text of innerText without any rendering: determined from the elements themselves.
// https://html.spec.whatwg.org/#the-innertext-idl-attribute
"use strict";

const { dom } = web;
const { TEXT, CDATA, ELEMENT } = dom.kinds;

// Elements that are not rendered, and elements that are rendered but have no text of their own.
const undrawn = new Set([
  "area", "base", "basefont", "datalist", "head", "link", "meta", "noembed", "noframes", "param", "rp", "script", "source", "style", "template", "title", "track",
]);
const textless = new Set(["audio", "canvas", "iframe", "img", "input", "object", "textarea", "video"]);
// Inline boxes, which contain lines of their own.
const boxes = new Set(["button", "select"]);
const blocks = new Set([
  "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer",
  "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p",
  "plaintext", "pre", "search", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "caption", "ul", "xmp",
]);

// Whether the element itself and its own attributes hide it; style sheets are ignored.
dom.isHidden = (record) => {
  if (record.type !== ELEMENT || record.namespace !== dom.HTML) return false;
  if (undrawn.has(record.localName)) return true;
  if (record.localName === "noscript") return record.document.hasWindow;
  if (record.localName === "input" && dom.attribute(record, "type")?.toLowerCase() === "hidden") return true;
  if (record.localName === "audio" && dom.attribute(record, "controls") === null) return true;
  if (record.localName === "dialog" && dom.attribute(record, "open") === null) return true;
  const value = dom.attribute(record, "hidden");
  if (value !== null) return true;
  const style = dom.attribute(record, "style");
  if (style !== null && /(?:^|[;\s])display\s*:\s*none\b/i.test(style)) return true;
  const { parent } = record;
  // The contents of a closed <details>.
  return parent !== null && dom.isHTML(parent, "details") && dom.attribute(parent, "open") === null && !isSummary(record, parent);
};
const isSummary = (record, details) => {
  for (let one = details.first; one !== null; one = one.next) if (dom.isHTML(one, "summary")) return one === record;
  return false;
};
dom.isShown = (record) => {
  for (let one = record; one !== null; one = one.parent ?? one.host ?? null) if (dom.isHidden(one)) return false;
  return true;
};

// The text of an element, or "" if the element itself is hidden.
dom.text = (element) => {
  const root = dom.record(element);
  if (!dom.isShown(root)) return root.type === ELEMENT && root.localName !== "noscript" ? dom.textOf(root) : "";
  return dom.shownText(root);
};
dom.shownText = (root) => {
  // Pieces of text; inline boxes, next to which spaces count; and numbers, which are required line breaks: the largest number
  // of a run counts.
  const items = [];
  const add = (count) => items.push(count);
  const breaks = (one) => (one.localName === "p" ? 2 : blocks.has(one.localName) ? 1 : 0);
  const keepsSpace = (record) => {
    for (let one = record; one !== null; one = one.parent) if (dom.isHTML(one) && (one.localName === "pre" || one.localName === "textarea" || one.localName === "listing" || one.localName === "xmp")) return true;
    return false;
  };
  const begin = (one) => {
    if (one.type === TEXT || one.type === CDATA) {
      items.push({ text: one.data, isKept: keepsSpace(one.parent) });
      return false;
    }
    if (one.type !== ELEMENT || dom.isHidden(one)) return false;
    if (one.namespace === dom.HTML) {
      if (one.localName === "br") items.push({ text: "\n", isKept: true });
      if (textless.has(one.localName)) {
        items.push({ box: "whole" });
        return false;
      }
      if (boxes.has(one.localName)) items.push({ box: "begin" });
      const count = breaks(one);
      if (count > 0) add(count);
      if ((one.localName === "td" || one.localName === "th") && previousCell(one)) items.push({ text: "\t", isKept: true });
    }
    return true;
  };
  const end = (one) => {
    if (one.type !== ELEMENT || one.namespace !== dom.HTML) return;
    if (breaks(one) > 0) add(breaks(one));
    if (boxes.has(one.localName)) items.push({ box: "end" });
  };
  walk(root, begin, end);
  return join(items);
};
const previousCell = (cell) => {
  for (let one = cell.previous; one !== null; one = one.previous) if (dom.isHTML(one) && (one.localName === "td" || one.localName === "th")) return true;
  return false;
};
// The flat tree: a host has the contents of its shadow tree, and a slot its assigned nodes.
const contents = (record) => {
  if (record.shadow !== null) return dom.children(record.shadow);
  if (dom.isHTML(record, "slot")) {
    const assigned = dom.assignedNodes(record);
    if (assigned.length > 0) return assigned;
  }
  return dom.children(record);
};
const walk = (root, begin, end) => {
  const levels = [{ list: contents(root), next: 0, record: null }];
  while (levels.length > 0) {
    const level = levels[levels.length - 1];
    if (level.next === level.list.length) {
      levels.pop();
      if (level.record !== null) end(level.record);
      continue;
    }
    const one = level.list[level.next++];
    if (begin(one)) levels.push({ list: contents(one), next: 0, record: one });
  }
};
const join = (items) => {
  const parts = [];
  let required = 0;
  // Whether a space here would start a line, and a pending space that is only added before more text.
  let isLineStart = true;
  let space = "";
  const breakLine = () => {
    if (required > 0 && parts.length > 0) parts.push("\n".repeat(required));
    required = 0;
  };
  for (const item of items) {
    if (typeof item === "number") {
      required = Math.max(required, item);
      space = "";
      isLineStart = true;
      continue;
    }
    if (item.box !== undefined) {
      if (item.box !== "end" && space !== "") {
        breakLine();
        parts.push(space);
      }
      space = "";
      isLineStart = item.box === "begin";
      continue;
    }
    let { text } = item;
    if (item.isKept) {
      if (text === "") continue;
    } else {
      text = text.replace(/[\t\n\r ]+/g, " ");
      if (text === " " || text === "") {
        if (text === " " && !isLineStart) space = " ";
        continue;
      }
    }
    breakLine();
    if (!item.isKept) {
      if (text.startsWith(" ")) {
        text = text.slice(1);
        if (!isLineStart) space = " ";
      }
      parts.push(space);
      space = "";
      if (text.endsWith(" ")) {
        text = text.slice(0, -1);
        space = " ";
      }
      parts.push(text);
      isLineStart = false;
    } else {
      if (text !== "\n" && text !== "\t") parts.push(space);
      space = "";
      parts.push(text);
      isLineStart = text.endsWith("\n") || text === "\t";
    }
  }
  return parts.join("");
};

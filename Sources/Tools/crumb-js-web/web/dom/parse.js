// HTML trees, as libgumbo builds them from a text.
//
// dom.parseTree returns { mode, children }; mode is "no-quirks", "quirks" or "limited-quirks". A node of the tree is
//   { kind: 1 (element), name, namespace, attributes: [[namespace, prefix, local name, value]], start, end, children }
//   { kind: 3 (text) | 8 (comment), data, start }
//   { kind: 10 (doctype), name, publicId, systemId }
// `start` is the offset of its start tag or text in the source, -1 for an element whose tag is implied; `end` is the offset
// after its end tag, -1 if it has none. Offsets are in code units. A template's children are those of its content.
// https://html.spec.whatwg.org/#parsing
"use strict";

const { idl, dom } = web;
const { ELEMENT, TEXT, COMMENT, DOCTYPE } = dom.kinds;

const modes = ["no-quirks", "quirks", "limited-quirks"];
const attributeNamespaces = [null, dom.XLINK, dom.XML, dom.XMLNS];
const attributePrefixes = [null, "xlink", "xml", "xmlns"];

// `context`: the record of the context element, for a fragment.
dom.parseTree = (text, { context, scripting = false } = {}) => {
  const namespace = context === undefined ? 0 : Math.max(0, dom.namespaces.indexOf(context.namespace));
  const [all, buffer, names] = host.parseHTML(text, context?.localName, (scripting ? 1 : 0) | (namespace << 1));
  const words = new Int32Array(buffer);
  const slice = (at) => all.slice(words[at], words[at] + words[at + 1]);
  const root = { mode: modes[words[0]], children: [] };
  const open = [root];
  let { children } = root;
  for (let i = 1; i < words.length; ) {
    switch (words[i]) {
      case 1: {
        const attributes = [];
        const element = {
          kind: ELEMENT, name: names[words[i + 2]], namespace: dom.namespaces[words[i + 1]], attributes, start: words[i + 3], end: -1, children: [],
        };
        let count = words[i + 4];
        i += 5;
        for (; count > 0; count--, i += 4) {
          const kind = words[i];
          const name = names[words[i + 1]];
          attributes.push([attributeNamespaces[kind], kind === 3 && name === "xmlns" ? null : attributePrefixes[kind], name, slice(i + 2)]);
        }
        children.push(element);
        open.push(element);
        ({ children } = element);
        break;
      }
      case 2:
        open.pop().end = words[i + 1];
        ({ children } = open[open.length - 1]);
        i += 2;
        break;
      case 3:
      case 4:
        children.push({ kind: words[i] === 3 ? TEXT : COMMENT, data: slice(i + 2), start: words[i + 1] });
        i += 4;
        break;
      default:
        children.push({ kind: DOCTYPE, name: slice(i + 1), publicId: slice(i + 3), systemId: slice(i + 5) });
        i += 7;
    }
  }
  return root;
};

// Creates a single node, without its children; returns its record.
const made = (document, node, options) => {
  switch (node.kind) {
    case ELEMENT: {
      let is = null;
      for (const [namespace, , localName, value] of node.attributes) if (localName === "is" && namespace === null) is = value;
      const record = dom.makeElement(document, node.name, node.namespace, null, { ...options, is });
      for (const [namespace, prefix, localName, value] of node.attributes) {
        dom.appendAttribute(record, dom.makeAttribute(document, namespace, prefix, localName, value));
      }
      return record;
    }
    case TEXT: return dom.makeText(document, node.data);
    case COMMENT: return dom.makeCharacterData(COMMENT, document, node.data);
    default: return dom.makeDoctype(document, node.name, node.publicId, node.systemId);
  }
};
const scriptingParser = { sync: true };
const inertParser = { inert: true };

// For the page's own parser: these functions take and return nodes, not records.
dom.make = (document, node) => {
  const record = dom.record(document);
  return node.kind === ELEMENT && document === web.document
    ? dom.runReactions(() => made(record, node, scriptingParser).node)
    : made(record, node, scriptingParser).node;
};
dom.append = (parent, node) => {
  const record = dom.record(parent);
  dom.runReactions(() => dom.insert(dom.record(node), record.content ?? record, null));
};
dom.setMode = (document, mode) => {
  dom.record(document).mode = mode;
};

// Builds the tree in a document, and yields each element that is complete: { node, tree }.
dom.walk = function* (document, tree) {
  dom.setMode(document, tree.mode);
  const levels = [{ parent: document, children: tree.children, next: 0, tree: null }];
  while (levels.length > 0) {
    const level = levels[levels.length - 1];
    if (level.next === level.children.length) {
      levels.pop();
      if (level.tree !== null) yield { node: level.parent, tree: level.tree };
      continue;
    }
    const one = level.children[level.next++];
    const node = dom.make(document, one);
    dom.append(level.parent, node);
    if (one.kind === ELEMENT) levels.push({ parent: node, children: one.children, next: 0, tree: one });
  }
};

// Builds the whole tree at once, without running any of its scripts.
const build = (document, parent, children, declarative) => {
  const levels = [{ parent, children, next: 0, document }];
  while (levels.length > 0) {
    const level = levels[levels.length - 1];
    if (level.next === level.children.length) {
      levels.pop();
      continue;
    }
    const one = level.children[level.next++];
    const record = made(level.document, one, inertParser);
    if (one.kind !== ELEMENT) {
      dom.insert(record, level.parent, null, true);
      continue;
    }
    if (one.name === "script") record.alreadyStarted = true;
    if (declarative && record.content && dom.declareShadow?.(level.parent, one)) {
      levels.push({ parent: level.parent.shadow, children: one.children, next: 0, document: level.document });
      continue;
    }
    dom.insert(record, level.parent, null, true);
    if (record.content) levels.push({ parent: record.content, children: one.children, next: 0, document: record.content.document });
    else levels.push({ parent: record, children: one.children, next: 0, document: level.document });
  }
};
// https://html.spec.whatwg.org/#parse-html-from-a-string
dom.parseInto = (document, text) => {
  const record = dom.record(document);
  const tree = dom.parseTree(text);
  record.mode = tree.mode;
  build(record, record, tree.children, false);
};
// https://html.spec.whatwg.org/#html-fragment-parsing-algorithm; takes an element's record, returns a fragment's
dom.parseFragment = (text, context, { declarative = false, document = context.document } = {}) => {
  const { content } = context;
  if (content) ({ document } = content);
  const fragment = dom.makeFragment(document);
  if (!context.document.isHTML) {
    dom.parseXMLFragment(text, context, fragment);
    return fragment;
  }
  if (text !== "") {
    const tree = dom.parseTree(text, { context, scripting: document.hasWindow });
    build(document, fragment, tree.children, declarative);
  }
  return fragment;
};

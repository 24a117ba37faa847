// https://html.spec.whatwg.org/#html-fragment-serialisation-algorithm
"use strict";

const { dom } = web;
const { ELEMENT, TEXT, CDATA, COMMENT, INSTRUCTION, DOCTYPE } = dom.kinds;

const voids = new Set([
  "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "basefont", "bgsound", "frame", "keygen", "param",
]);
const raws = new Set(["style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext"]);
dom.isVoid = (record) => record.namespace === dom.HTML && voids.has(record.localName);

const escapedText = (text) =>
  /[&<>\u00a0]/.test(text) ? text.replace(/[&<>\u00a0]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : "&nbsp;")) : text;
const escapedValue = (text) =>
  /[&<>"\u00a0]/.test(text)
    ? text.replace(/[&<>"\u00a0]/g, (c) => (c === "&" ? "&amp;" : c === '"' ? "&quot;" : c === "<" ? "&lt;" : c === ">" ? "&gt;" : "&nbsp;"))
    : text;
dom.escapedText = escapedText;

const isForeign = (record) => record.namespace !== dom.HTML && record.namespace !== dom.SVG && record.namespace !== dom.MATHML;
const tag = (record) => (isForeign(record) ? dom.qualifiedName(record) : record.localName);
const attributeName = (one) => {
  if (one.namespace === null) return one.localName;
  if (one.namespace === dom.XML) return `xml:${one.localName}`;
  if (one.namespace === dom.XMLNS) return one.localName === "xmlns" ? "xmlns" : `xmlns:${one.localName}`;
  return one.namespace === dom.XLINK ? `xlink:${one.localName}` : one.name;
};
const startTag = (record) => {
  let text = `<${tag(record)}`;
  const { attributes } = record;
  if (record.is && dom.attribute(record, "is") === null) text += ` is="${escapedValue(record.is)}"`;
  if (attributes !== null) for (const one of attributes) text += ` ${attributeName(one)}="${escapedValue(one.value)}"`;
  return `${text}>`;
};

const leaf = (record) => {
  switch (record.type) {
    case TEXT: {
      const { parent } = record;
      const isRaw = parent !== null && parent.namespace === dom.HTML &&
        (raws.has(parent.localName) || (parent.localName === "noscript" && record.document.hasWindow));
      return isRaw ? record.data : escapedText(record.data);
    }
    case CDATA: return escapedText(record.data);
    case COMMENT: return `<!--${record.data}-->`;
    case INSTRUCTION: return `<?${record.target} ${record.data}>`;
    case DOCTYPE: return `<!DOCTYPE ${record.name}>`;
    default: return "";
  }
};

// Serializes the nodes below `root`. The loop enters templates and shadow trees where it comes across them.
const serializeHTML = (root, options) => {
  const parts = [];
  const levels = [{ root, one: root.type === ELEMENT && dom.isVoid(root) ? null : root.first }];
  const shown = (record) => {
    const { shadow } = record;
    if (shadow === null || !options) return null;
    return (options.serializableShadowRoots && shadow.isSerializable) || options.shadowRoots?.includes(shadow.node) ? shadow : null;
  };
  while (levels.length > 0) {
    const level = levels[levels.length - 1];
    if (level.end !== undefined) parts.push(level.end);
    level.end = undefined;
    let { one } = level;
    if (one === null) {
      levels.pop();
      continue;
    }
    // Go down to the next leaf, or into another tree.
    if (one.type !== ELEMENT) {
      parts.push(leaf(one));
    } else {
      if (!level.isInside) parts.push(startTag(one));
      level.isInside = false;
      const shadow = level.hasShown === one ? null : shown(one);
      if (shadow !== null) {
        const { mode, delegatesFocus, isSerializable, isClonable } = shadow;
        parts.push(`<template shadowrootmode="${mode}"${delegatesFocus ? ' shadowrootdelegatesfocus=""' : ""}${isSerializable ? ' shadowrootserializable=""' : ""}${isClonable ? ' shadowrootclonable=""' : ""}>`);
        level.isInside = true;
        level.hasShown = one;
        level.end = undefined;
        levels.push({ root: shadow, one: shadow.first });
        pendingEnd(level);
        continue;
      }
      if (dom.isVoid(one)) {
        // Void elements have no content and no end tag.
      } else if (one.content && level.entered !== one) {
        level.entered = one;
        level.isInside = true;
        levels.push({ root: one.content, one: one.content.first });
        continue;
      } else if (!one.content && one.first !== null) {
        level.one = one.first;
        continue;
      } else parts.push(`</${tag(one)}>`);
    }
    while (one !== level.root && one.next === null) {
      one = one.parent;
      if (one === level.root) break;
      parts.push(`</${tag(one)}>`);
    }
    level.one = one === level.root ? null : one.next;
  }
  return parts.join("");
};
const pendingEnd = (level) => {
  level.end = "</template>";
};
dom.serialize = (root, document, options) => (document.isHTML ? serializeHTML(root, options) : dom.serializeXMLChildren(root));
dom.serializeOuter = (record) => {
  if (!record.document.isHTML) return dom.serializeXML(record, true);
  if (dom.isVoid(record)) return startTag(record);
  return `${startTag(record)}${serializeHTML(record.content ?? record)}</${tag(record)}>`;
};

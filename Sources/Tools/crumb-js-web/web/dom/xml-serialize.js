// https://w3c.github.io/DOM-Parsing/#xml-serialization
"use strict";

const { dom } = web;
const { ELEMENT, TEXT, CDATA, COMMENT, INSTRUCTION, DOCUMENT, DOCTYPE } = dom.kinds;

const escapedValue = (text) =>
  text.replace(/[&<>"\t\n\r]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" })[c]);
const escapedText = (text) => text.replace(/[&<>]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&gt;"));

// The prefixes declared at an element: a chain of maps, innermost first.
const find = (scope, namespace, preferred) => {
  const shadowed = new Set();
  let found = null;
  for (let level = scope; level !== null; level = level.outer) {
    for (const [prefix, name] of level.prefixes) {
      if (name === namespace && !shadowed.has(prefix)) {
        if (prefix === preferred) return prefix;
        found ??= prefix;
      }
    }
    for (const prefix of level.prefixes.keys()) shadowed.add(prefix);
  }
  return found;
};

// The start tag of an element: its name and the scope for its contents.
const begin = (record, scope, inherited, counter) => {
  const prefixes = new Map();
  let own = null;
  for (const { namespace, prefix, localName, value } of record.attributes ?? []) {
    if (namespace !== dom.XMLNS) continue;
    if (prefix === null) own = value;
    else if (value !== dom.XML) prefixes.set(localName, value);
  }
  const inner = { prefixes, outer: scope };
  let text = "";
  let name;
  let ignoresDefault = false;
  let below = inherited;
  const { namespace, localName } = record;
  if (namespace === inherited) {
    if (own !== null) ignoresDefault = true;
    name = namespace === dom.XML ? `xml:${localName}` : localName;
    text = `<${name}`;
  } else {
    let candidate = namespace === null ? null : find(inner, namespace, record.prefix);
    if (record.prefix === "xmlns") candidate = "xmlns";
    if (namespace === dom.XML) candidate = "xml";
    if (candidate !== null) {
      name = `${candidate}:${localName}`;
      if (own !== null && own !== dom.XML) below = own === "" ? null : own;
      text = `<${name}`;
    } else if (record.prefix !== null) {
      let { prefix } = record;
      if (prefixes.has(prefix)) prefix = `ns${counter.next++}`;
      prefixes.set(prefix, namespace);
      name = `${prefix}:${localName}`;
      text = `<${name} xmlns:${prefix}="${escapedValue(namespace)}"`;
      if (own !== null) below = own === "" ? null : own;
    } else if (own === null || (own === "" ? null : own) !== namespace) {
      ignoresDefault = true;
      name = localName;
      below = namespace;
      text = `<${name} xmlns="${escapedValue(namespace ?? "")}"`;
    } else {
      name = localName;
      below = namespace;
      text = `<${name}`;
    }
  }
  for (const one of record.attributes ?? []) {
    let attributePrefix = null;
    if (one.namespace !== null) {
      attributePrefix = one.namespace === dom.XML ? "xml" : find(inner, one.namespace, one.prefix);
      if (one.namespace === dom.XMLNS) {
        if (one.value === dom.XML || (one.prefix === null && ignoresDefault)) continue;
        attributePrefix = one.prefix === null ? null : "xmlns";
      } else if (attributePrefix === null) {
        attributePrefix = one.prefix !== null && !prefixes.has(one.prefix) ? one.prefix : `ns${counter.next++}`;
        prefixes.set(attributePrefix, one.namespace);
        text += ` xmlns:${attributePrefix}="${escapedValue(one.namespace)}"`;
      }
    }
    text += ` ${attributePrefix === null ? "" : `${attributePrefix}:`}${one.localName}="${escapedValue(one.value)}"`;
  }
  return { text, name, scope: inner, namespace: below };
};

const leaf = (record, checks) => {
  const wrong = (what) => {
    if (checks) throw dom.error("InvalidStateError", `Failed to serialize: ${what} is not well-formed.`);
  };
  switch (record.type) {
    case TEXT: return escapedText(record.data);
    case CDATA: return `<![CDATA[${record.data}]]>`;
    case COMMENT:
      if (record.data.includes("--") || record.data.endsWith("-")) wrong("a comment");
      return `<!--${record.data}-->`;
    case INSTRUCTION: return `<?${record.target} ${record.data}?>`;
    case DOCTYPE: {
      const { name, publicId, systemId } = record;
      const quoted = (text) => (text.includes('"') ? `'${text}'` : `"${text}"`);
      return `<!DOCTYPE ${name}${publicId !== "" ? ` PUBLIC ${quoted(publicId)}` : ""}${publicId === "" && systemId !== "" ? " SYSTEM" : ""}${systemId !== "" ? ` ${quoted(systemId)}` : ""}>`;
    }
    default: return "";
  }
};

dom.serializeXML = (root, checks) => {
  const counter = { next: 1 };
  const parts = [];
  // What remains to be written: nodes with their scopes, and end tags.
  const stack = [{ record: root, scope: { prefixes: new Map([["xml", dom.XML]]), outer: null }, namespace: null }];
  const push = (parent, scope, namespace) => {
    for (let one = parent.last; one !== null; one = one.previous) stack.push({ record: one, scope, namespace });
  };
  while (stack.length > 0) {
    const { record, scope, namespace, end } = stack.pop();
    if (end !== undefined) parts.push(end);
    else if (record.type === ELEMENT) {
      const start = begin(record, scope, namespace, counter);
      parts.push(start.text);
      const content = record.content ?? record;
      const isHTML = record.namespace === dom.HTML;
      if (content.first === null && isHTML && dom.isVoid(record)) parts.push(" />");
      else if (content.first === null && !isHTML) parts.push("/>");
      else {
        parts.push(">");
        stack.push({ end: `</${start.name}>` });
        push(content, start.scope, start.namespace);
      }
    } else if (record.type === DOCUMENT || record.type === dom.kinds.FRAGMENT) push(record, scope, namespace);
    else parts.push(leaf(record, checks));
  }
  return parts.join("");
};
dom.serializeXMLChildren = (root) => dom.children(root).map((one) => dom.serializeXML(one, true)).join("");

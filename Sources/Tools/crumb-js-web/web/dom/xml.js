// XML documents, as expat parses them.
// https://html.spec.whatwg.org/#parsing-xhtml-documents
"use strict";

const { dom } = web;
const { kinds } = dom;

// Appends the nodes of a text to `parent`; returns the error in the text, or undefined.
const read = (text, parent) => {
  const [all, buffer, names, error] = host.parseXML(text);
  if (error !== undefined) return error;
  const { document } = parent;
  const words = new Int32Array(buffer);
  const slice = (at) => all.slice(words[at], words[at] + words[at + 1]);
  const name = (at) => (words[at] < 0 ? null : names[words[at]]);
  const add = (record) => dom.insert(record, parent, null, true);
  const open = [];
  for (let i = 0; i < words.length; ) {
    switch (words[i]) {
      case 1: {
        const attributes = [];
        const [namespace, prefix, localName] = [name(i + 1), name(i + 2), name(i + 3)];
        let count = words[i + 4];
        i += 5;
        for (; count > 0; count--, i += 5) attributes.push(dom.makeAttribute(document, name(i), name(i + 1), name(i + 2), slice(i + 3)));
        const record = dom.makeElement(parent.document, localName, namespace, prefix, { inert: true });
        for (const one of attributes) dom.appendAttribute(record, one);
        if (namespace === dom.HTML && localName === "script") record.alreadyStarted = true;
        add(record);
        open.push(parent);
        parent = record.content ?? record;
        break;
      }
      case 2:
        parent = open.pop();
        i++;
        break;
      case 3:
        add(dom.makeText(parent.document, slice(i + 1)));
        i += 3;
        break;
      case 4:
        add(dom.makeCharacterData(kinds.COMMENT, parent.document, slice(i + 1)));
        i += 3;
        break;
      case 5:
        add(dom.makeDoctype(document, slice(i + 1), slice(i + 3), slice(i + 5)));
        i += 7;
        break;
      case 6:
        add(dom.makeCharacterData(kinds.INSTRUCTION, parent.document, slice(i + 3), slice(i + 1)));
        i += 5;
        break;
      default:
        add(dom.makeCharacterData(kinds.CDATA, parent.document, slice(i + 1)));
        i += 3;
    }
  }
  return undefined;
};

// https://html.spec.whatwg.org/#dom-domparser-parsefromstring, step 3 for XML
dom.parseXML = (document, text) => {
  const error = read(text, document);
  if (error === undefined) return true;
  for (const one of [...dom.children(document)]) dom.remove(one);
  const root = dom.makeElement(document, "parsererror", "http://www.mozilla.org/newlayout/xml/parsererror.xml");
  dom.insert(dom.makeText(document, error), root, null);
  dom.insert(root, document, null);
  return false;
};
dom.parseXMLInto = (document, text) => dom.parseXML(dom.record(document), text);

// https://html.spec.whatwg.org/#xml-fragment-parsing-algorithm
const quoted = (text) => text.replace(/[&<"]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&quot;"));
dom.parseXMLFragment = (text, context, fragment) => {
  const seen = new Set();
  let declarations = "";
  for (let one = context; one !== null && one.type === kinds.ELEMENT; one = one.parent) {
    const declare = (prefix, namespace) => {
      if (seen.has(prefix) || prefix === "xml") return;
      seen.add(prefix);
      declarations += ` xmlns${prefix === "" ? "" : `:${prefix}`}="${quoted(namespace ?? "")}"`;
    };
    declare(one.prefix ?? "", one.namespace);
    for (const { namespace, prefix, localName, value } of one.attributes ?? []) {
      if (namespace === dom.XMLNS) declare(prefix === null ? "" : localName, value);
    }
  }
  const holder = dom.makeFragment(fragment.document);
  const error = read(`<crumb${declarations}>${text}</crumb>`, holder);
  if (error !== undefined || holder.first === null || holder.first !== holder.last) {
    throw dom.error("SyntaxError", `The provided markup is invalid XML, and therefore cannot be inserted into an XML document.`);
  }
  for (const one of [...dom.children(holder.first)]) dom.insert(one, fragment, null, true);
};

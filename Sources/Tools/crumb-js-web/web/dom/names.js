// Names of elements and attributes, and their namespaces.
// https://dom.spec.whatwg.org/#namespaces
"use strict";

const { dom } = web;

const SVG = "http://www.w3.org/2000/svg";
const MATHML = "http://www.w3.org/1998/Math/MathML";
const XLINK = "http://www.w3.org/1999/xlink";
const XML = "http://www.w3.org/XML/1998/namespace";
const XMLNS = "http://www.w3.org/2000/xmlns/";
Object.assign(dom, { SVG, MATHML, XLINK, XML, XMLNS });
dom.namespaces = [dom.HTML, SVG, MATHML];

// https://www.w3.org/TR/xml/#NT-Name
const start = ":A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}";
const rest = `${start}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040`;
const name = new RegExp(`^[${start}][${rest}]*$`, "u");
const simple = /^[A-Za-z_][A-Za-z0-9_-]*$/;
dom.isName = (text) => simple.test(text) || name.test(text);
const isNCName = (text) => dom.isName(text) && !text.includes(":");

// Only ASCII letters: toLowerCase() also changes others.
dom.lower = (text) => (/[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text);
dom.upper = (text) => (/[a-z]/.test(text) ? text.replace(/[a-z]+/g, (letters) => letters.toUpperCase()) : text);

// https://dom.spec.whatwg.org/#validate-and-extract
dom.extract = (namespace, qualifiedName, prefixText) => {
  if (namespace === "") namespace = null;
  const invalid = () => dom.error("InvalidCharacterError", `${prefixText}The qualified name provided ('${qualifiedName}') contains an invalid character.`);
  let prefix = null;
  let localName = qualifiedName;
  const colon = qualifiedName.indexOf(":");
  if (colon < 0) {
    if (!dom.isName(qualifiedName)) throw invalid();
  } else {
    prefix = qualifiedName.slice(0, colon);
    localName = qualifiedName.slice(colon + 1);
    if (!dom.isName(qualifiedName) || !isNCName(prefix) || !isNCName(localName)) throw invalid();
  }
  if (
    (prefix !== null && namespace === null) ||
    (prefix === "xml" && namespace !== XML) ||
    ((qualifiedName === "xmlns" || prefix === "xmlns") !== (namespace === XMLNS))
  ) {
    throw dom.error("NamespaceError", `${prefixText}The namespace URI provided ('${namespace ?? ""}') is not valid for the qualified name provided ('${qualifiedName}').`);
  }
  return { namespace, prefix, localName };
};

dom.qualifiedName = (record) => (record.prefix === null ? record.localName : `${record.prefix}:${record.localName}`);
// https://dom.spec.whatwg.org/#element-html-uppercased-qualified-name
dom.tagName = (record) => {
  const text = dom.qualifiedName(record);
  return record.namespace === dom.HTML && record.document.isHTML ? dom.upper(text) : text;
};

// https://dom.spec.whatwg.org/#locate-a-namespace
dom.locateNamespace = (record, prefix) => {
  for (let element = record; element !== null; element = element.parent) {
    if (element.type === dom.kinds.DOCUMENT) element = dom.documentElement(element);
    if (element === null || element.type !== dom.kinds.ELEMENT) return null;
    if (prefix === "xml") return XML;
    if (prefix === "xmlns") return XMLNS;
    if (element.namespace !== null && element.prefix === prefix) return element.namespace;
    for (const one of element.attributes ?? []) {
      if (one.namespace !== XMLNS) continue;
      if ((prefix !== null && one.prefix === "xmlns" && one.localName === prefix) || (prefix === null && one.prefix === null && one.localName === "xmlns")) {
        return one.value === "" ? null : one.value;
      }
    }
    if (element.parent?.type !== dom.kinds.ELEMENT) return null;
  }
  return null;
};
dom.locatePrefix = (record, namespace) => {
  for (let element = record; element !== null && element.type === dom.kinds.ELEMENT; element = element.parent) {
    if (element.namespace === namespace && element.prefix !== null) return element.prefix;
    for (const one of element.attributes ?? []) if (one.prefix === "xmlns" && one.value === namespace) return one.localName;
  }
  return null;
};

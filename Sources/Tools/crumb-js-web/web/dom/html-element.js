// The interface of each element. Those of HTML's elements are defined in html/.
// https://html.spec.whatwg.org/#elements-in-the-dom
"use strict";

const { idl, dom } = web;

class HTMLElement extends Element {
  constructor() {
    return dom.htmlConstructor(new.target);
  }
}
idl.expose(HTMLElement);
class HTMLUnknownElement extends HTMLElement {}
idl.expose(HTMLUnknownElement);
class SVGElement extends Element {}
idl.expose(SVGElement);
class MathMLElement extends Element {}
idl.expose(MathMLElement);

const classes = new Map();
// The standard's elements without an interface of their own.
for (const name of [
  "abbr", "acronym", "address", "article", "aside", "b", "basefont", "bdi", "bdo", "big", "center", "cite", "code", "dd", "dfn", "dt",
  "em", "figcaption", "figure", "footer", "header", "hgroup", "i", "kbd", "main", "mark", "nav", "nobr", "noembed", "noframes", "noscript",
  "plaintext", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "search", "section", "small", "strike", "strong", "sub", "summary", "sup",
  "tt", "u", "var", "wbr",
]) classes.set(name, HTMLElement);
web.defineElement = (localName, constructor) => classes.set(localName, constructor);
dom.isUnknown = (localName) => !classes.has(localName);

const svg = new Map();
web.defineSVGElement = (localName, constructor) => svg.set(localName, constructor);
dom.elementPrototype = (namespace, localName) => {
  if (namespace === dom.HTML) {
    let known = classes.get(localName);
    if (known !== undefined) {
      // An interface that has not been loaded yet has no prototype.
      if (known.prototype === undefined) {
        known.load();
        known = classes.get(localName);
      }
      return known.prototype;
    }
    return dom.isCustomName(localName) ? HTMLElement.prototype : HTMLUnknownElement.prototype;
  }
  if (namespace === dom.SVG) return (svg.get(localName) ?? SVGElement).prototype;
  return namespace === dom.MATHML ? MathMLElement.prototype : Element.prototype;
};
dom.unknownPrototype = () => HTMLUnknownElement.prototype;

// Placeholders until html/ defines them.
for (const name of ["html", "head", "body", "title", "div", "span", "p", "a", "script", "style", "link", "meta", "form", "input", "button"]) {
  classes.set(name, HTMLElement);
}
class HTMLTemplateElement extends HTMLElement {
  get content() {
    return dom.record(this).content.node;
  }
}
idl.expose(HTMLTemplateElement);
classes.set("template", HTMLTemplateElement);

// https://html.spec.whatwg.org/#template-contents: in a separate document, in which no scripts run
dom.templateDocument = (document) => {
  if (document.isTemplateDocument) return document;
  if (!document.templates) {
    document.templates = document.realm.makeDocument({ isHTML: document.isHTML, contentType: document.contentType });
    document.templates.isTemplateDocument = true;
  }
  return document.templates;
};
dom.makeTemplateContent = (record) => {
  const content = dom.makeFragment(dom.templateDocument(record.document));
  content.host = record;
  return content;
};

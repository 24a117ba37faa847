// Members of elements, documents and the window whose parts may not be loaded yet (html/parts.js).
"use strict";

const { html, idl } = web;

const style = {
  get style() {
    if (!html.isElementNode(this)) throw new TypeError("Illegal invocation");
    return html.styleOf(this);
  },
  set style(value) {
    this.style.cssText = value;
  },
};
for (const constructor of [HTMLElement, SVGElement]) html.extend(constructor, style);
idl.attribute("getComputedStyle", {
  getComputedStyle(element) {
    const prefix = idl.failed("getComputedStyle", "Window");
    idl.required(arguments.length, 1, prefix);
    if (!html.isElementNode(element)) throw new TypeError(`${prefix}parameter 1 is not of type 'Element'.`);
    return html.computedStyle(element);
  },
}.getComputedStyle);
html.extend(Document, {
  get styleSheets() {
    return html.descendants(this, "style").map((element) => element.sheet).filter((sheet) => sheet !== null);
  },
  get adoptedStyleSheets() {
    return (html.state(this).adopted ??= []);
  },
  set adoptedStyleSheets(value) {
    html.state(this).adopted = [...value];
  },
});
if (globalThis.ShadowRoot) {
  html.extend(ShadowRoot, {
    get adoptedStyleSheets() {
      return (html.state(this).adopted ??= []);
    },
    set adoptedStyleSheets(value) {
      html.state(this).adopted = [...value];
    },
  });
}
idl.attribute("matchMedia", {
  matchMedia(text) {
    idl.required(arguments.length, 1, idl.failed("matchMedia", "Window"));
    return web.matchMedia(text);
  },
}.matchMedia);

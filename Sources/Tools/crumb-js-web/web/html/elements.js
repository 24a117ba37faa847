// Interfaces of elements with little more than reflected attributes.
// https://html.spec.whatwg.org/#elements-3 and #obsolete
"use strict";

const { html, idl } = web;

// [interface, element names, reflected attributes]
const interfaces = [
  ["HTMLHtmlElement", "html", { text: "version" }],
  ["HTMLHeadElement", "head", {}],
  ["HTMLTitleElement", "title", {}],
  ["HTMLBodyElement", "body", { textOrNull: "text link vLink aLink bgColor", text: "background" }],
  ["HTMLFrameSetElement", "frameset", { text: "cols rows" }],
  ["HTMLHeadingElement", "h1 h2 h3 h4 h5 h6", { text: "align" }],
  ["HTMLParagraphElement", "p", { text: "align" }],
  ["HTMLDivElement", "div", { text: "align" }],
  ["HTMLSpanElement", "span", {}],
  ["HTMLHRElement", "hr", { text: "align color size width", boolean: "noShade" }],
  ["HTMLBRElement", "br", { text: "clear" }],
  ["HTMLPreElement", "pre listing xmp", { long: "width" }],
  ["HTMLQuoteElement", "blockquote q", { url: "cite" }],
  ["HTMLOListElement", "ol", { boolean: "reversed compact", text: "type", long: [["start", { usual: 1 }]] }],
  ["HTMLUListElement", "ul", { boolean: "compact", text: "type" }],
  ["HTMLMenuElement", "menu", { boolean: "compact" }],
  ["HTMLLIElement", "li", { long: "value", text: "type" }],
  ["HTMLDListElement", "dl", { boolean: "compact" }],
  ["HTMLDataElement", "data", { text: "value" }],
  ["HTMLTimeElement", "time", { text: "dateTime" }],
  ["HTMLModElement", "ins del", { url: "cite", text: "dateTime" }],
  ["HTMLMapElement", "map", { text: "name" }],
  ["HTMLDirectoryElement", "dir", { boolean: "compact" }],
  ["HTMLFontElement", "font", { textOrNull: "color", text: "face size" }],
  ["HTMLParamElement", "param", { text: "name value type valueType" }],
  ["HTMLMarqueeElement", "marquee", { text: "behavior bgColor direction height width", unsigned: [["hspace", {}], ["vspace", {}], ["scrollAmount", { usual: 6 }], ["scrollDelay", { usual: 85 }]], boolean: "trueSpeed" }],
  ["HTMLTableCaptionElement", "caption", { text: "align" }],
  ["HTMLTableColElement", "col colgroup", { clamped: [["span", { usual: 1, least: 1, most: 1000 }]], text: "align ch=char chOff=charoff vAlign width" }],
];
for (const [name, names, members] of interfaces) {
  const elements = names.split(" ");
  web.lazyInterface(
    name,
    () => {
      const constructor = { [name]: class extends HTMLElement {} }[name];
      html.reflect(constructor, members);
      html.define(constructor, ...elements);
    },
    elements
  );
}
web.whenThere("HTMLBodyElement", html.forwardHandlers);
web.whenThere("HTMLFrameSetElement", html.forwardHandlers);

const titleMembers = {
  get text() {
    return html.childText(html.brand(this, "title"));
  },
  set text(value) {
    html.brand(this, "title").textContent = value;
  },
};
web.whenThere("HTMLTitleElement", (constructor) => html.extend(constructor, titleMembers));
const mapMembers = {
  get areas() {
    const map = html.brand(this, "map");
    return (html.state(map).areas ??= html.collection(() => html.descendants(map, "area")));
  },
};
web.whenThere("HTMLMapElement", (constructor) => html.extend(constructor, mapMembers));

// https://wicg.github.io/aria/#ARIAMixin
const aria =
  "atomic=Atomic autocomplete=AutoComplete braillelabel=BrailleLabel brailleroledescription=BrailleRoleDescription busy=Busy checked=Checked colcount=ColCount colindex=ColIndex " +
  "colindextext=ColIndexText colspan=ColSpan current=Current description=Description disabled=Disabled expanded=Expanded haspopup=HasPopup hidden=Hidden invalid=Invalid " +
  "keyshortcuts=KeyShortcuts label=Label level=Level live=Live modal=Modal multiline=MultiLine multiselectable=MultiSelectable orientation=Orientation placeholder=Placeholder " +
  "posinset=PosInSet pressed=Pressed readonly=ReadOnly relevant=Relevant required=Required roledescription=RoleDescription rowcount=RowCount rowindex=RowIndex " +
  "rowindextext=RowIndexText rowspan=RowSpan selected=Selected setsize=SetSize sort=Sort valuemax=ValueMax valuemin=ValueMin valuenow=ValueNow valuetext=ValueText";
const nullable = (name, attribute) => {
  html.extend(Element, {
    get [name]() {
      if (!html.isElementNode(this)) throw new TypeError("Illegal invocation");
      return html.getAttribute(this, attribute);
    },
    set [name](value) {
      if (!html.isElementNode(this)) throw new TypeError("Illegal invocation");
      if (value === null || value === undefined) html.removeAttribute(this, attribute);
      else html.setAttribute(this, attribute, idl.DOMString(value));
    },
  });
};
nullable("role", "role");
for (const pair of aria.split(" ")) {
  const [attribute, member] = pair.split("=");
  nullable(`aria${member}`, `aria-${attribute}`);
}
html.reflect(HTMLElement, { text: "nonce" });

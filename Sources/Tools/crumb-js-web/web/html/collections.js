// https://html.spec.whatwg.org/#htmlformcontrolscollection and https://html.spec.whatwg.org/#htmloptionscollection
"use strict";

const { html, idl, dom } = web;

const hasName = (element, name) => html.getAttribute(element, "id") === name || html.getAttribute(element, "name") === name;

// https://html.spec.whatwg.org/#dom-htmlformcontrolscollection-nameditem: one element, several, or null
html.named = (list, name) => {
  if (name === "") return null;
  const found = list().filter((element) => hasName(element, name));
  if (found.length < 2) return found[0] ?? null;
  return dom.radioNodeList(() => list().filter((element) => hasName(element, name)).map((element) => element[web.shared.record]));
};
html.namesOf = (list) => {
  const names = new Set();
  for (const element of list()) for (const attribute of ["id", "name"]) names.add(html.getAttribute(element, attribute) ?? "");
  names.delete("");
  return [...names];
};

// The source of a list, for its own members; the tree's collections store it.
const sourceOf = (collection) => web.shared.collections.get(collection) ?? {};

class HTMLFormControlsCollection extends HTMLCollection {
  namedItem(name) {
    const { controls: list } = sourceOf(this);
    if (!list) throw new TypeError("Illegal invocation");
    idl.required(arguments.length, 1, idl.failed("namedItem", "HTMLFormControlsCollection"));
    return html.named(list, idl.DOMString(name));
  }
}
idl.expose(HTMLFormControlsCollection);
html.controlsCollection = (list) => html.collection(list, {
  prototype: HTMLFormControlsCollection.prototype, controls: list, named: (name) => html.named(list, name), names: () => html.namesOf(list),
});

const selectOf = (collection) => {
  const { select } = sourceOf(collection);
  if (!select) throw new TypeError("Illegal invocation");
  return select;
};
class HTMLOptionsCollection extends HTMLCollection {
  get length() {
    return html.optionsOf(selectOf(this)).length;
  }
  // https://html.spec.whatwg.org/#dom-htmloptionscollection-length
  set length(value) {
    const select = selectOf(this);
    const wanted = idl.unsigned(value, 32);
    const options = html.optionsOf(select);
    if (wanted > 100000) return;
    for (const option of options.slice(wanted)) option.remove();
    for (let i = options.length; i < wanted; i++) select.appendChild(html.documentOf(select).createElement("option"));
  }
  get selectedIndex() {
    return selectOf(this).selectedIndex;
  }
  set selectedIndex(value) {
    selectOf(this).selectedIndex = value;
  }
  // https://html.spec.whatwg.org/#dom-htmloptionscollection-add
  add(element, before = null) {
    idl.required(arguments.length, 1, idl.failed("add", "HTMLOptionsCollection"));
    html.addOption(selectOf(this), element, before, "HTMLOptionsCollection");
  }
  remove(index) {
    idl.required(arguments.length, 1, idl.failed("remove", "HTMLOptionsCollection"));
    html.optionsOf(selectOf(this))[idl.long(index)]?.remove();
  }
}
idl.expose(HTMLOptionsCollection);
// `options[i] = option` sets an option, and `options[i] = null` removes it.
html.optionsCollection = (select) => html.collection(() => html.optionsOf(select), {
  prototype: HTMLOptionsCollection.prototype, select, setAt: (index, value) => html.setOption(select, index, value),
});

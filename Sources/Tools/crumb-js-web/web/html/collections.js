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

const lists = (web.shared.controlLists ??= new WeakMap());
class HTMLFormControlsCollection extends HTMLCollection {
  namedItem(name) {
    const list = lists.get(this);
    if (!list) throw new TypeError("Illegal invocation");
    idl.required(arguments.length, 1, idl.failed("namedItem", "HTMLFormControlsCollection"));
    return html.named(list, idl.DOMString(name));
  }
}
idl.expose(HTMLFormControlsCollection);
html.controlsCollection = (list) => {
  const made = html.collection(list, {
    prototype: HTMLFormControlsCollection.prototype, named: (name) => html.named(list, name), names: () => html.namesOf(list),
  });
  lists.set(made, list);
  return made;
};

const selects = (web.shared.optionLists ??= new WeakMap());
const selectOf = (collection) => {
  const select = selects.get(collection);
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
// `options[i] = option` puts one in, and `options[i] = null` takes one out.
html.optionsCollection = (select) => {
  const made = html.collection(() => html.optionsOf(select), {
    prototype: HTMLOptionsCollection.prototype, setAt: (index, value) => html.setOption(select, index, value),
  });
  selects.set(made, select);
  return made;
};

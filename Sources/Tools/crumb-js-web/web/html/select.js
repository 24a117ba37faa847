// https://html.spec.whatwg.org/#the-select-element
"use strict";

const { html, idl } = web;

const brand = (value) => html.brand(value, "select");

class HTMLSelectElement extends HTMLElement {
  get type() {
    return html.hasAttribute(brand(this), "multiple") ? "select-multiple" : "select-one";
  }
  get options() {
    return (html.state(brand(this)).options ??= html.optionsCollection(this));
  }
  get length() {
    return html.optionsOf(brand(this)).length;
  }
  set length(value) {
    this.options.length = value;
  }
  item(index) {
    idl.required(arguments.length, 1, idl.failed("item", "HTMLSelectElement"));
    return html.optionsOf(brand(this))[idl.unsigned(index, 32)] ?? null;
  }
  namedItem(name) {
    idl.required(arguments.length, 1, idl.failed("namedItem", "HTMLSelectElement"));
    return brand(this).options.namedItem(name);
  }
  add(element, before = null) {
    idl.required(arguments.length, 1, idl.failed("add", "HTMLSelectElement"));
    html.addOption(brand(this), element, before, "HTMLSelectElement");
  }
  // https://html.spec.whatwg.org/#dom-select-remove: removes an option, or the element itself
  remove(index) {
    if (arguments.length === 0) return Element.prototype.remove.call(brand(this));
    html.optionsOf(brand(this))[idl.long(index)]?.remove();
  }
  get selectedOptions() {
    const select = brand(this);
    return (html.state(select).selectedOptions ??= html.collection(() => html.optionsOf(select).filter(html.isSelected), { isTree: false }));
  }
  get selectedIndex() {
    return html.optionsOf(brand(this)).findIndex(html.isSelected);
  }
  // https://html.spec.whatwg.org/#dom-select-selectedindex
  set selectedIndex(value) {
    const options = html.optionsOf(brand(this));
    html.selectOnly(options, options[idl.long(value)]);
  }
  get value() {
    const option = html.optionsOf(brand(this)).find(html.isSelected);
    return option ? html.optionValue(option) : "";
  }
  // https://html.spec.whatwg.org/#dom-select-value
  set value(value) {
    const options = html.optionsOf(brand(this));
    const text = value === null ? "" : idl.DOMString(value);
    html.selectOnly(options, options.find((option) => html.optionValue(option) === text));
  }
  showPicker() {
    brand(this);
    if (!web.activation.isActive()) {
      throw new web.DOMException("Failed to execute 'showPicker' on 'HTMLSelectElement': HTMLSelectElement::showPicker() requires a user gesture.", "NotAllowedError");
    }
  }
}
html.reflect(HTMLSelectElement, { text: "autocomplete name", boolean: "disabled multiple required", unsigned: "size" });
html.formMember(HTMLSelectElement);
html.labelsMember(HTMLSelectElement);
Object.defineProperty(HTMLSelectElement.prototype, Symbol.iterator, {
  value() {
    return html.optionsOf(brand(this)).values();
  },
  writable: true,
  configurable: true,
});
html.define(HTMLSelectElement, "select");

// A select has its options as indexed properties.
const listOf = (target) => html.optionsOf(target[web.shared.record].node);
const isIndex = (name) => typeof name === "string" && /^(0|[1-9]\d*)$/.test(name);
const handler = {
  get: (target, name, receiver) => (isIndex(name) ? listOf(target)[name] : Reflect.get(target, name, receiver)),
  has: (target, name) => (isIndex(name) ? name in listOf(target) : Reflect.has(target, name)),
  set(target, name, value, receiver) {
    if (!isIndex(name)) return Reflect.set(target, name, value, receiver);
    html.setOption(target[web.shared.record].node, Number(name), value);
    return true;
  },
  getOwnPropertyDescriptor(target, name) {
    if (!isIndex(name)) return Reflect.getOwnPropertyDescriptor(target, name);
    const value = listOf(target)[name];
    return value && { value, writable: true, enumerable: true, configurable: true };
  },
  ownKeys: (target) => [...listOf(target).keys()].map(String).concat(Reflect.ownKeys(target)),
};
web.dom.exotic.select = (target) => new Proxy(target, handler);

// https://html.spec.whatwg.org/#concept-select-option-list
html.optionsOf = (select) => {
  const state = html.state(select);
  state.optionList ??= html.remembered(() => {
    const found = [];
    for (const child of html.children(select)) {
      if (html.is(child, "option")) found.push(child);
      else if (html.is(child, "optgroup")) found.push(...html.children(child).filter((one) => html.is(one, "option")));
    }
    return found;
  });
  return state.optionList();
};
html.selectOf = (option) => {
  const parent = html.parentNode(option);
  if (html.is(parent, "select")) return parent;
  const above = html.is(parent, "optgroup") ? html.parentNode(parent) : null;
  return html.is(above, "select") ? above : null;
};
html.displaySize = (select) => {
  const size = html.parseInteger(html.getAttribute(select, "size") ?? "");
  return size !== undefined && size >= 0 ? size : html.hasAttribute(select, "multiple") ? 4 : 1;
};
html.selectOnly = (options, chosen) => {
  const select = chosen && html.selectOf(chosen);
  if (select && !html.hasAttribute(select, "multiple")) html.state(select).lastSelected = chosen;
  for (const option of options) Object.assign(html.state(option), { isSelected: option === chosen, isSelectedDirty: option === chosen || html.state(option).isSelectedDirty });
};
// https://html.spec.whatwg.org/#selectedness-setting-algorithm
html.settleSelect = (select) => {
  if (html.hasAttribute(select, "multiple")) return;
  const options = html.optionsOf(select);
  const selected = options.filter(html.isSelected);
  if (selected.length === 0 && html.displaySize(select) <= 1) {
    const first = options.find((option) => !html.isDisabled(option));
    if (first) html.state(first).isSelected = true;
  }
  for (const option of selected.slice(0, -1)) html.state(option).isSelected = false;
};
html.resetSelect = (select) => {
  for (const option of html.optionsOf(select)) Object.assign(html.state(option), { isSelected: html.hasAttribute(option, "selected"), isSelectedDirty: false });
  html.state(select).isTyped = false;
  html.settleSelect(select);
};

// https://html.spec.whatwg.org/#dom-select-add
html.addOption = (select, element, before, interfaceName) => {
  const prefix = idl.failed("add", interfaceName);
  if (!html.is(element, "option", "optgroup")) throw new TypeError(`${prefix}The provided value is not of type '(HTMLOptGroupElement or HTMLOptionElement)'.`);
  if (html.contains(element, select)) throw new web.DOMException(`${prefix}The new child element contains the parent.`, "HierarchyRequestError");
  let reference = null;
  if (html.is(before)) {
    reference = before;
    if (!html.contains(select, before) || before === select) {
      throw new web.DOMException(`${prefix}The node before which the new node is to be inserted is not a child of this node.`, "NotFoundError");
    }
    if (before === element) return;
  } else if (before !== null && before !== undefined) {
    reference = html.optionsOf(select)[idl.long(before)] ?? null;
  }
  const parent = reference ? html.parentNode(reference) : select;
  parent.insertBefore(element, reference);
};
// https://html.spec.whatwg.org/#dom-htmloptionscollection-setter
html.setOption = (select, index, value) => {
  const options = html.optionsOf(select);
  if (value === null || value === undefined) {
    options[index]?.remove();
    return;
  }
  if (!html.is(value, "option")) throw new TypeError(`Failed to set an indexed property [${index}] on 'HTMLOptionsCollection': parameter 2 is not of type 'HTMLOptionElement'.`);
  for (let i = options.length; i < index; i++) select.appendChild(html.documentOf(select).createElement("option"));
  if (index < options.length) options[index].replaceWith(value);
  else select.appendChild(value);
};
html.addStep(HTMLSelectElement, "attributeChanged", function (name, oldValue, value, namespace) {
  if (namespace || (name !== "multiple" && name !== "size") || oldValue === value) return;
  if (name === "multiple" && value !== null) return;
  html.settleSelect(this);
});
html.addStep(HTMLSelectElement, "childrenChanged", function () {
  afterChange(this);
});
// Updates the selection after the set of options changed.
const afterChange = (select) => {
  const { lastSelected } = html.state(select);
  // Usually, the selected option is still there.
  if (lastSelected && html.selectOf(lastSelected) === select && html.isSelected(lastSelected)) return;
  html.settleSelect(select);
  html.state(select).lastSelected = html.hasAttribute(select, "multiple") ? undefined : html.optionsOf(select).find(html.isSelected);
};
html.optionsChanged = afterChange;
html.optionSelected = (select, option) => {
  if (html.hasAttribute(select, "multiple") || !html.isSelected(option)) return;
  for (const other of html.optionsOf(select)) if (other !== option && html.isSelected(other)) html.state(other).isSelected = false;
  html.state(select).lastSelected = option;
};
// A selected option that is inserted replaces the current selection; if several are inserted, the last one stays selected.
html.optionInserted = (select, option) => {
  if (html.hasAttribute(select, "multiple") || !html.isSelected(option)) return;
  const { lastSelected } = html.state(select);
  if (lastSelected && lastSelected !== option) html.state(lastSelected).isSelected = false;
  html.state(select).lastSelected = option;
};

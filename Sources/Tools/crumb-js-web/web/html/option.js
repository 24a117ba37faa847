// https://html.spec.whatwg.org/#the-option-element and #the-optgroup-element
"use strict";

const { html, idl } = web;

const brand = (value) => html.brand(value, "option");

class HTMLOptionElement extends HTMLElement {
  get form() {
    const select = html.selectOf(brand(this));
    return select ? html.formOwner(select) : null;
  }
  get label() {
    return html.getAttribute(brand(this), "label") ?? html.optionText(this);
  }
  set label(value) {
    html.setAttribute(brand(this), "label", idl.DOMString(value));
  }
  get value() {
    return html.optionValue(brand(this));
  }
  set value(value) {
    html.setAttribute(brand(this), "value", idl.DOMString(value));
  }
  get text() {
    return html.optionText(brand(this));
  }
  set text(value) {
    brand(this).textContent = value;
  }
  get index() {
    const select = html.selectOf(brand(this));
    return select ? html.optionsOf(select).indexOf(this) : 0;
  }
  get selected() {
    return html.isSelected(brand(this));
  }
  // https://html.spec.whatwg.org/#dom-option-selected
  set selected(value) {
    Object.assign(html.state(brand(this)), { isSelected: Boolean(value), isSelectedDirty: true });
    const select = html.selectOf(this);
    if (!select) return;
    if (value) html.optionSelected(select, this);
    html.settleSelect(select);
  }
}
html.reflect(HTMLOptionElement, { boolean: "disabled defaultSelected=selected" });
html.define(HTMLOptionElement, "option");

html.isSelected = (option) => html.state(option).isSelected ?? html.hasAttribute(option, "selected");
html.optionValue = (option) => html.getAttribute(option, "value") ?? html.optionText(option);
html.optionText = (option) => {
  let text = "";
  const visit = (node) => {
    for (let child = html.firstChild(node); child; child = html.nextSibling(child)) {
      if ([3, 4].includes(html.nodeType(child))) text += child.data;
      else if (html.nodeType(child) === 1 && html.localName(child) !== "script") visit(child);
    }
  };
  visit(option);
  return html.collapse(text);
};
html.addStep(HTMLOptionElement, "attributeChanged", function (name, oldValue, value, namespace) {
  if (namespace || name !== "selected" || html.state(this).isSelectedDirty) return;
  if ((oldValue === null) === (value === null)) return;
  html.state(this).isSelected = value !== null;
  const select = html.selectOf(this);
  if (!select) return;
  if (value !== null) html.optionSelected(select, this);
  html.settleSelect(select);
});
html.addStep(HTMLOptionElement, "inserted", function () {
  const select = html.selectOf(this);
  if (select) html.optionInserted(select, this);
});
html.addStep(HTMLOptionElement, "cloned", function (copy) {
  const { isSelected, isSelectedDirty } = html.state(this);
  Object.assign(html.state(copy), { isSelected, isSelectedDirty });
});

class HTMLOptGroupElement extends HTMLElement {}
html.reflect(HTMLOptGroupElement, { boolean: "disabled", text: "label" });
html.define(HTMLOptGroupElement, "optgroup");
html.addStep(HTMLOptGroupElement, "childrenChanged", function () {
  const select = html.parentNode(this);
  if (html.is(select, "select")) html.optionsChanged(select);
});

// https://html.spec.whatwg.org/#dom-option
const Option = function Option(text = "", value, defaultSelected = false, selected = false) {
  if (!new.target) throw new TypeError("Failed to construct 'Option': Please use the 'new' operator, this DOM object constructor cannot be called as a function.");
  const option = web.document.createElement("option");
  if (text !== "") option.append(idl.DOMString(text));
  if (value !== undefined) html.setAttribute(option, "value", idl.DOMString(value));
  if (defaultSelected) html.setAttribute(option, "selected", "");
  html.state(option).isSelected = Boolean(selected);
  return option;
};
web.namedConstructor(Option, HTMLOptionElement);

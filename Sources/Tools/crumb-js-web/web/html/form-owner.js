// The form owner of a control, and whether the control is disabled.
// https://html.spec.whatwg.org/#association-of-controls-and-forms
"use strict";

const { html, idl } = web;

const listed = ["button", "fieldset", "input", "object", "output", "select", "textarea"];
html.isFormAssociatedCustom = (element) =>
  html.is(element) && element[web.shared.record].custom === "custom" && element[web.shared.record].definition.isFormAssociated;
html.isListed = (element) => html.is(element, ...listed) || html.isFormAssociatedCustom(element);
html.isSubmittable = (element) => html.is(element, "button", "input", "select", "textarea") || html.isFormAssociatedCustom(element);

// https://html.spec.whatwg.org/#form-owner
html.formOwner = (element) => {
  if (html.is(element, "img", "option", "label", "legend")) {
    return html.is(element, "img") ? html.ancestor(element, "form") : null;
  }
  if (!html.isListed(element)) return null;
  const id = html.getAttribute(element, "form");
  if (id !== null && html.isConnected(element)) {
    const found = id === "" ? null : html.elementByID(html.getRootNode(element), id);
    return html.is(found, "form") ? found : null;
  }
  const near = html.ancestor(element, "form");
  if (near) return near;
  return tableForm(element);
};
// https://html.spec.whatwg.org/#form-element-pointer: <table><form><tr>… leaves an empty form in the table that still owns
// the controls in the following rows. Only the parser puts a form there.
const tableForm = (element) => {
  const table = html.ancestor(element, "table");
  if (!table) return null;
  const forms = html.descendants(table, "form").filter((form) => !html.firstChild(form) && html.is(html.parentNode(form), "table", "tbody", "thead", "tfoot", "tr"));
  return forms.filter((form) => html.isBefore(form, element)).pop() ?? null;
};

// The listed elements of a form, in tree order.
html.listedOf = (form) => {
  const state = html.state(form);
  state.listed ??= html.remembered(() => html.elements(html.getRootNode(form)).filter((element) => html.isListed(element) && html.formOwner(element) === form));
  return state.listed();
};
html.submittablesOf = (form) => html.listedOf(form).filter(html.isSubmittable);

// https://html.spec.whatwg.org/#concept-fe-disabled and https://html.spec.whatwg.org/#concept-fieldset-disabled
html.isDisabled = (element) => {
  if (html.is(element, "option")) {
    return html.hasAttribute(element, "disabled") || (html.is(html.parentNode(element), "optgroup") && html.hasAttribute(html.parentNode(element), "disabled"));
  }
  if (html.is(element, "optgroup")) return html.hasAttribute(element, "disabled");
  if (!html.is(element, "button", "input", "select", "textarea", "fieldset") && !html.isFormAssociatedCustom(element)) return false;
  if (html.hasAttribute(element, "disabled")) return true;
  let below = element;
  for (let node = html.parentNode(element); node; below = node, node = html.parentNode(node)) {
    if (!html.is(node, "fieldset") || !html.hasAttribute(node, "disabled")) continue;
    const legend = html.children(node).find((child) => html.is(child, "legend"));
    if (legend !== below) return true;
  }
  return false;
};

// The `form` member of controls.
html.formMember = (constructor) => {
  html.extend(constructor, {
    get form() {
      return html.formOwner(html.brand(this));
    },
  });
};
// https://html.spec.whatwg.org/#dom-lfe-labels
html.labelsMember = (constructor) => {
  html.extend(constructor, {
    get labels() {
      html.brand(this);
      if (html.is(this, "input") && html.inputType(this) === "hidden") return null;
      return (html.state(this).labels ??= html.nodeList(() => {
        const root = html.getRootNode(this);
        return [...(html.is(root, "label") ? [root] : []), ...html.descendants(root, "label")].filter((label) => html.labeled(label) === this);
      }));
    },
  });
};

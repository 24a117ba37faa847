// How users refer to things on a page: by their text, their label, or their placeholder.
// A small part of https://w3c.github.io/accname/
"use strict";

const { html, dom, shared } = web;

const fold = (text) => text.replace(/[\s\u00A0\u200B]+/g, " ").trim();
// Texts are compared without regard to case and white space.
const key = (text) => fold(text).toLowerCase();
web.actions = { fold, key };

// All elements of a document, with those in shadow trees after their host.
const elementsOf = (document) => {
  const found = [];
  const roots = [document[shared.record]];
  const visit = (root) => {
    for (let one = root.first; one !== null; one = dom.following(one, root)) {
      if (one.type !== 1) continue;
      found.push(one.node);
      if (one.shadow !== null) visit(one.shadow);
    }
  };
  roots.forEach(visit);
  return found;
};
web.actions.elementsOf = elementsOf;

// The visible text of an element, including the names of images and buttons in it.
const textOf = (element) => {
  let text = dom.text(element);
  if (fold(text) === "") {
    text = html.elements(element).filter((one) => html.is(one, "img", "area")).map((one) => html.getAttribute(one, "alt") ?? "").join(" ");
  }
  if (fold(text) === "") {
    const title = html.elements(element).find((one) => html.namespaceURI(one) === dom.SVG && html.localName(one) === "title");
    if (title) text = html.textContent(title);
  }
  return text;
};
const labelledBy = (element) => {
  const ids = fold(html.getAttribute(element, "aria-labelledby") ?? "").split(" ").filter(Boolean);
  return ids.map((id) => html.elementByID(html.getRootNode(element), id)).filter(Boolean).map(html.textContent).join(" ");
};
// The text of a label, without that of the control in it.
const labelText = (label) => {
  const control = html.labeled(label);
  let text = dom.text(label);
  if (control && html.contains(label, control) && !html.is(control, "input")) text = text.replace(dom.text(control), "");
  return text;
};
const buttonTypes = ["submit", "reset", "button", "image"];
web.actions.isButton = (element) => html.is(element, "button") || (html.is(element, "input") && buttonTypes.includes(html.inputType(element)));

// The names of an element that can be clicked.
web.actions.clickableNames = (element) => {
  const names = [];
  if (html.is(element, "input")) {
    const type = html.inputType(element);
    if (buttonTypes.includes(type)) {
      const value = html.getAttribute(element, "value");
      if (type === "image") names.push(html.getAttribute(element, "alt") ?? value ?? "Submit");
      else names.push(value ?? { submit: "Submit", reset: "Reset" }[type] ?? "");
    }
  } else if (html.is(element, "area", "img")) {
    names.push(html.getAttribute(element, "alt") ?? "");
  } else if (html.is(element, "label")) {
    names.push(dom.text(element), labelText(element));
  } else if (html.is(element, "option")) {
    names.push(html.getAttribute(element, "label") || html.optionText(element));
  } else if (!html.is(element, "select", "textarea")) {
    names.push(textOf(element));
  }
  names.push(html.getAttribute(element, "aria-label") ?? "", labelledBy(element), html.getAttribute(element, "title") ?? "");
  return [...new Set(names.map(fold))].filter(Boolean);
};
// The names of a field that takes text, best first.
web.actions.fieldNames = (element) => {
  const labels = html.is(element, "input", "select", "textarea", "button", "output", "meter", "progress") || html.isFormAssociatedCustom(element) ? [...(element.labels ?? [])] : [];
  return [
    ...labels.flatMap((label) => [labelText(label), dom.text(label)]), html.getAttribute(element, "aria-label") ?? "", labelledBy(element),
    html.getAttribute(element, "placeholder") ?? "", html.getAttribute(element, "name") ?? "", html.getAttribute(element, "title") ?? "",
    // "Name:" also matches "Name".
  ].flatMap((name) => [fold(name), fold(name).replace(/\s*[:*]+$/, "")]).filter(Boolean);
};
const roles = new Set(["button", "link", "tab", "menuitem", "menuitemcheckbox", "menuitemradio", "checkbox", "radio", "switch", "option", "treeitem"]);
// Whether the element is a button, a link or a label, or has such a role.
web.actions.isClickable = (element) => {
  if (html.is(element, "button", "summary", "label", "option")) return true;
  if (html.is(element, "a", "area")) return html.hasAttribute(element, "href") || web.hasListener(element, "click");
  if (html.is(element, "input")) return !["hidden"].includes(html.inputType(element));
  const role = html.getAttribute(element, "role");
  return role !== null && roles.has(html.lower(role.trim()));
};
web.actions.isField = (element) => {
  if (html.is(element, "textarea", "select")) return true;
  if (html.is(element, "input")) return html.inputType(element) !== "hidden" && !buttonTypes.includes(html.inputType(element));
  const editable = html.is(element) ? html.getAttribute(element, "contenteditable") : null;
  return editable !== null && html.lower(editable) !== "false";
};

// How messages refer to an element.
web.actions.describe = (element) => {
  const A = web.actions;
  const quote = (text) => `"${text.length > 60 ? `${text.slice(0, 57)}…` : text}"`;
  const name = A.isField(element) ? A.fieldNames(element)[0] : A.clickableNames(element)[0];
  const id = html.getAttribute(element, "id");
  const selector = id ? `#${id}` : html.localName(element);
  if (!name) return html.is(element, "a") && html.getAttribute(element, "href") ? `a[href=${JSON.stringify(html.getAttribute(element, "href"))}]` : selector;
  return quote(name);
};

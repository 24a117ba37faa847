// https://html.spec.whatwg.org/#the-details-element and #the-summary-element
"use strict";

const { html } = web;

class HTMLDetailsElement extends HTMLElement {}
html.reflect(HTMLDetailsElement, { boolean: "open", text: "name" });
html.define(HTMLDetailsElement, "details");

// https://html.spec.whatwg.org/#summary-for-its-parent-details
html.isDetailsSummary = (element) => {
  const parent = html.parentNode(element);
  return html.is(element, "summary") && html.is(parent, "details") && html.children(parent).find((child) => html.is(child, "summary")) === element;
};

// https://html.spec.whatwg.org/#ensure-details-exclusivity-by-closing-other-elements-if-needed
const others = (details) => {
  const name = html.getAttribute(details, "name");
  if (!name) return [];
  return html.descendants(html.getRootNode(details), "details").filter((other) => other !== details && html.getAttribute(other, "name") === name && html.hasAttribute(other, "open"));
};
html.addStep(HTMLDetailsElement, "attributeChanged", function (name, oldValue, value, namespace) {
  if (namespace) return;
  if (name === "name" && html.hasAttribute(this, "open") && others(this).length > 0) html.removeAttribute(this, "open");
  if (name !== "open" || (oldValue === null) === (value === null)) return;
  const state = html.state(this);
  let oldState = value === null ? "open" : "closed";
  if (state.toggle) oldState = state.toggle.oldState;
  const toggle = (state.toggle = { oldState });
  web.queueTask(() => {
    if (state.toggle !== toggle) return;
    state.toggle = undefined;
    web.fire(this, web.event(web.uiEvents.ToggleEvent, "toggle", { oldState, newState: value === null ? "closed" : "open" }));
  });
  if (value !== null) for (const other of others(this)) html.removeAttribute(other, "open");
});
html.addStep(HTMLDetailsElement, "inserted", function () {
  if (html.hasAttribute(this, "open") && others(this).length > 0) html.removeAttribute(this, "open");
});

// A click on the summary. Its interface is plain HTMLElement, but no other element of that interface has this behavior.
const summary = { prototype: Object.create(HTMLElement.prototype) };
web.defineElement("summary", summary);
html.addStep(summary, "activation", function () {
  if (!html.isDetailsSummary(this)) return;
  const details = html.parentNode(this);
  if (html.hasAttribute(details, "open")) html.removeAttribute(details, "open");
  else html.setAttribute(details, "open", "");
});

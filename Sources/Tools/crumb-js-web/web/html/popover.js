// https://html.spec.whatwg.org/#the-popover-attribute
"use strict";

const { html, idl } = web;

const typeOf = (element) => {
  const text = html.getAttribute(element, "popover");
  if (text === null) return null;
  const lower = html.lower(text);
  return lower === "" || lower === "auto" ? "auto" : lower === "hint" ? "hint" : "manual";
};
const check = (element, method, isOpenWanted) => {
  if (typeOf(element) === null) {
    throw new web.DOMException(`${idl.failed(method, "HTMLElement")}Not supported on elements that do not have a valid value for the 'popover' attribute.`, "NotSupportedError");
  }
  const isOpen = Boolean(html.state(element).isPopoverOpen);
  if (isOpen === isOpenWanted) return false;
  if (!html.isConnected(element)) {
    throw new web.DOMException(`${idl.failed(method, "HTMLElement")}Invalid on disconnected popover elements.`, "InvalidStateError");
  }
  return true;
};
const openOnes = (document) => (html.state(document).popovers ??= []);
const toggled = (element, oldState, newState, source) => {
  const state = html.state(element);
  if (state.popoverToggle) oldState = state.popoverToggle.oldState;
  const toggle = (state.popoverToggle = { oldState });
  web.queueTask(() => {
    if (state.popoverToggle !== toggle) return;
    state.popoverToggle = undefined;
    web.fire(element, web.event(web.uiEvents.ToggleEvent, "toggle", { oldState, newState, source }));
  });
};
const show = (element, source = null) => {
  const document = html.documentOf(element);
  if (!web.fire(element, web.event(web.uiEvents.ToggleEvent, "beforetoggle", { oldState: "closed", newState: "open", cancelable: true, source }))) return;
  if (typeOf(element) === null || html.state(element).isPopoverOpen || !html.isConnected(element)) return;
  // Closes the open popovers that do not contain the new one.
  if (typeOf(element) === "auto") {
    for (const other of [...openOnes(document)].reverse()) {
      if (typeOf(other) !== "manual" && !html.contains(other, element) && !(source && html.contains(other, source))) hide(other);
    }
  }
  html.state(element).isPopoverOpen = true;
  openOnes(document).push(element);
  const target = html.hasAttribute(element, "autofocus") ? element : html.firstDescendant(element, (node) => html.hasAttribute(node, "autofocus") && html.isFocusable(node));
  html.state(element).previousFocus = html.focused(document);
  if (target) html.moveFocus(document, target);
  toggled(element, "closed", "open", source);
};
const hide = (element, isSilent = false) => {
  const document = html.documentOf(element);
  if (!isSilent) web.fire(element, web.event(web.uiEvents.ToggleEvent, "beforetoggle", { oldState: "open", newState: "closed" }));
  const list = openOnes(document);
  const index = list.indexOf(element);
  if (index >= 0) list.splice(index, 1);
  if (!html.state(element).isPopoverOpen) return;
  html.state(element).isPopoverOpen = false;
  if (isSilent) return;
  toggled(element, "open", "closed", null);
  const previous = html.state(element).previousFocus;
  if (previous && html.contains(element, html.focused(document)) && html.isFocusable(previous)) html.moveFocus(document, previous);
};

html.extend(HTMLElement, {
  get popover() {
    return typeOf(html.brand(this));
  },
  set popover(value) {
    if (value === null || value === undefined) html.removeAttribute(html.brand(this), "popover");
    else html.setAttribute(html.brand(this), "popover", idl.DOMString(value));
  },
  showPopover(options) {
    if (check(html.brand(this), "showPopover", true)) show(this, options?.source ?? null);
  },
  hidePopover() {
    if (check(html.brand(this), "hidePopover", false)) hide(this);
  },
  togglePopover(options) {
    html.brand(this);
    const isOpen = Boolean(html.state(this).isPopoverOpen);
    const force = typeof options === "object" && options !== null ? options.force : options;
    const wanted = force === undefined ? !isOpen : Boolean(force);
    if (wanted && check(this, "togglePopover", true)) show(this);
    else if (!wanted && check(this, "togglePopover", false)) hide(this);
    return Boolean(html.state(this).isPopoverOpen);
  },
});
html.addStep(HTMLElement, "attributeChanged", function (name, oldValue) {
  if (name === "popover" && oldValue !== null && html.state(this).isPopoverOpen && typeOf(this) === null) hide(this);
});
html.addStep(HTMLElement, "removed", function () {
  const { html: state } = this[web.shared.record];
  if (state?.isPopoverOpen) hide(this, true);
});

// https://html.spec.whatwg.org/#popovertargetelement: the popover that a button shows and hides
const target = (constructor) => {
  html.reflectElement(constructor, "popoverTargetElement", "popovertarget");
  html.reflect(constructor, { enumerated: [["popoverTargetAction", { known: ["toggle", "show", "hide"], missing: "toggle" }]] });
};
for (const name of ["HTMLButtonElement", "HTMLInputElement"]) web.whenThere(name, target);
html.runPopoverTarget = (button) => {
  const popover = button.popoverTargetElement;
  if (!popover || typeOf(popover) === null || html.isDisabled(button)) return;
  const action = button.popoverTargetAction;
  const isOpen = Boolean(html.state(popover).isPopoverOpen);
  if (isOpen && action !== "show") popover.hidePopover();
  else if (!isOpen && action !== "hide") show(popover, button);
};
// A pointer elsewhere closes open popovers: https://html.spec.whatwg.org/#light-dismiss-open-popovers
html.dismissPopovers = (element) => {
  for (const popover of [...openOnes(html.documentOf(element))].reverse()) {
    if (typeOf(popover) === "manual" || html.contains(popover, element)) continue;
    const opener = html.ancestorOrSelf(element, (node) => html.is(node, "button", "input") && node.popoverTargetElement === popover);
    if (!opener) hide(popover);
  }
};
html.ancestorOrSelf = (element, test) => {
  for (let node = element; node; node = html.parentElement(node)) if (test(node)) return node;
  return null;
};

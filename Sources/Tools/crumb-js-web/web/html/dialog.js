// https://html.spec.whatwg.org/#the-dialog-element
"use strict";

const { html, idl } = web;

const brand = (value) => html.brand(value, "dialog");

class HTMLDialogElement extends HTMLElement {
  get returnValue() {
    return html.state(brand(this)).returnValue ?? "";
  }
  set returnValue(value) {
    html.state(brand(this)).returnValue = idl.DOMString(value);
  }
  // https://html.spec.whatwg.org/#dom-dialog-show
  show() {
    const state = html.state(brand(this));
    if (html.hasAttribute(this, "open")) {
      if (!state.isModal) return;
      throw wrong("show", "The dialog is already open as modal, and therefore cannot be opened as non-modal.");
    }
    open(this, false);
  }
  // https://html.spec.whatwg.org/#show-a-modal-dialog
  showModal() {
    const state = html.state(brand(this));
    if (html.hasAttribute(this, "open")) {
      if (state.isModal) return;
      throw wrong("showModal", "The dialog is already open as non-modal, and therefore cannot be opened as modal.");
    }
    if (!html.isConnected(this)) throw wrong("showModal", "The element is not in a Document.");
    if (state.isPopoverOpen) throw wrong("showModal", "The dialog is already open as a Popover, and therefore cannot be opened as modal.");
    open(this, true);
  }
  close(returnValue) {
    html.closeDialog(brand(this), returnValue === undefined ? undefined : idl.DOMString(returnValue));
  }
  // https://html.spec.whatwg.org/#dom-dialog-requestclose
  requestClose(returnValue) {
    if (!html.hasAttribute(brand(this), "open")) return;
    if (web.fireSimple(this, "cancel", { cancelable: true })) html.closeDialog(this, returnValue === undefined ? undefined : idl.DOMString(returnValue));
  }
}
html.reflect(HTMLDialogElement, { boolean: "open", enumerated: [["closedBy", { known: ["any", "closerequest", "none"], missing: "none" }]] });
html.define(HTMLDialogElement, "dialog");

const wrong = (method, text) => new web.DOMException(idl.failed(method, "HTMLDialogElement") + text, "InvalidStateError");
const toggled = (dialog, oldState, newState) => {
  const state = html.state(dialog);
  // https://html.spec.whatwg.org/#queue-a-dialog-toggle-event-task: one event for several changes in a row
  if (state.toggle) oldState = state.toggle.oldState;
  const toggle = (state.toggle = { oldState });
  web.queueTask(() => {
    if (state.toggle !== toggle) return;
    state.toggle = undefined;
    web.fire(dialog, web.event(web.uiEvents.ToggleEvent, "toggle", { oldState, newState }));
  });
};
const open = (dialog, isModal) => {
  if (!web.fire(dialog, web.event(web.uiEvents.ToggleEvent, "beforetoggle", { oldState: "closed", newState: "open", cancelable: true }))) return;
  if (html.hasAttribute(dialog, "open") || (isModal && !html.isConnected(dialog))) return;
  const document = html.documentOf(dialog);
  const state = html.state(dialog);
  toggled(dialog, "closed", "open");
  html.setAttribute(dialog, "open", "");
  state.isModal = isModal;
  state.previousFocus = html.focused(document);
  if (isModal) modals(document).push(dialog);
  // https://html.spec.whatwg.org/#dialog-focusing-steps
  if (html.isDisabled(dialog)) return;
  const target =
    html.hasAttribute(dialog, "autofocus") ? dialog
      : (html.firstDescendant(dialog, (node) => html.hasAttribute(node, "autofocus") && html.isFocusable(node)) ?? html.firstDescendant(dialog, html.isFocusable) ?? dialog);
  html.moveFocus(document, target);
};
html.closeDialog = (dialog, result) => {
  if (!html.hasAttribute(dialog, "open")) return;
  web.fire(dialog, web.event(web.uiEvents.ToggleEvent, "beforetoggle", { oldState: "open", newState: "closed" }));
  if (!html.hasAttribute(dialog, "open")) return;
  toggled(dialog, "open", "closed");
  const state = html.state(dialog);
  const document = html.documentOf(dialog);
  html.removeAttribute(dialog, "open");
  forget(document, dialog);
  const wasModal = state.isModal;
  state.isModal = false;
  if (result !== undefined) state.returnValue = result;
  const previous = state.previousFocus;
  state.previousFocus = undefined;
  const current = html.focused(document);
  if (previous && (wasModal || html.contains(dialog, current))) html.moveFocus(document, html.isFocusable(previous) ? previous : null);
  web.queueTask(() => web.fireSimple(dialog, "close"));
};

// The modal dialogs of a document, topmost last: elements outside the topmost one cannot be used.
const modals = (document) => (html.state(document).modals ??= []);
const forget = (document, dialog) => {
  const list = modals(document);
  const index = list.indexOf(dialog);
  if (index >= 0) list.splice(index, 1);
};
html.modal = (document) => {
  const list = modals(document);
  return list[list.length - 1] ?? null;
};
html.isBehindModal = (element) => {
  const modal = html.modal(html.documentOf(element));
  return modal !== null && !html.contains(modal, element);
};
html.addStep(HTMLDialogElement, "removed", function () {
  forget(html.documentOf(this), this);
  html.state(this).isModal = false;
});
html.addStep(HTMLDialogElement, "attributeChanged", function (name, oldValue, value) {
  if (name === "open" && value === null) forget(html.documentOf(this), this);
});

// A click as a user makes it: the events of a pointer from moving there to releasing the button.
// https://w3c.github.io/pointerevents/#mapping-for-devices-that-support-hover and https://w3c.github.io/uievents/#events-mouseevent-event-order
"use strict";

const { html } = web;
const { PointerEvent, MouseEvent } = web.uiEvents;
const A = web.actions;

// Disabled form controls do not receive mouse events.
const isDeaf = (element) => html.is(element, "button", "input", "select", "textarea", "option", "optgroup") && html.isDisabled(element);
const common = (element, init) => ({ bubbles: true, cancelable: true, composed: true, view: html.windowOf(element), ...init });
const pointer = (element, type, init = {}) =>
  web.fire(element, web.event(PointerEvent, type, common(element, { pointerId: 1, pointerType: "mouse", isPrimary: true, button: -1, ...init })));
const mouse = (element, type, init = {}) => isDeaf(element) || web.fire(element, web.event(MouseEvent, type, common(element, init)));

const ancestors = (element) => {
  const found = [];
  for (let node = element; node; node = html.parentElement(node)) found.push(node);
  return found;
};
// The element under the pointer in this document.
let hovered;
A.hover = (element) => {
  const old = hovered?.deref();
  if (old === element) return;
  const [before, after] = [old ? ancestors(old) : [], ancestors(element)];
  hovered = new WeakRef(element);
  const quiet = { bubbles: false, cancelable: false, composed: false };
  for (const [send, name] of [[pointer, "pointer"], [mouse, "mouse"]]) {
    if (old && html.isConnected(old)) {
      send(old, `${name}out`, { relatedTarget: element });
      for (const node of before) if (!after.includes(node)) send(node, `${name}leave`, { relatedTarget: element, ...quiet });
    }
    send(element, `${name}over`, { relatedTarget: old ?? null });
    for (const node of after.filter((one) => !before.includes(one)).reverse()) send(node, `${name}enter`, { relatedTarget: old ?? null, ...quiet });
  }
  pointer(element, "pointermove");
  mouse(element, "mousemove");
};

// Returns whether the element was still there to be clicked.
A.click = (element) => {
  if (html.is(element, "option")) return choose(element);
  element.scrollIntoView?.();
  A.hover(element);
  if (!html.isConnected(element)) return false;
  web.activation.begin();
  const hasMouse = pointer(element, "pointerdown", { button: 0, buttons: 1, pressure: 0.5 });
  html.dismissPopovers(element);
  const down = { detail: 1, button: 0, buttons: 1 };
  if (!hasMouse || mouse(element, "mousedown", down)) {
    if (html.isConnected(element)) html.focusByPointer(element);
  }
  if (!html.isConnected(element)) return false;
  pointer(element, "pointerup", { button: 0 });
  if (hasMouse) mouse(element, "mouseup", { detail: 1, button: 0 });
  if (!html.isConnected(element)) return false;
  if (isDeaf(element)) return true;
  web.fire(element, web.event(PointerEvent, "click", common(element, { detail: 1, button: 0, pointerId: 1, pointerType: "mouse" })));
  return true;
};

// Chooses an option from the list that a select opens.
const choose = (option) => {
  const select = html.selectOf(option);
  if (!select) return A.clickPlain(option);
  web.activation.begin();
  A.hover(select);
  html.focusByPointer(select);
  A.chooseOption(select, option);
  return true;
};
A.clickPlain = (element) => {
  web.fire(element, web.event(PointerEvent, "click", common(element, { detail: 1, pointerId: 1, pointerType: "mouse" })));
  return true;
};
// https://html.spec.whatwg.org/#send-select-update-notifications
A.chooseOption = (select, option) => {
  const isMultiple = html.hasAttribute(select, "multiple");
  if (!isMultiple && html.isSelected(option)) return;
  if (isMultiple) option.selected = !html.isSelected(option);
  else html.selectOnly(html.optionsOf(select), option);
  html.state(select).lastSelected = isMultiple ? undefined : option;
  html.state(select).isTyped = true;
  web.fireSimple(select, "input", { bubbles: true, composed: true });
  web.fireSimple(select, "change", { bubbles: true });
};

// https://html.spec.whatwg.org/#the-button-element, and the activation behavior of all kinds of buttons
"use strict";

const { html, idl } = web;

class HTMLButtonElement extends HTMLElement {
  get type() {
    return html.buttonType(html.brand(this, "button"));
  }
  set type(value) {
    html.setAttribute(html.brand(this, "button"), "type", idl.DOMString(value));
  }
}
html.reflect(HTMLButtonElement, {
  text: "name value formTarget command",
  boolean: "disabled formNoValidate",
  enumerated: [
    ["formEnctype", { known: ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"], invalid: "application/x-www-form-urlencoded" }],
    ["formMethod", { known: ["get", "post", "dialog"], invalid: "get" }],
  ],
});
html.reflectElement(HTMLButtonElement, "commandForElement", "commandfor");
html.formActionMember(HTMLButtonElement);
html.formMember(HTMLButtonElement);
html.labelsMember(HTMLButtonElement);
html.define(HTMLButtonElement, "button");

html.buttonType = (element) => html.keyword(element, "type", { known: ["submit", "reset", "button"], missing: "submit" });

// https://html.spec.whatwg.org/#the-button-element:activation-behaviour
html.addStep(HTMLButtonElement, "activation", function (event) {
  if (html.isDisabled(this)) return;
  const form = html.formOwner(this);
  const type = html.buttonType(this);
  if (form && type === "submit") return html.submit(form, this);
  if (form && type === "reset") return html.reset(form);
  if (html.runCommand(this)) return;
  html.runPopoverTarget(this);
});

// https://html.spec.whatwg.org/#attr-button-commandfor; returns whether there was a command
html.runCommand = (button) => {
  const target = button.commandForElement;
  const command = html.getAttribute(button, "command") ?? "";
  if (!target || command === "") return false;
  if (command.startsWith("--") === false && !["toggle-popover", "show-popover", "hide-popover", "close", "request-close", "show-modal"].includes(html.lower(command))) return true;
  if (!web.fire(target, web.event(web.uiEvents.CommandEvent, "command", { cancelable: true, source: button, command })) || !html.isConnected(target)) return true;
  const known = html.lower(command);
  if (html.is(target, "dialog")) {
    const isOpen = html.hasAttribute(target, "open");
    if (known === "close" && isOpen) html.closeDialog(target, html.getAttribute(button, "value") ?? undefined);
    if (known === "request-close" && isOpen) target.requestClose(html.getAttribute(button, "value") ?? undefined);
    if (known === "show-modal" && !isOpen) target.showModal();
  }
  if (html.hasAttribute(target, "popover")) {
    if (known === "toggle-popover") target.togglePopover();
    if (known === "show-popover" && !html.state(target).isPopoverOpen) target.showPopover();
    if (known === "hide-popover" && html.state(target).isPopoverOpen) target.hidePopover();
  }
  return true;
};

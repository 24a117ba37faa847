// https://html.spec.whatwg.org/#textFieldSelection
"use strict";

const { html, idl } = web;

html.hasSelection = (type) => ["text", "search", "url", "tel", "password"].includes(type);
const isText = (element) => html.is(element, "textarea") || html.hasSelection(html.inputType(element));
html.textValue = (element) => (html.is(element, "textarea") ? html.textareaValue(element) : html.inputValue(element));
html.setTextValue = (element, text) => (html.is(element, "textarea") ? html.setTextareaValue(element, text) : html.setInputValue(element, text));

// [start, end, direction], limited to the current value.
html.selection = (element) => {
  const [start, end, direction] = html.state(element).selection ?? [0, 0, "none"];
  const { length } = html.textValue(element);
  return [Math.min(start, length), Math.min(end, length), direction];
};
html.setSelection = (element, start, end, direction = "none") => {
  const { length } = html.textValue(element);
  end = Math.min(end, length);
  start = Math.min(start, end);
  const old = html.selection(element);
  const selection = [start, end, ["forward", "backward"].includes(direction) ? direction : "none"];
  html.state(element).selection = selection;
  if (selection.join() === old.join()) return;
  const state = html.state(element);
  if (!state.isSelectQueued) web.queueTask(() => {
    state.isSelectQueued = false;
    web.fireSimple(element, "select", { bubbles: true });
    web.fireSimple(element, "selectionchange", { bubbles: true });
  });
  state.isSelectQueued = true;
};
html.moveCaretToEnd = (element) => {
  const { length } = html.textValue(element);
  html.state(element).selection = [length, length, "none"];
};

const mixin = (constructor) => {
  const { name } = constructor;
  const refuse = (element, prefix) => {
    throw new web.DOMException(`${prefix}The input element's type ('${element.type}') does not support selection.`, "InvalidStateError");
  };
  const setFailed = (member) => `Failed to set the '${member}' property on '${name}': `;
  html.extend(constructor, {
    select() {
      html.brand(this);
      const type = html.is(this, "textarea") ? "textarea" : html.inputType(this);
      if (!["textarea", "text", "search", "url", "tel", "password", "email", "number", "date", "month", "week", "time", "datetime-local", "color", "file"].includes(type)) return;
      html.setSelection(this, 0, Infinity);
    },
    get selectionStart() {
      return isText(html.brand(this)) ? html.selection(this)[0] : null;
    },
    set selectionStart(value) {
      if (!isText(html.brand(this))) refuse(this, setFailed("selectionStart"));
      const [, end, direction] = html.selection(this);
      const start = value === null ? 0 : idl.unsigned(value, 32);
      html.setSelection(this, start, Math.max(start, end), direction);
    },
    get selectionEnd() {
      return isText(html.brand(this)) ? html.selection(this)[1] : null;
    },
    set selectionEnd(value) {
      if (!isText(html.brand(this))) refuse(this, setFailed("selectionEnd"));
      const [start, , direction] = html.selection(this);
      html.setSelection(this, start, value === null ? 0 : idl.unsigned(value, 32), direction);
    },
    get selectionDirection() {
      return isText(html.brand(this)) ? html.selection(this)[2] : null;
    },
    set selectionDirection(value) {
      if (!isText(html.brand(this))) refuse(this, setFailed("selectionDirection"));
      const [start, end] = html.selection(this);
      html.setSelection(this, start, end, value === null ? "none" : idl.DOMString(value));
    },
    setSelectionRange(start, end, direction) {
      html.brand(this);
      const prefix = idl.failed("setSelectionRange", name);
      idl.required(arguments.length, 2, prefix);
      if (!isText(this)) refuse(this, prefix);
      html.setSelection(this, start === null ? 0 : idl.unsigned(start, 32), end === null ? 0 : idl.unsigned(end, 32), direction === undefined ? "none" : idl.DOMString(direction));
    },
    // https://html.spec.whatwg.org/#dom-textarea/input-setrangetext
    setRangeText(replacement, start, end, mode = "preserve") {
      html.brand(this);
      const prefix = idl.failed("setRangeText", name);
      idl.required(arguments.length, 1, prefix);
      replacement = idl.DOMString(replacement);
      if (!isText(this)) refuse(this, prefix);
      let [selectionStart, selectionEnd, direction] = html.selection(this);
      if (arguments.length === 1) [start, end] = [selectionStart, selectionEnd];
      else {
        idl.required(arguments.length, 3, prefix);
        [start, end] = [idl.unsigned(start, 32), idl.unsigned(end, 32)];
        if (start > end) throw new web.DOMException(`${prefix}The provided start value (${start}) is larger than the provided end value (${end}).`, "IndexSizeError");
        if (!["select", "start", "end", "preserve"].includes(idl.DOMString(mode))) throw new TypeError(`${prefix}The provided value '${mode}' is not a valid enum value of type SelectionMode.`);
      }
      const value = html.textValue(this);
      [start, end] = [Math.min(start, value.length), Math.min(end, value.length)];
      html.setTextValue(this, value.slice(0, start) + replacement + value.slice(end));
      const newEnd = start + replacement.length;
      if (mode === "select") [selectionStart, selectionEnd] = [start, newEnd];
      else if (mode === "start") selectionStart = selectionEnd = start;
      else if (mode === "end") selectionStart = selectionEnd = newEnd;
      else {
        const delta = replacement.length - (end - start);
        if (selectionStart > end) selectionStart += delta;
        else if (selectionStart > start) selectionStart = start;
        if (selectionEnd > end) selectionEnd += delta;
        else if (selectionEnd > start) selectionEnd = newEnd;
      }
      html.setSelection(this, selectionStart, selectionEnd, direction);
    },
  });
};
mixin(HTMLInputElement);
mixin(HTMLTextAreaElement);

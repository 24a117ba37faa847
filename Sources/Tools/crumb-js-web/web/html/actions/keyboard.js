// Text as a user types it, key by key.
// https://w3c.github.io/uievents/#events-keyboard-event-order and https://w3c.github.io/input-events/
"use strict";

const { html } = web;
const { KeyboardEvent, InputEvent } = web.uiEvents;
const A = web.actions;

const codes = {
  " ": ["Space", 32], "\n": ["Enter", 13], "\t": ["Tab", 9], ".": ["Period", 190], ",": ["Comma", 188], "-": ["Minus", 189], "=": ["Equal", 187], "/": ["Slash", 191], ";": ["Semicolon", 186],
  "'": ["Quote", 222], "[": ["BracketLeft", 219], "]": ["BracketRight", 221], "\\": ["Backslash", 220], "`": ["Backquote", 192],
};
// On an American keyboard.
const shifted = { "!": "1", "@": "2", "#": "3", $: "4", "%": "5", "^": "6", "&": "7", "*": "8", "(": "9", ")": "0", _: "-", "+": "=", ":": ";", '"': "'", "<": ",", ">": ".", "?": "/", "{": "[", "}": "]", "|": "\\", "~": "`" };
const keyOf = (character) => {
  const plain = shifted[character] ?? character;
  const shiftKey = character !== plain || /^[A-Z]$/.test(character);
  const upper = plain.toUpperCase();
  const [code, keyCode] = /^[A-Z]$/.test(upper) ? [`Key${upper}`, upper.charCodeAt(0)] : /^[0-9]$/.test(plain) ? [`Digit${plain}`, plain.charCodeAt(0)] : (codes[plain] ?? ["", 0]);
  return { key: { "\n": "Enter", "\t": "Tab" }[character] ?? character, code, keyCode, shiftKey };
};
const press = (element, type, key, more = {}) =>
  web.fire(element, web.event(KeyboardEvent, type, { bubbles: true, cancelable: true, composed: true, view: html.windowOf(element), which: more.charCode ?? key.keyCode, ...key, ...more }));

// Presses the key of a character; `act` is what it does between the key events, which may move the focus.
A.pressKey = (element, character, act) => {
  const key = keyOf(character);
  web.activation.begin();
  if (press(element, "keydown", key)) {
    const code = character === "\n" ? 13 : character.codePointAt(0);
    if (character === "\t" || press(element, "keypress", key, { charCode: code, keyCode: code })) act();
  }
  const target = html.focused(html.documentOf(element)) ?? element;
  press(html.isConnected(target) ? target : element, "keyup", key);
};

const inputEvent = (element, type, inputType, data) =>
  web.fire(element, web.event(InputEvent, type, { bubbles: true, cancelable: type === "beforeinput", composed: true, view: html.windowOf(element), inputType, data }));

// Performs one edit of a field's text: replaces the selection with `data`.
const insert = (element, inputType, data) => {
  if (!inputEvent(element, "beforeinput", inputType, inputType === "insertLineBreak" ? null : data)) return;
  const isEditable = !html.is(element, "input", "textarea");
  if (isEditable) return A.insertEditable(element, inputType, data);
  const state = html.state(element);
  // In number and email fields, the text may be more than the value.
  const [start, end] = state.isAllSelected ? [0, Infinity] : html.hasRange(element) ? html.selection(element) : [Infinity, Infinity];
  const raw = state.isAllSelected || state.raw === undefined || html.hasRange(element) ? html.textValue(element) : state.raw;
  const most = html.parseInteger(html.getAttribute(element, "maxlength") ?? "");
  let text = raw.slice(0, start) + data + raw.slice(end);
  if (most !== undefined && most >= 0 && text.length > most && data !== "" && !["number"].includes(html.inputTypeOrNone(element))) {
    const room = Math.max(0, most - (text.length - data.length));
    if (room === 0) {
      state.isAllSelected = false;
      return;
    }
    data = data.slice(0, room);
    text = raw.slice(0, start) + data + raw.slice(end);
  }
  state.isAllSelected = false;
  state.raw = text;
  state.isTyped = true;
  html.setTextValue(element, text);
  const caret = Math.min(start, raw.length) + data.length;
  state.selection = [caret, caret, "none"];
  inputEvent(element, "input", inputType, inputType === "insertLineBreak" ? null : inputType.startsWith("delete") ? null : data);
};
html.hasRange = (element) => html.is(element, "textarea") || (html.is(element, "input") && html.hasSelection(html.inputType(element)));
html.inputTypeOrNone = (element) => (html.is(element, "input") ? html.inputType(element) : "");

// Edits an editable element: only its text, not its markup.
A.insertEditable = (element, inputType, data) => {
  const state = html.state(element);
  const old = state.isAllSelected ? "" : html.textContent(element);
  state.isAllSelected = false;
  element.textContent = old + data;
  inputEvent(element, "input", inputType, inputType === "insertText" ? data : null);
};

// Types whose value is set as a whole, each with an example.
const whole = {
  date: "2026-12-31", month: "2026-12", week: "2026-W53", time: "23:59", "datetime-local": "2026-12-31T23:59", color: "#ff0000", range: "50",
};
A.type = (element, text) => {
  const fail = (words) => ({ failed: `${A.describe(element)} ${words}`, candidates: [] });
  if (html.is(element, "select")) {
    const options = html.optionsOf(element);
    const wanted = A.key(text);
    const names = (option) => [html.optionText(option), html.getAttribute(option, "label") ?? "", html.optionValue(option)];
    const option = options.find((one) => names(one).some((name) => A.fold(name) === A.fold(text))) ?? options.find((one) => names(one).some((name) => A.key(name) === wanted));
    if (!option) return { failed: `${A.describe(element)} has no option ${JSON.stringify(text)}`, candidates: options.map((one) => JSON.stringify(A.fold(html.optionText(one)))) };
    if (html.isDisabled(option)) return fail(`has the option ${JSON.stringify(text)}, which is disabled`);
    web.activation.begin();
    html.moveFocus(html.documentOf(element), element);
    A.chooseOption(element, option);
    return {};
  }
  const type = html.inputTypeOrNone(element);
  if (type === "checkbox" || type === "radio") return fail(`is a ${type === "radio" ? "radio button" : "checkbox"}: click it`);
  if (type === "file") return fail("takes a file, not text");
  if (A.isButton(element)) return fail("is a button: click it");
  if (html.hasAttribute(element, "readonly")) return fail("is read-only");
  if (!html.is(element, "input", "textarea") && !html.isEditable(element)) return fail("does not take text");
  web.activation.begin();
  html.moveFocus(html.documentOf(element), element);
  if (whole[type]) {
    const value = html.sanitize(element, type, text);
    const isTaken = type === "range" ? html.numeric("range").parse(text) !== undefined : value.toLowerCase() === text.toLowerCase() || (type === "datetime-local" && value !== "");
    if (!isTaken) return fail(`is a ${type === "datetime-local" ? "date and time" : type}: write it as ${whole[type]}, not ${JSON.stringify(text)}`);
    if (html.inputValue(element) === value) return {};
    html.setInputValue(element, value);
    html.state(element).isTyped = true;
    web.fireSimple(element, "input", { bubbles: true, composed: true });
    web.fireSimple(element, "change", { bubbles: true });
    html.rememberValue(element);
    return {};
  }
  const state = html.state(element);
  state.isAllSelected = html.is(element, "input", "textarea") ? html.textValue(element) !== "" || state.raw : html.textContent(element) !== "";
  if (text === "" && state.isAllSelected) {
    press(element, "keydown", { key: "Backspace", code: "Backspace", keyCode: 8 }) && insert(element, "deleteContentBackward", "");
    press(element, "keyup", { key: "Backspace", code: "Backspace", keyCode: 8 });
  }
  const document = html.documentOf(element);
  for (const character of text.replace(/\r\n?/g, "\n")) {
    // A page may move the focus during typing, as with separate boxes for the digits of a code.
    const current = html.focused(document);
    const target = current && A.isField(current) ? current : element;
    if (target !== element && !html.is(target, "input", "textarea")) break;
    if (!html.isConnected(target)) return fail("was removed while it was being typed into");
    A.pressKey(target, character, () => typeCharacter(target, character));
  }
  html.state(element).isAllSelected = false;
  return {};
};
const typeCharacter = (element, character) => {
  const type = html.inputTypeOrNone(element);
  if (character === "\t") return A.tab(element);
  if (character === "\n") {
    if (html.is(element, "textarea")) return insert(element, "insertLineBreak", "\n");
    if (html.is(element, "input")) return A.enter(element);
    return insert(element, "insertParagraph", "\n");
  }
  if (type === "number" && !/[-+.eE0-9]/.test(character)) return undefined;
  return insert(element, "insertText", character);
};
// https://html.spec.whatwg.org/#implicit-submission
A.enter = (element) => {
  html.commitChange(element);
  const form = html.formOwner(element);
  if (form) html.submitImplicitly(form);
};
// https://html.spec.whatwg.org/#sequential-focus-navigation
A.tab = (element) => {
  const document = html.documentOf(element);
  const order = A.elementsOf(document).filter((one) => html.isFocusable(one) && one.tabIndex >= 0).map((one, index) => [one.tabIndex || Infinity, index, one]);
  order.sort((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] - b[0]));
  const at = order.findIndex((one) => one[2] === element);
  html.moveFocus(document, order[at + 1]?.[2] ?? order[0]?.[2] ?? null);
};

// https://html.spec.whatwg.org/#common-input-element-events: `change`, when the user has finished editing
html.rememberValue = (element) => {
  if (html.is(element, "input", "textarea") && (html.is(element, "textarea") || html.valueMode(html.inputType(element)) === "value")) {
    Object.assign(html.state(element), { valueAtFocus: html.textValue(element), raw: undefined });
  }
};
html.commitChange = (element) => {
  if (!html.is(element, "input", "textarea")) return;
  const state = html.state(element);
  if (state.valueAtFocus === undefined || state.raw === undefined) return;
  const value = html.textValue(element);
  const hasChanged = value !== state.valueAtFocus;
  state.valueAtFocus = value;
  if (hasChanged) web.fireSimple(element, "change", { bubbles: true });
};

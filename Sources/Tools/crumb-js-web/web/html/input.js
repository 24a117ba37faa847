// https://html.spec.whatwg.org/#htmlinputelement
"use strict";

const { html, idl } = web;

// The state: {value, isDirty, checked, isCheckedDirty, indeterminate, files, isTyped}
const stateOf = (element) => html.state(html.brand(element, "input"));

class HTMLInputElement extends HTMLElement {
  get type() {
    return html.inputType(html.brand(this, "input"));
  }
  set type(value) {
    html.setAttribute(html.brand(this, "input"), "type", idl.DOMString(value));
  }
  get value() {
    return html.inputValue(html.brand(this, "input"));
  }
  // https://html.spec.whatwg.org/#dom-input-value
  set value(value) {
    const state = stateOf(this);
    const text = value === null ? "" : idl.DOMString(value);
    const type = html.inputType(this);
    const mode = html.valueMode(type);
    if (mode === "filename") {
      if (text !== "") {
        throw new web.DOMException("Failed to set the 'value' property on 'HTMLInputElement': This input element accepts a filename, which may only be programmatically set to the empty string.", "InvalidStateError");
      }
      state.files = undefined;
      return;
    }
    if (mode !== "value") {
      html.setAttribute(this, "value", text);
      return;
    }
    const old = html.inputValue(this);
    html.setInputValue(this, text);
    if (html.inputValue(this) !== old) html.moveCaretToEnd(this);
  }
  get defaultChecked() {
    return html.hasAttribute(html.brand(this, "input"), "checked");
  }
  set defaultChecked(value) {
    if (value) html.setAttribute(html.brand(this, "input"), "checked", "");
    else html.removeAttribute(html.brand(this, "input"), "checked");
  }
  get checked() {
    return html.isChecked(html.brand(this, "input"));
  }
  set checked(value) {
    html.setChecked(html.brand(this, "input"), Boolean(value));
  }
  get indeterminate() {
    return stateOf(this).indeterminate ?? false;
  }
  set indeterminate(value) {
    stateOf(this).indeterminate = Boolean(value);
  }
  // https://html.spec.whatwg.org/#dom-input-files
  get files() {
    const state = stateOf(this);
    if (html.inputType(this) !== "file") return null;
    return (state.files ??= html.fileList([]));
  }
  set files(value) {
    const state = stateOf(this);
    if (html.inputType(this) !== "file" || value === null) return;
    if (!html.isFileList(value)) throw new TypeError("Failed to set the 'files' property on 'HTMLInputElement': Failed to convert value to 'FileList'.");
    state.files = value;
  }
  get list() {
    const id = html.getAttribute(html.brand(this, "input"), "list");
    const found = id ? html.elementByID(html.getRootNode(this), id) : null;
    return html.is(found, "datalist") ? found : null;
  }
  // https://html.spec.whatwg.org/#dom-input-valueasdate
  get valueAsDate() {
    const numeric = html.numeric(html.inputType(html.brand(this, "input")));
    if (!numeric?.isDate) return null;
    const number = numeric.parse(html.inputValue(this));
    return number === undefined ? null : new Date(numeric.toDate ? numeric.toDate(number) : number);
  }
  set valueAsDate(value) {
    const numeric = html.numeric(html.inputType(html.brand(this, "input")));
    if (!numeric?.isDate) {
      throw new web.DOMException("Failed to set the 'valueAsDate' property on 'HTMLInputElement': This input element does not support Date values.", "InvalidStateError");
    }
    if (value === null) {
      this.value = "";
      return;
    }
    let time;
    try {
      time = Date.prototype.getTime.call(value);
    } catch {
      throw new TypeError("Failed to set the 'valueAsDate' property on 'HTMLInputElement': The provided value is not a Date.");
    }
    this.value = Number.isNaN(time) || !html.isRepresentable(time) ? "" : numeric.text(numeric.fromDate ? numeric.fromDate(time) : time);
  }
  // https://html.spec.whatwg.org/#dom-input-valueasnumber
  get valueAsNumber() {
    return html.numeric(html.inputType(html.brand(this, "input")))?.parse(html.inputValue(this)) ?? NaN;
  }
  set valueAsNumber(value) {
    const numeric = html.numeric(html.inputType(html.brand(this, "input")));
    const number = Number(value);
    if (!Number.isFinite(number) && !Number.isNaN(number)) throw new TypeError("Failed to set the 'valueAsNumber' property on 'HTMLInputElement': The value provided is infinite.");
    if (!numeric) throw new web.DOMException("Failed to set the 'valueAsNumber' property on 'HTMLInputElement': This input element does not support Number values.", "InvalidStateError");
    this.value = Number.isNaN(number) ? "" : numeric.text(number);
  }
  stepUp(count = 1) {
    step(html.brand(this, "input"), idl.long(count), "stepUp");
  }
  stepDown(count = 1) {
    step(html.brand(this, "input"), -idl.long(count), "stepDown");
  }
  // https://html.spec.whatwg.org/#dom-input-showpicker
  showPicker() {
    html.brand(this, "input");
    if (!web.activation.isActive()) {
      throw new web.DOMException("Failed to execute 'showPicker' on 'HTMLInputElement': HTMLInputElement::showPicker() requires a user gesture.", "NotAllowedError");
    }
  }
}
html.reflect(HTMLInputElement, {
  text: "accept alt dirName name pattern placeholder step autocomplete max min defaultValue=value align useMap",
  boolean: "disabled formNoValidate multiple readOnly required webkitdirectory incremental",
  url: "src",
  nonNegative: "maxLength minLength",
  positive: [["size", { usual: 20 }]],
  enumerated: [
    ["formEnctype", { known: ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"], invalid: "application/x-www-form-urlencoded" }],
    ["formMethod", { known: ["get", "post", "dialog"], invalid: "get" }],
  ],
});
html.reflect(HTMLInputElement, { text: "formTarget" });
html.formActionMember(HTMLInputElement);
// https://html.spec.whatwg.org/#dom-input-width: the size of the image
for (const name of ["width", "height"]) {
  html.extend(HTMLInputElement, {
    get [name]() {
      return html.inputType(html.brand(this, "input")) === "image" && html.isRendered(this) ? (html.parseInteger(html.getAttribute(this, name) ?? "") ?? 0) : 0;
    },
    set [name](value) {
      html.setAttribute(html.brand(this, "input"), name, String(idl.unsigned(value, 32)));
    },
  });
}
html.formMember(HTMLInputElement);
html.labelsMember(HTMLInputElement);
html.define(HTMLInputElement, "input");

html.inputValue = (element) => {
  const type = html.inputType(element);
  const mode = html.valueMode(type);
  const attribute = html.getAttribute(element, "value");
  if (mode === "default") return attribute ?? "";
  if (mode === "default/on") return attribute ?? "on";
  const state = html.state(element);
  if (mode === "filename") return state.files?.length ? `C:\\fakepath\\${state.files[0].name}` : "";
  return state.isDirty ? state.value : html.sanitize(element, type, attribute ?? "");
};
html.setInputValue = (element, text) => {
  const state = html.state(element);
  state.isDirty = true;
  state.value = html.sanitize(element, html.inputType(element), text);
};

// https://html.spec.whatwg.org/#concept-fe-checked
html.isChecked = (element) => html.state(element).checked ?? html.hasAttribute(element, "checked");
html.setChecked = (element, isChecked, { isDirty = true } = {}) => {
  const state = html.state(element);
  state.checked = isChecked;
  if (isDirty) state.isCheckedDirty = true;
  if (isChecked) uncheckOthers(element);
};
// https://html.spec.whatwg.org/#radio-button-group, without the element itself
html.radioGroup = (element) => {
  const name = html.getAttribute(element, "name");
  if (!name || html.inputType(element) !== "radio") return [];
  const [owner, root] = [html.formOwner(element), html.getRootNode(element)];
  if (!owner && ![9, 11].includes(html.nodeType(root))) return [];
  return html.descendants(root, "input").filter(
    (other) => other !== element && html.getAttribute(other, "name") === name && html.inputType(other) === "radio" && html.formOwner(other) === owner
  );
};
const uncheckOthers = (element) => {
  if (html.inputType(element) !== "radio") return;
  for (const other of html.radioGroup(element)) if (html.isChecked(other)) html.state(other).checked = false;
};
const joinGroup = (element) => {
  if (html.isChecked(element)) uncheckOthers(element);
};

html.addStep(HTMLInputElement, "attributeChanged", function (name, oldValue, value, namespace) {
  if (namespace) return;
  const state = html.state(this);
  if (name === "checked" && !state.isCheckedDirty) {
    html.setChecked(this, value !== null, { isDirty: false });
  } else if (name === "name" || name === "form") {
    joinGroup(this);
  } else if (name === "type") {
    changeType(this, state, oldValue, value);
    joinGroup(this);
  } else if (["min", "max", "step", "multiple"].includes(name) && state.isDirty) {
    state.value = html.sanitize(this, html.inputType(this), state.value);
  }
});
html.addStep(HTMLInputElement, "inserted", function () {
  if (html.inputType(this) === "radio") joinGroup(this);
});
// https://html.spec.whatwg.org/#input-type-change
const changeType = (element, state, oldText, newText) => {
  const typeOf = (text) => (text !== null && html.inputTypes.includes(html.lower(text)) ? html.lower(text) : "text");
  const [oldType, type] = [typeOf(oldText), typeOf(newText)];
  const [oldMode, mode] = [html.valueMode(oldType), html.valueMode(type)];
  if (oldType === type) return;
  if (oldMode === "value" && mode.startsWith("default")) {
    if (state.isDirty && state.value !== "") html.setAttribute(element, "value", state.value);
  } else if (oldMode !== "value" && mode === "value") {
    state.isDirty = false;
    state.value = undefined;
  } else if (oldMode !== "filename" && mode === "filename") {
    state.files = undefined;
  }
  if (state.isDirty) state.value = html.sanitize(element, type, state.value ?? "");
  if (!html.hasSelection(oldType) && html.hasSelection(type)) state.selection = [0, 0, "none"];
};
// https://html.spec.whatwg.org/#the-input-element:concept-node-clone-ext
html.addStep(HTMLInputElement, "cloned", function (copy) {
  const { value, isDirty, checked, isCheckedDirty, indeterminate } = html.state(this);
  Object.assign(html.state(copy), { value, isDirty, checked, isCheckedDirty, indeterminate });
});

// https://html.spec.whatwg.org/#dom-input-stepup
const step = (element, count, name) => {
  const type = html.inputType(element);
  const numeric = html.numeric(type);
  const fail = (text) => {
    throw new web.DOMException(`${idl.failed(name, "HTMLInputElement")}${text}`, "InvalidStateError");
  };
  if (!numeric) fail("This form element is not steppable.");
  const size = html.allowedStep(element, type);
  if (size === undefined) fail("This form element does not have an allowed value step.");
  const [least, most, base] = [html.minimum(element, type), html.maximum(element, type), html.stepBase(element, type)];
  if (least !== undefined && most !== undefined && least > most) return;
  if (least !== undefined && most !== undefined && least + ((size - html.stepRemainder(least, base, size)) % size) > most) return;
  let value = numeric.parse(html.inputValue(element)) ?? 0;
  const before = value;
  const rest = html.stepRemainder(value, base, size);
  if (rest > 0) value = count > 0 ? value - rest + size * count : value - rest + size * (count + 1);
  else value += size * count;
  if (least !== undefined && value < least) value = least + ((size - html.stepRemainder(least, base, size)) % size);
  if (most !== undefined && value > most) value = most - html.stepRemainder(most, base, size);
  if (html.inputValue(element) !== "" && ((count < 0 && value > before) || (count > 0 && value < before))) return;
  element.value = numeric.text(Number(value.toPrecision(15)));
};

// https://html.spec.whatwg.org/#constraints
"use strict";

const { html, idl } = web;

const states = (web.shared.validity ??= new WeakMap());
const flags = ["valueMissing", "typeMismatch", "patternMismatch", "tooLong", "tooShort", "rangeUnderflow", "rangeOverflow", "stepMismatch", "badInput", "customError"];

class ValidityState {
  constructor() {
    throw idl.illegal();
  }
  get valid() {
    return problem(elementOf(this)) === undefined;
  }
}
const elementOf = (validity) => {
  const element = states.get(validity);
  if (!element) throw new TypeError("Illegal invocation");
  return element;
};
for (const flag of flags) {
  html.extend(ValidityState, {
    get [flag]() {
      return problems(elementOf(this)).some(([name]) => name === flag);
    },
  });
}
idl.expose(ValidityState);

// https://html.spec.whatwg.org/#candidate-for-constraint-validation
html.willValidate = (element) => {
  if (!html.isSubmittable(element) || html.isDisabled(element) || html.ancestor(element, "datalist")) return false;
  if (html.is(element, "input")) {
    const type = html.inputType(element);
    if (["hidden", "button", "reset"].includes(type)) return false;
    if (html.hasAttribute(element, "readonly") && !["checkbox", "radio", "file", "color", "range", "submit", "image"].includes(type)) return false;
    return true;
  }
  if (html.is(element, "textarea")) return !html.hasAttribute(element, "readonly");
  return !html.is(element, "button") || html.buttonType(element) === "submit";
};

const email = /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
// In Chrome's words.
const emailProblem = (text) => {
  const at = text.indexOf("@");
  if (at < 0) return `Please include an '@' in the email address. '${text}' is missing an '@'.`;
  if (at === 0) return `Please enter a part followed by '@'. '${text}' is incomplete.`;
  if (at === text.length - 1) return `Please enter a part following '@'. '${text}' is incomplete.`;
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const bad = /[^a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]/u.exec(local);
  if (bad) return `A part followed by '@' should not contain the symbol '${bad[0]}'.`;
  const wrong = /[^a-zA-Z0-9.-]/u.exec(domain);
  if (wrong) return `A part following '@' should not contain the symbol '${wrong[0]}'.`;
  if (/^\.|\.$|\.\./.test(domain)) return `'.' is used at a wrong position in '${domain}'.`;
  return "Please enter an email address.";
};
const plural = (count) => `${count} character${count === 1 ? "" : "s"}`;

// The problems of a control: [flag, message], in Chrome's order of precedence.
const problems = (element) => {
  const found = [];
  const { customError } = html.state(element);
  if (customError) found.push(["customError", customError]);
  if (html.is(element, "select")) {
    if (html.hasAttribute(element, "required") && isSelectEmpty(element)) found.push(["valueMissing", "Please select an item in the list."]);
  } else if (html.is(element, "textarea")) {
    const value = html.textareaValue(element);
    if (html.hasAttribute(element, "required") && value === "" && isMutable(element)) found.push(["valueMissing", "Please fill out this field."]);
    lengths(element, value, found);
  } else if (html.is(element, "input")) {
    inputProblems(element, html.inputType(element), found);
  } else if (html.isFormAssociatedCustom(element)) {
    const internal = web.dom.validityOf?.(element);
    for (const flag of flags) if (internal?.flags[flag]) found.push([flag, internal.message]);
  }
  return found;
};
const problem = (element) => problems(element)[0];
const isMutable = (element) => !html.isDisabled(element) && !html.hasAttribute(element, "readonly");

// https://html.spec.whatwg.org/#placeholder-label-option
const isSelectEmpty = (select) => {
  const options = html.optionsOf(select);
  const selected = options.filter(html.isSelected);
  if (selected.length === 0) return true;
  if (html.hasAttribute(select, "multiple") || html.displaySize(select) !== 1) return false;
  const [first] = options;
  return selected[0] === first && html.optionValue(first) === "" && html.parentNode(first) === select;
};
const lengths = (element, value, found) => {
  const { isDirty, isTyped } = html.state(element);
  if (!isDirty || !isTyped) return;
  const most = html.parseInteger(html.getAttribute(element, "maxlength") ?? "");
  const least = html.parseInteger(html.getAttribute(element, "minlength") ?? "");
  if (most !== undefined && most >= 0 && value.length > most) {
    found.push(["tooLong", `Please shorten this text to ${plural(most)} or less (you are currently using ${plural(value.length)}).`]);
  }
  if (least !== undefined && least >= 0 && value.length > 0 && value.length < least) {
    found.push(["tooShort", `Please lengthen this text to ${plural(least)} or more (you are currently using ${plural(value.length)}).`]);
  }
};
const lengthTypes = ["text", "search", "url", "tel", "email", "password"];
const requiredTypes = [...lengthTypes, "date", "month", "week", "time", "datetime-local", "number"];

const inputProblems = (element, type, found) => {
  const value = html.inputValue(element);
  const required = html.hasAttribute(element, "required");
  if (type === "checkbox" && required && !html.isChecked(element)) found.push(["valueMissing", "Please check this box if you want to proceed."]);
  if (type === "radio") {
    const group = [element, ...html.radioGroup(element)];
    if (group.some((one) => html.hasAttribute(one, "required")) && !group.some(html.isChecked)) found.push(["valueMissing", "Please select one of these options."]);
  }
  if (type === "file" && required && !html.state(element).files?.length) found.push(["valueMissing", "Please select a file."]);
  if (required && requiredTypes.includes(type) && value === "" && isMutable(element)) found.push(["valueMissing", "Please fill out this field."]);
  if (type === "email" && value !== "") {
    const wrong = (html.hasAttribute(element, "multiple") ? value.split(",").map((one) => one.trim()) : [value]).find((one) => !email.test(one));
    if (wrong !== undefined) found.push(["typeMismatch", emailProblem(wrong)]);
  }
  if (type === "url" && value !== "" && !web.parseURL(value.toWellFormed())) found.push(["typeMismatch", "Please enter a URL."]);
  if (lengthTypes.includes(type)) {
    if (value !== "" && !matchesPattern(element, type, value)) {
      const title = html.getAttribute(element, "title");
      found.push(["patternMismatch", `Please match the requested format.${title ? `\n${title}` : ""}`]);
    }
    lengths(element, value, found);
  }
  ranges(element, type, value, found);
};
// https://html.spec.whatwg.org/#compiled-pattern-regular-expression
const matchesPattern = (element, type, value) => {
  const pattern = html.getAttribute(element, "pattern");
  if (pattern === null) return true;
  let expression;
  try {
    new RegExp(pattern, "v");
    expression = new RegExp(`^(?:${pattern})$`, "v");
  } catch {
    return true;
  }
  const values = type === "email" && html.hasAttribute(element, "multiple") ? value.split(",") : [value];
  return values.every((one) => expression.test(one));
};
const ranges = (element, type, value, found) => {
  const numeric = html.numeric(type);
  const number = numeric?.parse(value);
  if (number === undefined) return;
  const [least, most] = [html.minimum(element, type), html.maximum(element, type)];
  const isDate = type !== "number" && type !== "range";
  const shown = (one) => (isDate ? one : String(Number(one)));
  const [min, max] = [html.getAttribute(element, "min") ?? "0", html.getAttribute(element, "max") ?? "100"];
  // https://html.spec.whatwg.org/#has-a-reversed-range: a range of times may span midnight
  if (type === "time" && least !== undefined && most !== undefined && most < least) {
    if (number > most && number < least) {
      for (const flag of ["rangeUnderflow", "rangeOverflow"]) found.push([flag, `Value must be between ${min} and ${max}.`]);
    }
  } else {
    if (least !== undefined && number < least) found.push(["rangeUnderflow", isDate ? `Value must be ${shown(min)} or later.` : `Value must be greater than or equal to ${shown(min)}.`]);
    if (most !== undefined && number > most) found.push(["rangeOverflow", isDate ? `Value must be ${shown(max)} or earlier.` : `Value must be less than or equal to ${shown(max)}.`]);
  }
  const step = html.allowedStep(element, type);
  if (step === undefined) return;
  const rest = html.stepRemainder(number, html.stepBase(element, type), step);
  if (rest === 0) return;
  const text = (one) => numeric.text(Number(one.toPrecision(12)));
  const [below, above] = [number - rest, number - rest + step];
  found.push([
    "stepMismatch",
    most !== undefined && above > most ? `Please enter a valid value. The nearest valid value is ${text(below)}.`
      : `Please enter a valid value. The two nearest valid values are ${text(below)} and ${text(above)}.`,
  ]);
};

html.isValid = (element) => problem(element) === undefined;

// Fires `invalid` at invalid controls; those whose event is not canceled are reported to the user.
// https://html.spec.whatwg.org/#interactively-validate-the-constraints
const check = (element) => {
  if (!html.willValidate(element) || html.isValid(element)) return { isValid: true };
  return { isValid: false, isHandled: !web.fireSimple(element, "invalid", { cancelable: true }) };
};
html.invalidControls = (form) => {
  const invalid = html.submittablesOf(form).filter((element) => html.willValidate(element) && !html.isValid(element));
  const unhandled = invalid.filter((element) => web.fireSimple(element, "invalid", { cancelable: true }));
  return { invalid, unhandled };
};
// Reports a problem, which browsers show in a bubble next to the control and crumb prints to the console.
const tell = (element) => {
  const message = html.validationMessage(element);
  if (html.isFocusable(element)) html.moveFocus(html.documentOf(element), element);
  else console.error(`An invalid form control with name='${html.getAttribute(element, "name") ?? ""}' is not focusable.`, element);
  html.lastRefusal = { element, message };
};
html.reportForm = (form) => {
  const { invalid, unhandled } = html.invalidControls(form);
  if (unhandled.length > 0) tell(unhandled[0]);
  return invalid.length === 0;
};
html.validationMessage = (element) => (html.willValidate(element) ? (problem(element)?.[1] ?? "") : "");

// The validation members of controls.
const members = (constructor) => {
  html.extend(constructor, {
    get willValidate() {
      return html.willValidate(html.brand(this));
    },
    get validity() {
      const state = html.state(html.brand(this));
      if (!state.validity) states.set((state.validity = Object.create(ValidityState.prototype)), this);
      return state.validity;
    },
    get validationMessage() {
      return html.validationMessage(html.brand(this));
    },
    checkValidity() {
      return check(html.brand(this)).isValid;
    },
    reportValidity() {
      const { isValid, isHandled } = check(html.brand(this));
      if (!isValid && !isHandled) tell(this);
      return isValid;
    },
    setCustomValidity(message) {
      html.brand(this);
      idl.required(arguments.length, 1, idl.failed("setCustomValidity", constructor.name));
      html.state(this).customError = idl.DOMString(message).replace(/\r\n?/g, "\n");
    },
  });
};
[HTMLInputElement, HTMLTextAreaElement, HTMLSelectElement, HTMLButtonElement, HTMLFieldSetElement, HTMLOutputElement].forEach(members);
web.whenThere("HTMLObjectElement", members);

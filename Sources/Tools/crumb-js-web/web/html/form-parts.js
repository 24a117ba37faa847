// https://html.spec.whatwg.org/#the-fieldset-element and the other parts of forms that take no input
"use strict";

const { html, idl } = web;

class HTMLFieldSetElement extends HTMLElement {
  get type() {
    html.brand(this, "fieldset");
    return "fieldset";
  }
  get elements() {
    const fieldset = html.brand(this, "fieldset");
    return (html.state(fieldset).elementList ??= html.controlsCollection(() => html.elements(fieldset).filter(html.isListed)));
  }
}
html.reflect(HTMLFieldSetElement, { text: "name", boolean: "disabled" });
html.formMember(HTMLFieldSetElement);
html.define(HTMLFieldSetElement, "fieldset");

class HTMLLegendElement extends HTMLElement {
  get form() {
    const parent = html.parentNode(html.brand(this, "legend"));
    return html.is(parent, "fieldset") ? html.formOwner(parent) : null;
  }
}
html.reflect(HTMLLegendElement, { text: "align" });
html.define(HTMLLegendElement, "legend");

// https://html.spec.whatwg.org/#the-output-element
class HTMLOutputElement extends HTMLElement {
  get type() {
    html.brand(this, "output");
    return "output";
  }
  get defaultValue() {
    return html.state(html.brand(this, "output")).defaultValue ?? html.textContent(this);
  }
  set defaultValue(value) {
    const state = html.state(html.brand(this, "output"));
    if (state.defaultValue === undefined) this.textContent = idl.DOMString(value);
    else state.defaultValue = idl.DOMString(value);
  }
  get value() {
    return html.textContent(html.brand(this, "output"));
  }
  set value(value) {
    const state = html.state(html.brand(this, "output"));
    state.defaultValue = state.defaultValue ?? html.textContent(this);
    this.textContent = idl.DOMString(value);
  }
}
html.reflect(HTMLOutputElement, { text: "name", tokens: ["htmlFor=for"] });
html.formMember(HTMLOutputElement);
html.labelsMember(HTMLOutputElement);
html.define(HTMLOutputElement, "output");

class HTMLDataListElement extends HTMLElement {
  get options() {
    const list = html.brand(this, "datalist");
    return (html.state(list).options ??= html.collection(() => html.descendants(list, "option")));
  }
}
html.define(HTMLDataListElement, "datalist");

const number = (element, attribute) => html.parseNumber(html.getAttribute(element, attribute) ?? "");
const finite = (value, name, interfaceName) => {
  const converted = Number(value);
  if (!Number.isFinite(converted)) throw new TypeError(`Failed to set the '${name}' property on '${interfaceName}': The provided double value is non-finite.`);
  return String(converted);
};
const numbers = (constructor, members) => {
  for (const name of Object.keys(members)) {
    html.extend(constructor, {
      get [name]() {
        return members[name](html.brand(this));
      },
      set [name](value) {
        html.setAttribute(html.brand(this), name, finite(value, name, constructor.name));
      },
    });
  }
};
// https://html.spec.whatwg.org/#the-progress-element
class HTMLProgressElement extends HTMLElement {
  get position() {
    return html.hasAttribute(html.brand(this, "progress"), "value") ? this.value / this.max : -1;
  }
}
const most = (element) => {
  const given = number(element, "max");
  return given !== undefined && given > 0 ? given : 1;
};
numbers(HTMLProgressElement, { value: (element) => Math.min(Math.max(number(element, "value") ?? 0, 0), most(element)), max: most });
html.labelsMember(HTMLProgressElement);
html.define(HTMLProgressElement, "progress");

// https://html.spec.whatwg.org/#the-meter-element
class HTMLMeterElement extends HTMLElement {}
const clamp = (value, least, most) => Math.min(Math.max(value, least), most);
const meter = {
  min: (element) => number(element, "min") ?? 0,
  max: (element) => Math.max(number(element, "max") ?? 1, meter.min(element)),
  value: (element) => clamp(number(element, "value") ?? 0, meter.min(element), meter.max(element)),
  low: (element) => clamp(number(element, "low") ?? meter.min(element), meter.min(element), meter.max(element)),
  high: (element) => clamp(number(element, "high") ?? meter.max(element), meter.low(element), meter.max(element)),
  optimum: (element) => clamp(number(element, "optimum") ?? (meter.min(element) + meter.max(element)) / 2, meter.min(element), meter.max(element)),
};
numbers(HTMLMeterElement, meter);
html.labelsMember(HTMLMeterElement);
html.define(HTMLMeterElement, "meter");

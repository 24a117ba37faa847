// https://w3c.github.io/uievents/ and other standards' events that are caused by users
"use strict";

const { idl } = web;

// The members' values, for events of any realm.
const values = (web.shared.uiEventValues ??= new WeakMap());
const valuesOf = (event) => {
  const own = values.get(event);
  if (!own) throw new TypeError("Illegal invocation");
  return own;
};

const number = (value) => {
  const converted = Number(value);
  if (!Number.isFinite(converted)) throw new TypeError("The provided double value is non-finite.");
  return converted;
};
const text = idl.DOMString;
const nullableText = (value) => (value === null ? null : idl.DOMString(value));
const same = (value) => value;

// Kept here in case a page replaces the global names.
web.uiEvents = {};
// Defines a subclass; `members` are those of its dictionary, [default value, conversion]. Those in `hidden` are only in the
// dictionary.
const define = (name, Parent, members, hidden = {}) => {
  const all = { ...members, ...hidden };
  const made = {
    [name]: class extends Parent {
      constructor(type, init) {
        super(type, init);
        const given = init ?? {};
        const own = values.get(this) ?? {};
        for (const key of Object.keys(all)) {
          const value = given[key];
          if (value === undefined) own[key] = typeof all[key][0] === "function" ? all[key][0]() : all[key][0];
          else own[key] = all[key][1](value);
        }
        values.set(this, own);
        if (own.relatedTarget) web.stateOf(this).relatedTarget = own.relatedTarget;
      }
    },
  }[name];
  for (const key of Object.keys(members)) {
    const { get } = Object.getOwnPropertyDescriptor(
      {
        get [key]() {
          return valuesOf(this)[key];
        },
      },
      key
    );
    Object.defineProperty(made.prototype, key, { get, enumerable: true, configurable: true });
  }
  Object.defineProperty(made, "length", { value: 1, configurable: true });
  web.uiEvents[name] = made;
  return idl.expose(made, { name });
};
// Members that are not in a dictionary.
const add = (constructor, members) => {
  for (const key of Reflect.ownKeys(members)) {
    Object.defineProperty(constructor.prototype, key, { ...Object.getOwnPropertyDescriptor(members, key), enumerable: true });
  }
};
// Initializers from before there were constructors: `init…Event(type, bubbles, cancelable, …members)`.
const legacy = (constructor, method, members, least = 1) => {
  add(constructor, {
    [method](type, bubbles = false, cancelable = false, ...rest) {
      const own = valuesOf(this);
      idl.required(arguments.length, least, idl.failed(method, constructor.name));
      if (web.stateOf(this).dispatching) return;
      this.initEvent(type, bubbles, cancelable);
      for (const [index, [key, usual, convert]] of members.entries()) own[key] = rest[index] === undefined ? usual : convert(rest[index]);
      if ("relatedTarget" in own) web.stateOf(this).relatedTarget = own.relatedTarget;
    },
  });
};

const view = (value) => {
  if (value === null) return null;
  const behind = web.windowOf?.(value) ?? value;
  if (typeof behind === "object" && behind !== null && behind.window) return value;
  throw new TypeError("Failed to construct 'UIEvent': Failed to read the 'view' property from 'UIEventInit': Failed to convert value to 'Window'.");
};
const UIEvent = define("UIEvent", Event, { view: [null, view], detail: [0, idl.long], sourceCapabilities: [null, same] }, { which: [0, (value) => idl.unsigned(value, 32)] });
add(UIEvent, {
  get which() {
    return valuesOf(this).which;
  },
});
legacy(UIEvent, "initUIEvent", [["view", null, view], ["detail", 0, idl.long]]);

// In a shadow tree, the related target may be another one, which is in the event's state.
const related = {
  get relatedTarget() {
    const state = web.stateOf(this);
    return state.shownRelated ?? state.relatedTarget ?? null;
  },
};
const relatedInit = [null, (value) => {
  if (value === null || value === undefined) return null;
  if (typeof value === "object" || typeof value === "function") return value;
  throw new TypeError("Failed to convert value to 'EventTarget'.");
}];
const FocusEvent = define("FocusEvent", UIEvent, {}, { relatedTarget: relatedInit });
add(FocusEvent, related);

// https://w3c.github.io/uievents/#event-modifier-initializers
const modifiers = {
  ctrlKey: [false, Boolean], shiftKey: [false, Boolean], altKey: [false, Boolean], metaKey: [false, Boolean],
};
const states = {
  modifierAltGraph: "AltGraph", modifierCapsLock: "CapsLock", modifierFn: "Fn", modifierFnLock: "FnLock", modifierHyper: "Hyper",
  modifierNumLock: "NumLock", modifierScrollLock: "ScrollLock", modifierSuper: "Super", modifierSymbol: "Symbol", modifierSymbolLock: "SymbolLock",
};
const hiddenModifiers = Object.fromEntries(Object.keys(states).map((key) => [key, [false, Boolean]]));
const modifierState = {
  getModifierState(key) {
    const own = valuesOf(this);
    idl.required(arguments.length, 1, idl.failed("getModifierState", this.constructor.name));
    const names = { Control: "ctrlKey", Shift: "shiftKey", Alt: "altKey", Meta: "metaKey" };
    const name = names[key] ?? Object.keys(states).find((one) => states[one] === key);
    return name ? own[name] : false;
  },
};

const MouseEvent = define(
  "MouseEvent", UIEvent,
  {
    screenX: [0, number], screenY: [0, number], clientX: [0, number], clientY: [0, number], ...modifiers,
    button: [0, (value) => (idl.unsigned(value, 16) << 16) >> 16], buttons: [0, (value) => idl.unsigned(value, 16)], movementX: [0, number], movementY: [0, number],
  },
  { ...hiddenModifiers, relatedTarget: relatedInit }
);
add(MouseEvent, modifierState);
add(MouseEvent, related);
Object.defineProperty(MouseEvent.prototype, web.shared.isMouse, { value: true });
// Without scrolling and layout, all of these coordinates equal those in the window.
for (const [name, of] of [["pageX", "clientX"], ["pageY", "clientY"], ["x", "clientX"], ["y", "clientY"], ["offsetX", "clientX"], ["offsetY", "clientY"], ["layerX", "clientX"], ["layerY", "clientY"]]) {
  add(MouseEvent, {
    get [name]() {
      return valuesOf(this)[of];
    },
  });
}
add(MouseEvent, {
  // https://w3c.github.io/uievents/#dom-uievent-which
  get which() {
    const { which, button } = valuesOf(this);
    return which || (["pointermove", "mousemove"].includes(this.type) ? 0 : button + 1);
  },
  get fromElement() {
    return /out$|leave$/.test(this.type) ? this.target : this.relatedTarget;
  },
  get toElement() {
    return /out$|leave$/.test(this.type) ? this.relatedTarget : this.target;
  },
});
legacy(MouseEvent, "initMouseEvent", [
  ["view", null, view], ["detail", 0, idl.long], ["screenX", 0, idl.long], ["screenY", 0, idl.long], ["clientX", 0, idl.long], ["clientY", 0, idl.long],
  ["ctrlKey", false, Boolean], ["altKey", false, Boolean], ["shiftKey", false, Boolean], ["metaKey", false, Boolean],
  ["button", 0, (value) => (idl.unsigned(value, 16) << 16) >> 16], ["relatedTarget", null, relatedInit[1]],
]);

const WheelEvent = define("WheelEvent", MouseEvent, {
  deltaX: [0, number], deltaY: [0, number], deltaZ: [0, number], deltaMode: [0, (value) => idl.unsigned(value, 32)],
});
idl.constants(WheelEvent, { DOM_DELTA_PIXEL: 0, DOM_DELTA_LINE: 1, DOM_DELTA_PAGE: 2 });

// https://w3c.github.io/pointerevents/
define(
  "PointerEvent", MouseEvent,
  {
    pointerId: [0, idl.long], width: [1, number], height: [1, number], pressure: [0, number], tangentialPressure: [0, number], tiltX: [0, idl.long], tiltY: [0, idl.long],
    twist: [0, idl.long], altitudeAngle: [Math.PI / 2, number], azimuthAngle: [0, number], pointerType: ["", text], isPrimary: [false, Boolean],
    persistentDeviceId: [0, idl.long],
  },
  { coalescedEvents: [() => [], (list) => [...list]], predictedEvents: [() => [], (list) => [...list]] }
);
add(PointerEvent, {
  getCoalescedEvents() {
    return [...valuesOf(this).coalescedEvents];
  },
  getPredictedEvents() {
    return [...valuesOf(this).predictedEvents];
  },
});
define("DragEvent", MouseEvent, { dataTransfer: [null, same] });

const KeyboardEvent = define(
  "KeyboardEvent", UIEvent,
  { key: ["", text], code: ["", text], location: [0, (value) => idl.unsigned(value, 32)], ...modifiers, repeat: [false, Boolean], isComposing: [false, Boolean] },
  { ...hiddenModifiers, charCode: [0, (value) => idl.unsigned(value, 32)], keyCode: [0, (value) => idl.unsigned(value, 32)] }
);
add(KeyboardEvent, modifierState);
add(KeyboardEvent, {
  get charCode() {
    return valuesOf(this).charCode;
  },
  get keyCode() {
    return valuesOf(this).keyCode;
  },
  get which() {
    const { which, keyCode, charCode } = valuesOf(this);
    return which || keyCode || charCode;
  },
});
idl.constants(KeyboardEvent, { DOM_KEY_LOCATION_STANDARD: 0, DOM_KEY_LOCATION_LEFT: 1, DOM_KEY_LOCATION_RIGHT: 2, DOM_KEY_LOCATION_NUMPAD: 3 });
legacy(KeyboardEvent, "initKeyboardEvent", [
  ["view", null, view], ["key", "", text], ["location", 0, (value) => idl.unsigned(value, 32)], ["ctrlKey", false, Boolean], ["altKey", false, Boolean],
  ["shiftKey", false, Boolean], ["metaKey", false, Boolean],
]);

// https://w3c.github.io/input-events/
define("InputEvent", UIEvent, { data: [null, nullableText], isComposing: [false, Boolean], inputType: ["", text], dataTransfer: [null, same] }, { targetRanges: [() => [], (list) => [...list]] });
add(InputEvent, {
  getTargetRanges() {
    return [...valuesOf(this).targetRanges];
  },
});
const CompositionEvent = define("CompositionEvent", UIEvent, { data: ["", text] });
legacy(CompositionEvent, "initCompositionEvent", [["view", null, view], ["data", "", text]]);
const TextEvent = define("TextEvent", UIEvent, { data: ["", text] });
legacy(TextEvent, "initTextEvent", [["view", null, view], ["data", "undefined", text]]);

// https://w3c.github.io/touch-events/: only for events that a page creates, because there is no touch input
define("TouchEvent", UIEvent, { touches: [() => [], same], targetTouches: [() => [], same], changedTouches: [() => [], same], ...modifiers });

define("ClipboardEvent", Event, { clipboardData: [null, same] });
define("AnimationEvent", Event, { animationName: ["", text], elapsedTime: [0, number], pseudoElement: ["", text] });
define("TransitionEvent", Event, { propertyName: ["", text], elapsedTime: [0, number], pseudoElement: ["", text] });

// https://html.spec.whatwg.org/#the-submitevent-interface and other events
const element = (name, member) => (value) => {
  if (value === null || web.html.is(value)) return value;
  throw new TypeError(`Failed to construct '${name}': Failed to read the '${member}' property from '${name}Init': Failed to convert value to 'HTMLElement'.`);
};
define("SubmitEvent", Event, { submitter: [null, element("SubmitEvent", "submitter")] });
const FormDataEvent = define("FormDataEvent", Event, {
  formData: [
    () => {
      throw new TypeError("Failed to construct 'FormDataEvent': Failed to read the 'formData' property from 'FormDataEventInit': Required member is undefined.");
    },
    (value) => {
      if (web.isFormData(value)) return value;
      throw new TypeError("Failed to construct 'FormDataEvent': Failed to read the 'formData' property from 'FormDataEventInit': Failed to convert value to 'FormData'.");
    },
  ],
});
Object.defineProperty(FormDataEvent, "length", { value: 2, configurable: true });
define("ToggleEvent", Event, { oldState: ["", text], newState: ["", text], source: [null, same] });
define("SecurityPolicyViolationEvent", Event, {
  documentURI: ["", text], referrer: ["", text], blockedURI: ["", text], violatedDirective: ["", text], effectiveDirective: ["", text],
  originalPolicy: ["", text], sourceFile: ["", text], sample: ["", text], disposition: ["enforce", text], statusCode: [0, number],
  lineNumber: [0, number], columnNumber: [0, number],
});
define("CommandEvent", Event, { source: [null, same], command: ["", text] });
const BeforeUnloadEvent = define("BeforeUnloadEvent", Event, {}, { text: ["", text] });
add(BeforeUnloadEvent, {
  get returnValue() {
    return valuesOf(this).text;
  },
  set returnValue(value) {
    valuesOf(this).text = text(value);
  },
});

// https://dom.spec.whatwg.org/#dom-document-createevent
web.createEventNames = new Map();
for (const [name, constructor] of Object.entries({
  uievent: UIEvent, uievents: UIEvent, mouseevent: MouseEvent, mouseevents: MouseEvent, keyboardevent: KeyboardEvent, focusevent: FocusEvent, dragevent: DragEvent,
  compositionevent: CompositionEvent, textevent: TextEvent, beforeunloadevent: BeforeUnloadEvent, touchevent: TouchEvent,
})) {
  web.createEventNames.set(name, constructor);
}

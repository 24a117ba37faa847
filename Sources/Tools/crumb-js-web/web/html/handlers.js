// https://html.spec.whatwg.org/#event-handler-attributes of elements, as members and as content attributes
"use strict";

const { html, idl } = web;

const global = (
  "abort animationcancel animationend animationiteration animationstart auxclick beforeinput beforematch beforetoggle blur cancel canplay canplaythrough change click close " +
  "command contextlost contextmenu contextrestored copy cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop durationchange emptied ended error focus " +
  "formdata gotpointercapture input invalid keydown keypress keyup load loadeddata loadedmetadata loadstart lostpointercapture mousedown mouseenter mouseleave mousemove " +
  "mouseout mouseover mouseup mousewheel paste pause play playing pointercancel pointerdown pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate pointerup " +
  "progress ratechange reset resize scroll scrollend securitypolicyviolation seeked seeking select selectionchange selectstart slotchange stalled submit suspend timeupdate " +
  "toggle transitioncancel transitionend transitionrun transitionstart volumechange waiting webkitanimationend webkitanimationiteration webkitanimationstart webkittransitionend wheel"
).split(" ");
const ofWindow = (
  "afterprint beforeprint beforeunload hashchange languagechange message messageerror offline online pagehide pageshow popstate rejectionhandled storage unhandledrejection unload"
).split(" ");
// Handlers of the body that belong to the window.
const shared = new Set(["blur", "error", "focus", "load", "resize", "scroll", ...ofWindow]);
const known = new Set([...global, ...ofWindow]);

web.handlers(HTMLElement.prototype, global);
if (globalThis.SVGElement) web.handlers(SVGElement.prototype, global);
web.handlers(Document.prototype, [...global, "readystatechange", "visibilitychange", "fullscreenchange", "fullscreenerror", "pointerlockchange", "pointerlockerror"]);
web.handlers(Element.prototype, ["fullscreenchange", "fullscreenerror", "beforecopy", "beforecut", "beforepaste", "search", "webkitfullscreenchange", "webkitfullscreenerror"]);
web.handlers(globalThis, [...global, ...ofWindow].filter((name) => !(`on${name}` in globalThis)));

// Forwards these handlers from the body to its window.
html.forwardHandlers = (constructor) => {
  for (const name of shared) {
    const key = `on${name}`;
    html.extend(constructor, {
      get [key]() {
        return html.windowOf(html.brand(this))?.[key] ?? null;
      },
      set [key](value) {
        const window = html.windowOf(html.brand(this));
        if (window) window[key] = value;
      },
    });
  }
};

// https://html.spec.whatwg.org/#getting-the-current-value-of-the-event-handler, step 3: compiled on first use
const compiled = (element, target, name, text) => () => {
  const document = html.documentOf(element);
  if (web.allowsInline?.("inline-attribute", element, text) === false) return null;
  const isWindow = target !== element;
  const parameters = isWindow && name === "error" ? "event, source, lineno, colno, error" : "event";
  const form = html.formOwner(element);
  const scopes = [document, ...(form ? [form] : []), element];
  try {
    // Throws if the text breaks out of the function that it is inserted into.
    new web.Function(parameters, text);
    const names = scopes.map((_, index) => `scope${index}`);
    const opened = isWindow ? "" : names.map((one) => `with(${one})`).join("");
    const code = web.scriptText(text, web.noScript, { kind: "function" });
    const make = new web.Function(...names, `${opened}{return function on${name}(${parameters}) {\n${code}\n}}`);
    return make(...scopes);
  } catch (error) {
    web.report(error);
    return null;
  }
};
html.addStep(Element, "attributeChanged", function (name, oldValue, value, namespace) {
  if (namespace || name.charCodeAt(0) !== 111 || name.charCodeAt(1) !== 110) return;
  const event = name.slice(2);
  if (!known.has(event)) return;
  const isOfWindow = shared.has(event) && html.is(this, "body", "frameset");
  if (!isOfWindow && !global.includes(event)) return;
  const target = isOfWindow ? web.global_ ?? globalThis : this;
  if (isOfWindow && !html.windowOf(this)) return;
  web.setHandler(target, event, value === null ? null : web.lazyHandler(compiled(this, target, event, value)), target !== this);
});

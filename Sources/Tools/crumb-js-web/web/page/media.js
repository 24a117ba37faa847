// Video and audio: fetched as with preload="metadata", but never played.
// https://html.spec.whatwg.org/#concept-media-load-algorithm
"use strict";

const { shared, idl } = web;
const { HREF } = web.urlParts;
const { steps } = shared;

const states = new WeakMap();
const stateOf = (element) => {
  let state = states.get(element);
  if (!state) states.set(element, (state = { turn: 0, url: "", network: 0, ready: 0 }));
  return state;
};
const choose = (element) => {
  if (element.hasAttribute("src")) return [{ target: element, url: web.elementURL(element, "src") }];
  return [...element.children].filter((child) => child.localName === "source")
    .map((child) => ({ target: child, url: web.elementURL(child, "src") }));
};
const load = (element) => {
  const state = stateOf(element);
  const turn = ++state.turn;
  if (web.isDiscarded) return;
  const done = web.delayLoad();
  idl.then(idl.resolved(), () => {
    const list = choose(element);
    if (turn !== state.turn || list.length === 0) return done();
    state.network = 2;
    web.queueTask(() => web.fireSimple(element, "loadstart"));
    if (element.getAttribute("preload")?.toLowerCase() === "none" && !element.hasAttribute("autoplay")) {
      state.network = 1;
      return done();
    }
    const next = () => {
      const one = list.shift();
      if (!one) {
        state.network = 3;
        done();
        return;
      }
      const failed = () => {
        web.fireSimple(one.target, "error");
        next();
      };
      if (!one.url) return web.queueTask(failed);
      state.url = one.url;
      web.load({ as: element.localName, url: one.url, ...web.requestOf(element) }, (answer) => {
        if (turn !== state.turn) return done();
        if (answer.event !== "load") return failed();
        state.network = 1;
        state.ready = 4;
        for (const type of ["durationchange", "loadedmetadata", "loadeddata", "canplay", "canplaythrough"]) web.fireSimple(element, type);
        done();
      });
    };
    next();
  });
};
const { prototype } = HTMLMediaElement;
web.addSteps(prototype, steps.attributeChanged, function (name, before, value) {
  if (name === "src" && value !== null) load(this);
  if (name === "poster" && value && this.localName === "video") web.loadOnce(this, "poster", "poster");
});
web.addSteps(globalThis.HTMLSourceElement.prototype, steps.inserted, function () {
  const parent = this.parentNode;
  if (parent instanceof HTMLMediaElement && !parent.hasAttribute("src") && stateOf(parent).network === 0) load(parent);
});
web.addSteps(globalThis.HTMLTrackElement.prototype, steps.inserted, function () {
  if (this.hasAttribute("default") && this.parentNode instanceof HTMLMediaElement) web.loadOnce(this, "track", "src", false);
});
Object.defineProperties(prototype, {
  load: { value: function load_() { load(this); }, writable: true, enumerable: true, configurable: true },
  currentSrc: { get() { return stateOf(this).url; }, enumerable: true, configurable: true },
  networkState: { get() { return stateOf(this).network; }, enumerable: true, configurable: true },
  readyState: { get() { return stateOf(this).ready; }, enumerable: true, configurable: true },
});

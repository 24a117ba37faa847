// Geometry for a page without layout: everything is at 0, and nothing scrolls.
// https://drafts.csswg.org/cssom-view/
"use strict";

const { html, idl } = web;

const places = (web.shared.rects ??= new WeakMap());
const placeOf = (rect) => {
  const place = places.get(rect);
  if (!place) throw new TypeError("Illegal invocation");
  return place;
};
// https://drafts.fxtf.org/geometry/#DOMRect
class DOMRectReadOnly {
  constructor(x = 0, y = 0, width = 0, height = 0) {
    places.set(this, { x: Number(x), y: Number(y), width: Number(width), height: Number(height) });
  }
  get top() {
    const { y, height } = placeOf(this);
    return Math.min(y, y + height);
  }
  get right() {
    const { x, width } = placeOf(this);
    return Math.max(x, x + width);
  }
  get bottom() {
    const { y, height } = placeOf(this);
    return Math.max(y, y + height);
  }
  get left() {
    const { x, width } = placeOf(this);
    return Math.min(x, x + width);
  }
  toJSON() {
    const { x, y, width, height, top, right, bottom, left } = this;
    return { x, y, width, height, top, right, bottom, left };
  }
  static fromRect({ x = 0, y = 0, width = 0, height = 0 } = {}) {
    return new this(x, y, width, height);
  }
}
class DOMRect extends DOMRectReadOnly {}
for (const name of ["x", "y", "width", "height"]) {
  const { get, set } = Object.getOwnPropertyDescriptor(
    {
      get [name]() {
        return placeOf(this)[name];
      },
      set [name](value) {
        placeOf(this)[name] = Number(value);
      },
    },
    name
  );
  Object.defineProperty(DOMRectReadOnly.prototype, name, { get, enumerable: true, configurable: true });
  Object.defineProperty(DOMRect.prototype, name, { get, set, enumerable: true, configurable: true });
}
for (const constructor of [DOMRectReadOnly, DOMRect]) Object.defineProperty(constructor, "length", { value: 0, configurable: true });
idl.expose(DOMRectReadOnly);
idl.expose(DOMRect);

const element = (value) => {
  if (!html.isElementNode(value)) throw new TypeError("Illegal invocation");
  return value;
};
html.extend(Element, {
  getBoundingClientRect() {
    element(this);
    return isViewport(this) ? new DOMRect(0, 0, ...viewport()) : new DOMRect();
  },
  getClientRects() {
    return html.isRendered(element(this)) ? [new DOMRect()] : [];
  },
  // https://drafts.csswg.org/cssom-view/#dom-element-checkvisibility
  checkVisibility(options) {
    const { visibilityProperty = false, checkVisibilityCSS = false } = options ?? {};
    return visibilityProperty || checkVisibilityCSS ? html.isVisible(element(this)) : html.isRendered(element(this));
  },
  scroll() {},
  scrollTo() {},
  scrollBy() {},
  scrollIntoView() {},
  scrollIntoViewIfNeeded() {},
  // https://w3c.github.io/pointerevents/#dom-element-setpointercapture
  setPointerCapture() {},
  releasePointerCapture() {},
  hasPointerCapture: () => false,
  // https://fullscreen.spec.whatwg.org/
  requestFullscreen() {
    return idl.rejected(new TypeError("fullscreen error"));
  },
  requestPointerLock() {},
  animate() {
    return web.finishedAnimation();
  },
  getAnimations: () => [],
});
const isViewport = (node) => html.is(node, "html") && html.parentNode(node) === html.documentOf(node);
const viewport = () => [globalThis.innerWidth, globalThis.innerHeight];
const zero = (constructor, names, isSettable = false) => {
  for (const name of names) {
    const members = {
      get [name]() {
        const index = ["clientWidth", "scrollWidth"].includes(name) ? 0 : ["clientHeight", "scrollHeight"].includes(name) ? 1 : -1;
        return index >= 0 && isViewport(element(this)) ? viewport()[index] : 0;
      },
    };
    const { get } = Object.getOwnPropertyDescriptor(members, name);
    Object.defineProperty(constructor.prototype, name, { get, set: isSettable ? () => {} : undefined, enumerable: true, configurable: true });
  }
};
zero(Element, ["clientTop", "clientLeft", "clientWidth", "clientHeight", "scrollWidth", "scrollHeight"]);
zero(Element, ["scrollTop", "scrollLeft"], true);
zero(HTMLElement, ["offsetTop", "offsetLeft", "offsetWidth", "offsetHeight"]);
html.extend(HTMLElement, {
  get offsetParent() {
    if (!html.isRendered(html.brand(this)) || html.is(this, "body", "html")) return null;
    return html.documentOf(this).body;
  },
});
html.extend(Document, {
  elementFromPoint: () => null,
  elementsFromPoint: () => [],
  caretRangeFromPoint: () => null,
  get scrollingElement() {
    return this.documentElement;
  },
  get fullscreenElement() {
    return null;
  },
  get fullscreenEnabled() {
    return false;
  },
  exitFullscreen: () => idl.rejected(new TypeError("Document not active")),
  get pointerLockElement() {
    return null;
  },
  getAnimations: () => [],
});

// https://drafts.csswg.org/web-animations/: an animation that finishes immediately
web.finishedAnimation = () => {
  const animation = Object.assign(new EventTarget(), {
    playState: "finished", currentTime: 0, effect: null, onfinish: null, oncancel: null, id: "", playbackRate: 1, startTime: 0, pending: false,
    cancel() {}, finish() {}, pause() {}, play() {}, reverse() {}, commitStyles() {}, persist() {}, updatePlaybackRate() {},
  });
  animation.finished = animation.ready = idl.resolved(animation);
  web.queueTask(() => {
    const event = web.event(Event, "finish");
    web.fire(animation, event);
    if (typeof animation.onfinish === "function") {
      try {
        animation.onfinish(event);
      } catch (error) {
        web.report(error);
      }
    }
  });
  return animation;
};

const define = (name, value) => Object.defineProperty(globalThis, name, { value, enumerable: true, configurable: true, writable: true });
for (const name of ["scroll", "scrollTo", "scrollBy", "moveTo", "moveBy", "resizeTo", "resizeBy"]) define(name, { [name]() {} }[name]);
for (const name of ["scrollX", "scrollY", "pageXOffset", "pageYOffset", "screenX", "screenY", "screenLeft", "screenTop"]) define(name, 0);
define("outerWidth", globalThis.innerWidth);
define("outerHeight", globalThis.innerHeight);
if (!globalThis.screen) {
  define("screen", { width: 1280, height: 720, availWidth: 1280, availHeight: 720, availLeft: 0, availTop: 0, colorDepth: 24, pixelDepth: 24, orientation: { type: "landscape-primary", angle: 0, addEventListener() {}, removeEventListener() {} } });
}
if (!globalThis.visualViewport) {
  define("visualViewport", Object.assign(new EventTarget(), { offsetLeft: 0, offsetTop: 0, pageLeft: 0, pageTop: 0, width: globalThis.innerWidth, height: globalThis.innerHeight, scale: 1, onresize: null, onscroll: null }));
}

// Images: fetched, but never decoded, so their size is not known here.
// https://html.spec.whatwg.org/#update-the-image-data
"use strict";

const { shared, idl } = web;
const { HREF } = web.urlParts;
const { steps } = shared;

// https://html.spec.whatwg.org/#parse-a-srcset-attribute
const candidates = (text) => {
  const found = [];
  let rest = text;
  for (;;) {
    rest = rest.replace(/^[\s,]+/, "");
    if (rest === "") return found;
    let url = /^\S+/.exec(rest)[0];
    rest = rest.slice(url.length);
    let descriptor = "";
    if (url.endsWith(",")) {
      url = url.replace(/,+$/, "");
    } else {
      descriptor = /^[^,(]*(\([^)]*\)[^,(]*)*/.exec(rest)[0];
      rest = rest.slice(descriptor.length);
    }
    const [, number, unit] = /^\s*(\d+(?:\.\d+)?)([wx])\s*(?:\d+h)?\s*$/.exec(descriptor) ?? [];
    if (descriptor.trim() === "") found.push({ url, density: 1 });
    else if (unit === "x") found.push({ url, density: Number(number) });
    else if (unit === "w") found.push({ url, width: Number(number) });
  }
};
// https://html.spec.whatwg.org/#parse-a-sizes-attribute, in pixels
const sizeOf = (sizes) => {
  for (const part of (sizes ?? "").split(",")) {
    const match = /^(.*?)\s*(\d+(?:\.\d+)?)(px|vw|vh|em|rem)$/i.exec(part.trim());
    if (!match) continue;
    if (match[1] && !globalThis.matchMedia?.(match[1]).matches) continue;
    const factor = { px: 1, vw: innerWidth / 100, vh: innerHeight / 100, em: 16, rem: 16 }[match[3].toLowerCase()];
    return Number(match[2]) * factor;
  }
  return innerWidth;
};
// The URL of the candidate that fits the screen best; `source` counts as a candidate without a descriptor.
web.chooseImage = (srcset, sizes, source) => {
  const list = candidates(srcset ?? "");
  const size = sizeOf(sizes);
  for (const one of list) one.density ??= one.width / size;
  if (source && !list.some((one) => one.density === 1 || one.width)) list.push({ url: source, density: 1 });
  list.sort((a, b) => a.density - b.density);
  const chosen = list.find((one) => one.density >= devicePixelRatio) ?? list.at(-1);
  return chosen && web.parseURL(chosen.url.toWellFormed(), web.page.baseURL)?.[HREF];
};

const types = /^image\/(png|jpeg|jpg|gif|webp|avif|svg\+xml|bmp|x-icon|vnd\.microsoft\.icon|apng)$/i;
// https://html.spec.whatwg.org/#update-the-source-set
const select = (image) => {
  const parent = image.parentNode;
  if (parent?.localName === "picture") {
    for (const child of parent.children) {
      if (child === image) break;
      if (child.localName !== "source" || !child.hasAttribute("srcset")) continue;
      const [media, type] = [child.getAttribute("media"), child.getAttribute("type")];
      if (media && !globalThis.matchMedia?.(media).matches) continue;
      if (type && !types.test(type.split(";")[0].trim())) continue;
      const url = web.chooseImage(child.getAttribute("srcset"), child.getAttribute("sizes"));
      if (url) return { url, as: "srcset" };
    }
  }
  const source = image.getAttribute("src")?.trim();
  const srcset = image.getAttribute("srcset");
  if (srcset) {
    const url = web.chooseImage(srcset, image.getAttribute("sizes"), source);
    return url && { url, as: "srcset" };
  }
  const url = source ? web.elementURL(image, "src") : undefined;
  return url && { url, as: "image" };
};

const states = (shared.imageStates ??= new WeakMap());
const stateOf = (image) => {
  let state = states.get(image);
  if (!state) states.set(image, (state = { isComplete: true, isBroken: false, hasLoaded: false, url: "", turn: 0, isWaiting: false, waiters: [] }));
  return state;
};
const update = (image) => {
  const state = stateOf(image);
  if (state.isWaiting || web.isDiscarded) return;
  if (!image.hasAttribute("src") && !image.hasAttribute("srcset") && image.parentNode?.localName !== "picture") {
    state.turn++;
    Object.assign(state, { isComplete: true, isBroken: false, hasLoaded: false, url: "" });
    return;
  }
  state.isWaiting = true;
  state.isComplete = false;
  const done = image.getAttribute("loading")?.toLowerCase() === "lazy" && image.isConnected ? () => {} : web.delayLoad();
  // Wait for a microtask, so that several changes cause one update.
  idl.then(idl.resolved(), () => {
    state.isWaiting = false;
    const turn = ++state.turn;
    const selected = select(image);
    state.cancel?.();
    state.cancel = undefined;
    const settle = (event, url = "") => {
      Object.assign(state, { isComplete: true, isBroken: event === "error", hasLoaded: event === "load", url });
      web.fireSimple(image, event);
      for (const waiter of state.waiters.splice(0)) waiter(event === "load");
      done();
    };
    if (!selected) {
      if (image.hasAttribute("src") || image.hasAttribute("srcset")) web.queueTask(() => turn === state.turn ? settle("error") : done());
      else done();
      return;
    }
    const cancel = web.load({ ...selected, ...web.requestOf(image), parserInserted: false }, (answer) => {
      if (turn === state.turn) settle(answer.event, selected.url);
      else done();
    });
    state.cancel = () => {
      cancel();
      done();
    };
  });
};
const attributes = new Set(["src", "srcset", "sizes", "crossorigin", "referrerpolicy"]);
const { prototype } = HTMLImageElement;
web.addAllSteps(prototype, {
  [steps.attributeChanged](name, before, value, namespace) {
    if (!attributes.has(name) || namespace) return;
    if (name === "crossorigin" || name === "referrerpolicy" || name === "sizes") {
      if (!this.hasAttribute("src") && !this.hasAttribute("srcset")) return;
      if (before === value) return;
    }
    update(this);
  },
  [steps.inserted]() {
    if (this.parentNode?.localName === "picture") update(this);
  },
});
const size = { get() { return stateOf(this).hasLoaded ? 1 : 0; }, enumerable: true, configurable: true };
Object.defineProperties(prototype, {
  complete: { get() { return stateOf(this).isComplete; }, enumerable: true, configurable: true },
  currentSrc: { get() { return stateOf(this).url; }, enumerable: true, configurable: true },
  naturalWidth: size,
  naturalHeight: size,
  decode: {
    value: function decode() {
      const state = stateOf(this);
      const { promise, resolve, reject } = idl.deferred();
      const settle = (isLoaded) => {
        if (isLoaded) resolve();
        else reject(new web.DOMException("The source image cannot be decoded.", "EncodingError"));
      };
      if (state.isComplete) settle(state.hasLoaded);
      else state.waiters.push(settle);
      return promise;
    },
    writable: true, enumerable: true, configurable: true,
  },
});

// https://html.spec.whatwg.org/#image-button-state-(type=image)
const loadOnce = (element, as, attribute, delays = true) => {
  const url = web.elementURL(element, attribute);
  if (!url || element.ownerDocument !== web.document) return;
  const done = delays ? web.delayLoad() : () => {};
  web.load({ as, url, ...web.requestOf(element) }, (answer) => {
    if (as !== "background" && as !== "poster") web.fireSimple(element, answer.event);
    done();
  });
};
web.loadOnce = loadOnce;
web.whenThere("HTMLInputElement", ({ prototype }) =>
  web.addSteps(prototype, steps.attributeChanged, function (name, before, value) {
    if ((name === "src" || name === "type") && value !== null && this.getAttribute("type")?.toLowerCase() === "image") loadOnce(this, "input-image", "src");
  })
);
// https://html.spec.whatwg.org/#attr-background
for (const name of ["HTMLBodyElement", "HTMLTableElement", "HTMLTableCellElement", "HTMLTableRowElement"]) {
  web.whenThere(name, ({ prototype }) =>
    web.addSteps(prototype, steps.inserted, function () {
      if (this.hasAttribute("background") && this.isConnected) loadOnce(this, "background", "background");
    })
  );
}

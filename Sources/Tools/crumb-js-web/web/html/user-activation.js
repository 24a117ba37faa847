// https://html.spec.whatwg.org/#tracking-user-activation
"use strict";

const { idl } = web;

// Shared by all documents of the page: activating a frame also activates its ancestors and same-origin frames.
const activation = (web.shared.activation ??= { until: -1, has: false });
const lasts = 5000;

web.activation = {
  begin() {
    activation.until = host.now() + lasts;
    activation.has = true;
  },
  isActive: () => host.now() < activation.until,
  hasBeenActive: () => activation.has,
  // https://html.spec.whatwg.org/#consume-user-activation; returns whether there was any
  consume() {
    const isActive = web.activation.isActive();
    activation.until = -1;
    return isActive;
  },
};

class UserActivation {
  constructor(key) {
    if (key !== idl.internal) throw idl.illegal();
  }
  get hasBeenActive() {
    return web.activation.hasBeenActive();
  }
  get isActive() {
    return web.activation.isActive();
  }
}
idl.expose(UserActivation);
const userActivation = new UserActivation(idl.internal);
Object.defineProperty(Navigator.prototype, "userActivation", { get: () => userActivation, enumerable: true, configurable: true });

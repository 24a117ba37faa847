// https://html.spec.whatwg.org/#the-workernavigator-object: the part of navigator that describes the browser.
"use strict";

const { idl } = web;

class WorkerNavigator {
  constructor() {
    if (arguments[0] !== idl.internal) throw idl.illegal();
  }
}
const members = Object.getOwnPropertyDescriptors(Navigator.prototype);
for (const name of ["appCodeName", "appName", "appVersion", "hardwareConcurrency", "language", "languages", "onLine", "platform", "product", "userAgent"]) {
  Object.defineProperty(WorkerNavigator.prototype, name, members[name]);
}
delete globalThis.Navigator;
idl.expose(WorkerNavigator);
web.navigator = new WorkerNavigator(idl.internal);

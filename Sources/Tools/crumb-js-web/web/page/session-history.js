// https://html.spec.whatwg.org/#session-history: the steps of each tab, and the entry of each navigable in each step.
"use strict";

const { tab, DOMException, idl } = web;
const { HREF } = web.urlParts;
const { HashChangeEvent, PopStateEvent } = web;

const historyOf = (navigable) => {
  const top = web.topOf(navigable);
  return (top.history ??= { steps: [new Map()], at: 0 });
};
const current = (history) => history.steps[history.at];
const push = (history) => {
  history.steps.length = history.at + 1;
  history.steps.push(new Map(current(history)));
  history.at++;
  // Browsers keep 50 entries.
  if (history.steps.length > 50) {
    history.steps.shift();
    history.at--;
  }
};
const entryOf = (realm, state) => ({ document: realm.number, url: realm.page.url[HREF], state });

// Records that a new document is shown.
web.recordEntry = (navigable, realm, request = {}, before) => {
  if (navigable.id === 1) host.setMain(realm.number);
  const history = historyOf(navigable);
  const known = current(history).get(navigable.id);
  if (request.kind === "history" || request.kind === "reload") {
    // The entries of the previous document now belong to this one.
    if (known) {
      for (const step of history.steps) {
        const entry = step.get(navigable.id);
        if (entry && entry.document === known.document) entry.document = realm.number;
      }
      realm.page.state = known.state;
      known.url = realm.page.url[HREF];
      return;
    }
  }
  if (before && known && !request.replace) push(history);
  current(history).set(navigable.id, entryOf(realm, null));
};
// For pushState, replaceState and fragment navigations.
web.recordSameDocument = (replace, state) => {
  const history = historyOf(web.navigable);
  if (!replace) push(history);
  web.page.state = state;
  current(history).set(web.navigable.id, entryOf(web, state));
};
web.historyLength = () => historyOf(web.navigable).steps.length;

// https://html.spec.whatwg.org/#traverse-the-history-by-a-delta
web.traverse = (delta) => {
  const history = historyOf(web.navigable);
  if (delta === 0) return web.reload();
  const from = current(history);
  const target = history.steps[history.at + delta];
  if (!target) return;
  history.at += delta;
  for (const [id, entry] of target) {
    const navigable = tab.navigables.get(id);
    const before = from.get(id);
    if (!navigable || entry === before) continue;
    if (before && entry.document === before.document) navigable.web?.showEntry(entry);
    else web.navigateTo(navigable, { url: entry.url, kind: "history", replace: true }, navigable.web ?? web);
  }
};
// https://html.spec.whatwg.org/#update-document-for-history-step-application
web.showEntry = (entry) => {
  const old = web.page.url[HREF];
  web.page.state = entry.state;
  if (entry.url !== old) web.setURL(web.parseURL(entry.url));
  web.fire(globalThis, web.event(PopStateEvent, "popstate", { state: web.historyState() }));
  const bare = (url) => url.replace(/#.*$/s, "");
  if (entry.url !== old && bare(entry.url) === bare(old)) {
    web.fire(globalThis, web.event(HashChangeEvent, "hashchange", { oldURL: old, newURL: entry.url }));
  }
};
// Each document has its own copy.
web.historyState = () => (web.page.state === null || web.page.state === undefined ? null : web.clone(web.page.state));

web.reload = () => web.navigateTo(web.navigable, { url: web.page.url[HREF], kind: "reload", replace: true }, web);

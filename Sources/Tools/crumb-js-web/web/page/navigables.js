// Frames and tabs, and the document that each shows: one tree for all documents of the process.
// https://html.spec.whatwg.org/#navigables
"use strict";

const { shared } = web;

// Document and navigable numbers are assigned here, and both start at 1.
const tab = (shared.tab ??= { navigables: new Map(), lastDocument: 1, lastNavigable: 0 });
web.tab = tab;
tab.nextDocument ??= () => ++tab.lastDocument;

// `web` is the layer of the active document; undefined until the initial about:blank is needed.
web.makeNavigable = ({ parent = null, container = null, name = "", opener = null } = {}) => {
  const navigable = {
    id: ++tab.lastNavigable, parent, container, name, opener, web: undefined, ongoing: undefined, isClosed: false,
    children: new Set(), hasLoaded: false, initial: undefined,
  };
  tab.navigables.set(navigable.id, navigable);
  parent?.children.add(navigable);
  return navigable;
};
web.topOf = (navigable) => {
  while (navigable.parent) navigable = navigable.parent;
  return navigable;
};
web.inclusiveDescendants = (navigable) => [
  navigable, ...[...navigable.children].flatMap((child) => web.inclusiveDescendants(child)),
];

// https://html.spec.whatwg.org/#document-tree-child-navigables, in the order of their elements.
web.childrenOf = (navigable) => {
  const children = [...navigable.children].filter((child) => !web.isInShadowTree?.(child.container));
  return children.sort((a, b) => {
    const position = a.container?.compareDocumentPosition?.(b.container) ?? 0;
    return position & 2 ? 1 : position & 4 ? -1 : 0;
  });
};

// Replaces the active document; returns the old one.
web.setActive = (navigable, realm) => {
  const old = navigable.web;
  navigable.web = realm;
  realm.navigable = navigable;
  return old;
};

// Whether scripts of this document may access another one.
// https://html.spec.whatwg.org/#same-origin-domain, without document.domain
web.isSameOrigin = (other) => other === web || (other !== undefined && other.page.originKey === web.page.originKey);

// Discards documents, which then receive nothing more.
web.discard = (realms) => {
  const documents = realms.map((realm) => realm.number);
  if (documents.length === 0) return;
  for (const realm of realms) {
    realm.endWorkers();
    realm.isDiscarded = true;
    shared.realms.delete(realm.number);
    if (realm.controller) web.clientHasGone(realm.controller.registration);
    for (const area of shared.storageAreas?.values() ?? []) area.users.delete(realm);
    for (const channel of shared.broadcastChannels ?? []) if (channel.realm === realm) shared.broadcastChannels.delete(channel);
    // Unfinished actions are repeated in the document that replaces this one.
    for (const [id, result] of realm.acting ?? []) web.send({ t: "acted", id, ...(result ?? { again: true }) });
    realm.acting?.clear();
  }
  web.send({ t: "discard", documents });
  for (const number of documents) host.discardRealm(number);
};
web.number = host.document;

// The layer of an active document; undefined for others.
web.realmOf = (document) => {
  for (const realm of shared.realms.values()) if (realm.document === document) return realm;
  return undefined;
};

// Adds steps to a class of elements, after those of its superclasses.
web.addSteps = (prototype, step, body) => {
  const before = prototype[step];
  const value = before
    ? function (...values) {
        before.apply(this, values);
        body.apply(this, values);
      }
    : body;
  Object.defineProperty(prototype, step, { value, writable: true, configurable: true });
};
web.addAllSteps = (prototype, bodies) => {
  for (const step of Object.getOwnPropertySymbols(bodies)) web.addSteps(prototype, step, bodies[step]);
};

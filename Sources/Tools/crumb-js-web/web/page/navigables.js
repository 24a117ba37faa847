// Frames and tabs, and which document each shows. One tree for all documents of the process.
// https://html.spec.whatwg.org/#navigables
"use strict";

const { shared } = web;

// Numbers of documents and navigables are made here; the first of each is 1.
const tab = (shared.tab ??= { navigables: new Map(), lastDocument: 1, lastNavigable: 0 });
web.tab = tab;
tab.nextDocument ??= () => ++tab.lastDocument;

// `web` of a navigable is that of its active document; undefined until its initial about:blank is asked for.
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

// Another document in its place.
web.setActive = (navigable, realm) => {
  const old = navigable.web;
  navigable.web = realm;
  realm.navigable = navigable;
  return old;
};

// Whether scripts of this document may look into another one.
// https://html.spec.whatwg.org/#same-origin-domain, without document.domain
web.isSameOrigin = (other) => other === web || (other !== undefined && other.page.originKey === web.page.originKey);

// Documents that are gone: nothing comes to them any more.
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
    // What has not been done there is done in the document that comes.
    for (const [id, result] of realm.acting ?? []) web.send({ t: "acted", id, ...(result ?? { again: true }) });
    realm.acting?.clear();
  }
  web.send({ t: "discard", documents });
  for (const number of documents) host.discardRealm(number);
};
web.number = host.document;

// The realm of a document that is shown; undefined for others.
web.realmOf = (document) => {
  for (const realm of shared.realms.values()) if (realm.document === document) return realm;
  return undefined;
};

// Steps of the standard for a class of elements, besides those of the classes above it.
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

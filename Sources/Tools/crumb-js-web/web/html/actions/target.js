// The meaning of a TARGET on a page: a CSS selector, or the text of something.
"use strict";

const { html, dom, shared } = web;
const A = web.actions;

// Why an element cannot be used; undefined if it can.
A.obstacle = (element) => {
  if (!html.isVisible(element)) return "hidden";
  for (let node = element; node; node = html.parentElement(node)) if (html.hasAttribute(node, "inert")) return "inert";
  if (html.isBehindModal(element)) return "behind a dialog";
  if (html.is(element, "button", "input", "select", "textarea", "option") && html.isDisabled(element)) return "disabled";
  if (html.is(element, "label")) {
    const control = html.labeled(element);
    if (control && html.isDisabled(control)) return "disabled";
  }
  const aria = html.getAttribute(element, "aria-disabled");
  return aria !== null && html.lower(aria) === "true" && !html.is(element, "a") ? "disabled" : undefined;
};

const selected = (document, target) => {
  let list;
  try {
    list = dom.selectors(target, "");
  } catch {
    return [];
  }
  return A.elementsOf(document).filter((element) => dom.matches(element[shared.record], list, document[shared.record]));
};
// Plain words are also element names, but "Menu" more likely means a button with that name than a <menu>.
const isPlain = (target) => /^[\p{L}\p{N}_-]+(\s+[\p{L}\p{N}_-]+)*$/u.test(target);

// Whether the element or an ancestor has a click listener: pages use any element as a button.
const isListenedTo = (element) => {
  for (let node = element; node; node = html.parentNode(node)) if (web.hasListener(node, "click") || web.hasListener(node, "mousedown") || web.hasListener(node, "pointerdown")) return true;
  return false;
};
const innermost = (elements) => elements.filter((element) => !elements.some((other) => other !== element && html.contains(element, other)));

// The kinds of elements to search for a text, most likely first; `namesOf` returns the names of an element.
const kinds = {
  click: [
    { isSuch: (element) => A.isClickable(element) && !html.is(element, "label", "option"), namesOf: (element) => A.clickableNames(element) },
    { isSuch: (element) => html.is(element, "label", "option"), namesOf: (element) => A.clickableNames(element) },
    { isSuch: (element) => A.isField(element), namesOf: (element) => A.fieldNames(element) },
    { isSuch: (element) => !A.isClickable(element) && web.hasListener(element, "click"), namesOf: (element) => A.clickableNames(element), isInner: true },
    { isSuch: (element) => html.is(element, "img") && isListenedTo(element), namesOf: (element) => A.clickableNames(element) },
    { isSuch: (element) => !A.isClickable(element) && isListenedTo(element), namesOf: (element) => [A.fold(dom.text(element))], isInner: true, isExact: true },
  ],
  type: [{ isSuch: (element) => A.isField(element), namesOf: (element) => A.fieldNames(element) }],
};
kinds.submit = [
  { isSuch: (element) => html.is(element, "form"), namesOf: (element) => ["name", "id", "aria-label", "title"].map((name) => A.fold(html.getAttribute(element, name) ?? "")).filter(Boolean), isExact: true },
  { isSuch: (element) => A.isButton(element), namesOf: (element) => A.clickableNames(element) },
  ...kinds.type,
];
kinds.find = [
  ...kinds.click.slice(0, 5),
  { isSuch: (element) => !html.is(element, "html", "body", "head"), namesOf: (element) => [A.fold(dom.text(element))], isInner: true, isExact: true },
];

const named = (document, target, kind, isExact) => {
  const wanted = A.key(target);
  if (wanted === "") return [];
  const all = A.elementsOf(document);
  for (const one of kinds[kind]) {
    if (!isExact && one.isExact) continue;
    let found = all.filter((element) => one.isSuch(element) && one.namesOf(element).some((name) => (isExact ? A.key(name) === wanted : A.key(name).includes(wanted))));
    if (one.isInner) found = innermost(found);
    if (found.length > 0) return found;
  }
  return [];
};

// Hidden elements have no visible text, but messages distinguish them from missing ones.
const hiddenNamed = (document, target, kind) => {
  const wanted = A.key(target);
  const text = (element) => [...A.clickableNames(element), ...A.fieldNames(element), html.textContent(element)].map(A.key);
  return A.elementsOf(document).filter((element) => kinds[kind].slice(0, -1).concat(kinds[kind].length === 1 ? kinds[kind] : []).some((one) => one.isSuch(element)) && !html.isVisible(element) && text(element).includes(wanted));
};

// The documents to search: the top-level one, its frames in order, and those of other windows; or those of the frame that an
// action names.
A.realms = () => {
  if (!web.navigable || !web.topOf) return [web];
  const visit = (navigable) => (navigable.web?.actions ? [navigable.web] : []).concat(web.childrenOf(navigable).flatMap(visit));
  const top = web.topOf(web.navigable);
  if (A.frame) {
    let place = top;
    for (const name of A.frame) place = place && web.childrenOf(place).find((child) => child.name === name || child.container?.id === name);
    return place ? visit(place) : [];
  }
  // Then come the windows that were opened from there.
  const windows = [...web.tab.navigables.values()].filter((one) => !one.parent && one !== top);
  const found = [top, ...windows].flatMap(visit);
  return found.length > 0 ? found : [web];
};

// Returns {element} if it can be used, {element, obstacle} if it cannot, or {}.
A.findHere = (target, kind) => {
  const { document } = web;
  const tries = [() => selected(document, target), () => named(document, target, kind, true), () => hiddenNamed(document, target, kind), () => named(document, target, kind, false)];
  if (isPlain(target)) tries.splice(0, 3, tries[1], tries[0], tries[2]);
  for (const one of tries) {
    let refused;
    for (const element of one()) {
      const obstacle = A.obstacle(element);
      // The first element with the name that can be used.
      if (obstacle === undefined) return { element, realm: web };
      refused ??= { element, obstacle, realm: web };
    }
    if (refused) return refused;
  }
  return {};
};
A.find = (target, kind) => {
  let refused;
  for (const realm of A.realms()) {
    const found = realm.actions.findHere(target, kind);
    if (found.element && !found.obstacle) return found;
    if (found.element) refused ??= found;
  }
  return refused ?? {};
};

// The available targets, for the message about a wrong name.
A.candidatesHere = (kind) => {
  const isSuch = {
    type: A.isField,
    submit: (element) => html.is(element, "form"),
  }[kind] ?? ((element) => (A.isClickable(element) && !html.is(element, "label", "option")) || (!A.isClickable(element) && web.hasListener(element, "click") && !html.is(element, "html", "body")));
  return A.elementsOf(web.document).filter((element) => isSuch(element) && A.obstacle(element) === undefined).map(A.describe);
};
A.candidates = (kind) => [...new Set(A.realms().flatMap((realm) => realm.actions.candidatesHere(kind)))].slice(0, 20);

const wants = { click: " to click", type: " to type into", submit: " to submit", find: "" };
const quote = (text) => JSON.stringify(text);
A.notFound = (target, kind) => ({ failed: `nothing${wants[kind]} is named ${quote(target)}, and no element matches it as a CSS selector`, candidates: A.candidates(kind) });
A.refusal = (target, { element, obstacle }) => {
  const name = A.describe(element);
  const what = { hidden: "is hidden", disabled: "is disabled", inert: "cannot be used (inert)", "behind a dialog": "is behind a dialog" }[obstacle];
  const also = name === quote(target) || A.key(name.slice(1, -1)) === A.key(target) ? "" : ` (${name})`;
  return { failed: `${quote(target)}${also} ${what}`, candidates: [] };
};

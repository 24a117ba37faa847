// The actions of commands and scenarios on a page.
"use strict";

const { html, dom, idl } = web;
const A = web.actions;

// Gives the page a turn between an action and its observation: runs microtasks and tasks without a delay.
const soon = () => new Promise((resolve) => web.queueTask(resolve));

const found = (target, kind) => {
  if (typeof target !== "string" || target.trim() === "") return { failed: "the TARGET is empty: use a CSS selector, or the text of a button, link or label", candidates: A.candidates(kind) };
  const result = A.find(target, kind);
  if (!result.element) return A.notFound(target, kind);
  return result.obstacle ? A.refusal(target, result) : result;
};
// The message that a browser shows in a bubble when it does not submit a form.
const refusalOf = (realm) => {
  const refused = realm.html.lastRefusal;
  realm.html.lastRefusal = undefined;
  return refused && `${realm.actions.describe(refused.element)}: ${refused.message.replace(/\n/g, " ")}`;
};

const kinds = {
  click({ target }) {
    const result = found(target, "click");
    if (!result.element) return result;
    const { element, realm } = result;
    realm.html.lastRefusal = undefined;
    if (!realm.actions.click(element)) {
      // A page that re-renders when the pointer arrives may have replaced the element.
      const again = found(target, "click");
      if (!again.element) return again;
      if (!again.realm.actions.click(again.element)) return { failed: `${JSON.stringify(target)} was removed while it was being clicked`, candidates: [] };
    }
    const note = refusalOf(realm);
    return note ? { note: `the form was not sent: ${note}` } : {};
  },
  type({ target, text }) {
    const result = found(target, "type");
    if (!result.element) return result;
    const { realm } = result;
    let { element } = result;
    if (html.is(element, "label")) element = html.labeled(element) ?? element;
    if (!realm.actions.isField(element)) element = realm.html.firstDescendant(element, (node) => realm.actions.isField(node) && realm.actions.obstacle(node) === undefined) ?? element;
    return realm.actions.type(element, String(text ?? ""));
  },
  submit({ target }) {
    const result = found(target, "submit");
    if (!result.element) return result;
    const { element, realm } = result;
    realm.html.lastRefusal = undefined;
    const failed = realm.actions.submit(element, target);
    if (failed) return { failed, candidates: realm.actions.candidatesHere("submit") };
    const refused = refusalOf(realm);
    return refused ? { failed: `the form was not submitted: ${refused}`, candidates: [] } : {};
  },
  visible({ target }) {
    const result = A.find(target, "find");
    return { value: Boolean(result.element) && !["hidden", "behind a dialog"].includes(result.obstacle) };
  },
  // The document number of the frame that a script should run in.
  document() {
    const [realm] = A.realms();
    return { value: [...web.shared.realms].find(([, one]) => one === realm)[0] };
  },
  print({ target }) {
    if (target === "text") return { value: dom.text(web.document.body ?? web.document.documentElement) };
    if (target === "html") return { value: source() };
    const result = A.find(target, "find");
    if (!result.element) return A.notFound(target, "find");
    const { element } = result;
    if (html.is(element, "input", "textarea", "select")) return { value: element.value };
    return { value: result.obstacle === "hidden" ? html.textContent(element) : dom.text(element) };
  },
  state() {
    const { document } = web;
    return { value: { url: document.URL, title: document.title, text: dom.text(document.body ?? document.documentElement), html: source() } };
  },
  "wait-for": ({ target }) => until(() => {
    const result = A.find(target, "find");
    return Boolean(result.element) && !["hidden", "behind a dialog"].includes(result.obstacle);
  }),
  "wait-for-text": ({ text, target }) => {
    const wanted = A.key(String(text ?? target ?? ""));
    return until(() => A.realms().some((realm) => {
      const root = realm.document.body ?? realm.document.documentElement;
      return root && A.key(realm.dom.text(root)).includes(wanted);
    }));
  },
};

const source = () => (web.document.doctype ? `<!DOCTYPE ${web.document.doctype.name}>\n` : "") + (web.document.documentElement?.outerHTML ?? "");

// Waits for a condition by polling, because some conditions change without any change to the tree.
const until = (test) => new Promise((resolve) => {
  const ask = () => {
    // Another document has replaced this one and continues with the action.
    if (web.isDiscarded) return resolve({ again: true });
    if (test()) return resolve({});
    web.after(20, ask);
  };
  ask();
});

// https://html.spec.whatwg.org/#implicit-submission, from a form or an element in one; returns an error, or undefined
A.submit = (element, target) => {
  const form = html.is(element, "form") ? element : (html.formOwner(element) ?? html.ancestor(element, "form") ?? html.firstDescendant(element, (node) => html.is(node, "form")));
  if (!form) return `${JSON.stringify(target)} is neither a form nor in one`;
  web.activation.begin();
  const document = html.documentOf(form);
  const focused = html.focused(document);
  if (focused) html.commitChange(focused);
  if (html.isSubmitButton(element)) {
    A.click(element);
    return undefined;
  }
  const button = html.defaultButton(form);
  if (button && html.isDisabled(button)) return `the form's submit button ${A.describe(button)} is disabled`;
  if (button) html.syntheticClick(button);
  else html.submit(form, null);
  return undefined;
};

// `tell`: receives the result before the page has had its turn.
A.perform = async (action, tell) => {
  const act = kinds[action.kind];
  if (!act) return { failed: `there is no action ${JSON.stringify(action.kind)}`, candidates: [] };
  A.frame = action.frame?.length > 0 ? action.frame : undefined;
  if (A.realms().length === 0) {
    const names = web.childrenOf(web.topOf(web.navigable)).map((child) => child.name || child.container?.id).filter(Boolean);
    return { failed: `there is no frame ${JSON.stringify(action.frame.join("/"))} on the page`, candidates: names };
  }
  // Promises that the page awaits are settled before the next action looks for its target.
  const result = await act(action);
  tell(result);
  await soon();
  return result;
};
// Ongoing actions by number, with their results so far: the document may be discarded before its next turn.
web.acting = new Map();
web.messages.act = ({ id, action }) => {
  const done = web.begin();
  web.acting.set(id, undefined);
  const answer = (result) => {
    done();
    if (web.acting.delete(id)) web.send({ t: "acted", id, ...result });
  };
  idl.then(A.perform(action, (result) => web.acting.set(id, result)), answer, (error) => answer({ failed: String(error), candidates: [] }));
};

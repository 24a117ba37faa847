// https://html.spec.whatwg.org/#form-submission-algorithm
"use strict";

const { html } = web;
const { HREF, PROTOCOL } = web.urlParts;

html.submit = (form, submitter, { isFromMethod = false } = {}) => {
  const state = html.state(form);
  // 1–2. Stop for a form that is not connected, or is already being submitted.
  if (!html.isConnected(form) || state.isConstructing) return;
  // 5. Validate the form and fire `submit`.
  if (!isFromMethod) {
    if (state.isFiringSubmission) return;
    state.isFiringSubmission = true;
    try {
      for (const element of html.submittablesOf(form)) html.state(element).isTyped = true;
      const isUnchecked = submitter && html.is(submitter, "button", "input") && html.hasAttribute(submitter, "formnovalidate");
      if (!isUnchecked && !html.hasAttribute(form, "novalidate") && !html.reportForm(form)) return;
      const shown = submitter === form ? null : submitter;
      const event = web.event(web.uiEvents.SubmitEvent, "submit", { bubbles: true, cancelable: true, submitter: shown });
      if (!web.fire(form, event)) return;
    } finally {
      state.isFiringSubmission = false;
    }
    if (!html.isConnected(form)) return;
  }
  // 6–8. Construct the entry list.
  const encoding = html.formEncoding(form);
  const list = html.entryList(form, submitter, encoding);
  if (list === null || !html.isConnected(form)) return;
  const of = (attribute, formAttribute) => (submitter && html.hasAttribute(submitter, formAttribute) ? [submitter, formAttribute] : [form, attribute]);
  // 9–11. Close a dialog, which sends nothing.
  const method = html.formMethod(...of("method", "formmethod"));
  if (method === "dialog") {
    const dialog = html.ancestor(form, "dialog");
    if (!dialog || !html.hasAttribute(dialog, "open")) return;
    let result;
    if (submitter) {
      if (html.is(submitter, "input") && html.inputType(submitter) === "image") result = (html.state(submitter).coordinate ?? [0, 0]).join(",");
      else result = html.getAttribute(submitter, "value") ?? undefined;
    }
    html.closeDialog(dialog, result);
    return;
  }
  // 12–15. Determine the URL.
  const document = html.documentOf(form);
  let action = html.getAttribute(...of("action", "formaction")) ?? "";
  if (action === "") action = document.URL;
  const url = html.parseURL(form, action);
  if (!url) return;
  // 16–22. Determine the target navigable.
  const enctype = html.enctype(...of("enctype", "formenctype"));
  const target = html.targetOf(form, ...of("target", "formtarget"));
  const relations = (html.getAttribute(form, "rel") ?? "").toLowerCase().split(/[\t\n\f\r ]+/);
  const plan = {
    target,
    noopener: relations.includes("noopener") || relations.includes("noreferrer") || (target.toLowerCase() === "_blank" && !relations.includes("opener")),
    referrerPolicy: relations.includes("noreferrer") ? "no-referrer" : "",
    kind: "form",
    element: form,
    userActivation: web.activation.isActive(),
    ...request(url, method, enctype, encoding, list),
  };
  // https://html.spec.whatwg.org/#plan-to-navigate: a later navigation replaces one that has not started
  const task = (state.planned = {});
  const done = web.begin();
  web.queueTask(() => {
    done();
    if (state.planned !== task) return;
    state.planned = undefined;
    web.navigate(plan);
  });
};

// https://html.spec.whatwg.org/#submit-mutate-action and the related algorithms, by scheme and method
const request = (url, method, enctype, encoding, list) => {
  const scheme = url[PROTOCOL].slice(0, -1);
  const withQuery = (query) => {
    const [before, ...fragment] = url[HREF].split("#");
    return before.replace(/\?.*$/s, "") + `?${query}` + (fragment.length ? `#${fragment.join("#")}` : "");
  };
  if (scheme === "mailto") {
    if (method === "get") return { method: "GET", url: withQuery(html.urlencoded(list, encoding).replaceAll("+", "%20")) };
    const text = enctype === "text/plain" ? html.plainText(list) : html.urlencoded(list, encoding);
    const body = enctype === "text/plain" ? encodeURIComponent(text.toWellFormed()) : text;
    return { method: "GET", url: `${url[HREF]}${url[HREF].includes("?") ? "&" : "?"}body=${body}` };
  }
  const mutates = !["javascript", "ftp", "file", "blob", "about"].includes(scheme);
  if (method === "get") {
    if (!mutates) return { method: "GET", url: url[HREF] };
    return { method: "GET", url: withQuery(html.urlencoded(list, encoding)) };
  }
  if (!["http", "https"].includes(scheme)) return { method: "GET", url: url[HREF] };
  if (enctype === "multipart/form-data") {
    const boundary = web.newBoundary();
    return { method: "POST", url: url[HREF], body: html.multipart(list, encoding, boundary), contentType: `multipart/form-data; boundary=${boundary}` };
  }
  const text = enctype === "text/plain" ? html.plainText(list) : html.urlencoded(list, encoding);
  return { method: "POST", url: url[HREF], body: html.encode(text, enctype === "text/plain" ? encoding : "utf-8"), contentType: enctype };
};

// https://html.spec.whatwg.org/#get-an-element's-target
html.targetOf = (element, source = element, attribute = "target") => {
  let target = html.getAttribute(source, attribute);
  if (target === null && source !== element) target = html.getAttribute(element, "target");
  if (target === null) {
    const base = html.descendants(html.documentOf(element), "base").find((one) => html.hasAttribute(one, "target"));
    target = base ? html.getAttribute(base, "target") : null;
  }
  if (target !== null && /[\t\n\r]/.test(target) && target.includes("<")) return "_blank";
  return target ?? "";
};

// Attributes of buttons that override those of the form on submission.
// https://html.spec.whatwg.org/#attributes-for-form-submission
"use strict";

const { html, idl } = web;

// https://html.spec.whatwg.org/#dom-fs-formaction: the document's URL if there is no attribute
const actionMember = (constructor, name, attribute) => {
  html.extend(constructor, {
    get [name]() {
      const text = html.getAttribute(html.brand(this), attribute);
      if (text === null || text === "") return html.documentOf(this).URL;
      return html.parseURL(this, text)?.[web.urlParts.HREF] ?? text.toWellFormed();
    },
    set [name](value) {
      html.setAttribute(html.brand(this), attribute, idl.USVString(value));
    },
  });
};
html.formActionMember = (constructor) => actionMember(constructor, "formAction", "formaction");
html.actionMember = (constructor) => actionMember(constructor, "action", "action");

const enctypes = ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
html.enctype = (element, attribute) => html.keyword(element, attribute, { known: enctypes, missing: enctypes[0] });
html.formMethod = (element, attribute) => html.keyword(element, attribute, { known: ["get", "post", "dialog"], missing: "get" });

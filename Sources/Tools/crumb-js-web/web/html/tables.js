// https://html.spec.whatwg.org/#tables
"use strict";

const { html, idl } = web;

const indexError = (method, name, text) => new web.DOMException(idl.failed(method, name) + text, "IndexSizeError");
const typeError = (name, member, wanted) => new TypeError(`Failed to set the '${member}' property on '${name}': parameter 1 is not of type '${wanted}'.`);
const childrenOf = (element, ...names) => html.children(element).filter((child) => html.is(child, ...names));
const make = (element, name) => html.documentOf(element).createElement(name);

class HTMLTableElement extends HTMLElement {
  // https://html.spec.whatwg.org/#dom-table-createtbody
  createTBody() {
    const bodies = childrenOf(html.brand(this, "table"), "tbody");
    const made = make(this, "tbody");
    this.insertBefore(made, bodies.length > 0 ? html.nextSibling(bodies[bodies.length - 1]) : null);
    return made;
  }
  get tBodies() {
    const table = html.brand(this, "table");
    return (html.state(table).bodies ??= html.collection(() => childrenOf(table, "tbody")));
  }
  get rows() {
    const table = html.brand(this, "table");
    return (html.state(table).rows ??= html.collection(() => rowsOf(table)));
  }
  // https://html.spec.whatwg.org/#dom-table-insertrow
  insertRow(index = -1) {
    const rows = rowsOf(html.brand(this, "table"));
    index = idl.long(index);
    if (index < -1 || index > rows.length) throw indexError("insertRow", "HTMLTableElement", `The index provided (${index}) is outside the range [-1, ${rows.length}].`);
    const row = make(this, "tr");
    if (rows.length === 0) {
      const bodies = childrenOf(this, "tbody");
      (bodies[bodies.length - 1] ?? this.createTBody()).appendChild(row);
    } else if (index === -1 || index === rows.length) html.parentNode(rows[rows.length - 1]).appendChild(row);
    else html.parentNode(rows[index]).insertBefore(row, rows[index]);
    return row;
  }
  deleteRow(index) {
    const prefix = idl.failed("deleteRow", "HTMLTableElement");
    idl.required(arguments.length, 1, prefix);
    const rows = rowsOf(html.brand(this, "table"));
    index = idl.long(index);
    if (index < -1 || index >= rows.length) throw indexError("deleteRow", "HTMLTableElement", `The index provided (${index}) is outside the range [-1, ${rows.length}).`);
    rows.at(index)?.remove();
  }
}
html.reflect(HTMLTableElement, { text: "align border frame rules summary width", textOrNull: "bgColor cellPadding cellSpacing" });
// https://html.spec.whatwg.org/#dom-table-rows: rows of the head, then of bodies, then of the foot
const rowsOf = (table) => {
  const found = { thead: [], other: [], tfoot: [] };
  for (const child of html.children(table)) {
    if (html.is(child, "tr")) found.other.push(child);
    else if (html.is(child, "thead", "tbody", "tfoot")) (found[html.localName(child)] ?? found.other).push(...childrenOf(child, "tr"));
  }
  return [...found.thead, ...found.other, ...found.tfoot];
};
for (const [member, name, type] of [["caption", "caption", "Caption"], ["tHead", "thead", "Section"], ["tFoot", "tfoot", "Section"]]) {
  const title = member === "caption" ? "Caption" : member === "tHead" ? "THead" : "TFoot";
  const place = (table, made) => {
    if (name === "caption") table.insertBefore(made, html.firstChild(table));
    else if (name === "tfoot") table.appendChild(made);
    else table.insertBefore(made, html.children(table).find((child) => !html.is(child, "caption", "colgroup")) ?? null);
  };
  html.extend(HTMLTableElement, {
    get [member]() {
      return childrenOf(html.brand(this, "table"), name)[0] ?? null;
    },
    set [member](value) {
      html.brand(this, "table");
      if (value !== null && !html.is(value, name)) {
        if (!html.is(value, "caption", "thead", "tfoot", "tbody") || (type === "Caption") !== html.is(value, "caption")) throw typeError("HTMLTableElement", member, `HTMLTable${type}Element`);
        throw new web.DOMException(`Failed to set the '${member}' property on 'HTMLTableElement': Not a ${name} element.`, "HierarchyRequestError");
      }
      childrenOf(this, name)[0]?.remove();
      if (value !== null) place(this, value);
    },
    [`create${title}`]() {
      const known = childrenOf(html.brand(this, "table"), name)[0];
      if (known) return known;
      const made = make(this, name);
      place(this, made);
      return made;
    },
    [`delete${title}`]() {
      childrenOf(html.brand(this, "table"), name)[0]?.remove();
    },
  });
}
html.define(HTMLTableElement, "table");

class HTMLTableSectionElement extends HTMLElement {
  get rows() {
    const section = html.brand(this, "thead", "tbody", "tfoot");
    return (html.state(section).rows ??= html.collection(() => childrenOf(section, "tr")));
  }
  insertRow(index = -1) {
    return insert(html.brand(this), childrenOf(this, "tr"), idl.long(index), "tr", "insertRow", "HTMLTableSectionElement");
  }
  deleteRow(index) {
    idl.required(arguments.length, 1, idl.failed("deleteRow", "HTMLTableSectionElement"));
    remove(childrenOf(html.brand(this), "tr"), idl.long(index), "deleteRow", "HTMLTableSectionElement");
  }
}
const insert = (parent, list, index, name, method, interfaceName) => {
  if (index < -1 || index > list.length) throw indexError(method, interfaceName, `The provided index (${index}) is outside the range [-1, ${list.length}].`);
  const made = make(parent, name);
  parent.insertBefore(made, index === -1 ? null : (list[index] ?? null));
  return made;
};
const remove = (list, index, method, interfaceName) => {
  if (index < -1 || index >= list.length) throw indexError(method, interfaceName, `The provided index (${index}) is outside the range [-1, ${list.length}).`);
  list.at(index)?.remove();
};
html.reflect(HTMLTableSectionElement, { text: "align ch=char chOff=charoff vAlign" });
html.define(HTMLTableSectionElement, "thead", "tbody", "tfoot");

class HTMLTableRowElement extends HTMLElement {
  get cells() {
    const row = html.brand(this, "tr");
    return (html.state(row).cells ??= html.collection(() => childrenOf(row, "td", "th")));
  }
  get rowIndex() {
    const table = html.ancestor(html.brand(this, "tr"), "table");
    return table ? rowsOf(table).indexOf(this) : -1;
  }
  get sectionRowIndex() {
    const parent = html.parentNode(html.brand(this, "tr"));
    return html.is(parent, "table", "thead", "tbody", "tfoot") ? childrenOf(parent, "tr").indexOf(this) : -1;
  }
  insertCell(index = -1) {
    return insert(html.brand(this, "tr"), childrenOf(this, "td", "th"), idl.long(index), "td", "insertCell", "HTMLTableRowElement");
  }
  deleteCell(index) {
    idl.required(arguments.length, 1, idl.failed("deleteCell", "HTMLTableRowElement"));
    remove(childrenOf(html.brand(this, "tr"), "td", "th"), idl.long(index), "deleteCell", "HTMLTableRowElement");
  }
}
html.reflect(HTMLTableRowElement, { text: "align ch=char chOff=charoff vAlign", textOrNull: "bgColor" });
html.define(HTMLTableRowElement, "tr");

class HTMLTableCellElement extends HTMLElement {
  get cellIndex() {
    const row = html.parentNode(html.brand(this, "td", "th"));
    return html.is(row, "tr") ? childrenOf(row, "td", "th").indexOf(this) : -1;
  }
}
html.reflect(HTMLTableCellElement, {
  clamped: [["colSpan", { usual: 1, least: 1, most: 1000 }], ["rowSpan", { usual: 1, least: 0, most: 65534 }]],
  text: "headers abbr align axis height width ch=char chOff=charoff vAlign",
  textOrNull: "bgColor",
  boolean: "noWrap",
  enumerated: [["scope", { known: ["row", "col", "rowgroup", "colgroup"] }]],
});
html.define(HTMLTableCellElement, "td", "th");

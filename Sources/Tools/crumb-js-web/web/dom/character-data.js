// https://dom.spec.whatwg.org/#interface-characterdata
"use strict";

const { idl, dom } = web;
const { kinds, record: self } = dom;

class CharacterData extends Node {
  get data() {
    return self(this).data;
  }
  set data(value) {
    const record = self(this);
    dom.replaceData(record, 0, record.data.length, value === null ? "" : idl.DOMString(value));
  }
  get length() {
    return self(this).data.length;
  }
  substringData(offset, count) {
    const prefix = idl.failed("substringData", "CharacterData");
    const record = self(this);
    idl.required(arguments.length, 2, prefix);
    offset = checked(record, idl.unsigned(offset, 32), prefix);
    return record.data.slice(offset, offset + idl.unsigned(count, 32));
  }
  appendData(data) {
    const record = self(this);
    idl.required(arguments.length, 1, idl.failed("appendData", "CharacterData"));
    dom.replaceData(record, record.data.length, 0, idl.DOMString(data));
  }
  insertData(offset, data) {
    const prefix = idl.failed("insertData", "CharacterData");
    const record = self(this);
    idl.required(arguments.length, 2, prefix);
    dom.replaceData(record, checked(record, idl.unsigned(offset, 32), prefix), 0, idl.DOMString(data));
  }
  deleteData(offset, count) {
    const prefix = idl.failed("deleteData", "CharacterData");
    const record = self(this);
    idl.required(arguments.length, 2, prefix);
    dom.replaceData(record, checked(record, idl.unsigned(offset, 32), prefix), idl.unsigned(count, 32), "");
  }
  replaceData(offset, count, data) {
    const prefix = idl.failed("replaceData", "CharacterData");
    const record = self(this);
    idl.required(arguments.length, 3, prefix);
    dom.replaceData(record, checked(record, idl.unsigned(offset, 32), prefix), idl.unsigned(count, 32), idl.DOMString(data));
  }
}
const checked = (record, offset, prefix) => {
  if (offset > record.data.length) {
    throw dom.error("IndexSizeError", `${prefix}The offset ${offset} is greater than the node's length (${record.data.length}).`);
  }
  return offset;
};
idl.expose(CharacterData);

const make = (type, document, data, prototype) => {
  const record = new dom.NodeRecord(type, document);
  record.data = data;
  dom.wrap(prototype, record);
  return record;
};
const here = () => dom.record(web.document);

class Text extends CharacterData {
  constructor(data = "") {
    return make(kinds.TEXT, here(), idl.DOMString(data), new.target.prototype).node;
  }
  // https://dom.spec.whatwg.org/#dom-text-splittext
  splitText(offset) {
    const prefix = idl.failed("splitText", "Text");
    const record = self(this);
    idl.required(arguments.length, 1, prefix);
    offset = checked(record, idl.unsigned(offset, 32), prefix);
    const count = record.data.length - offset;
    const made = dom.makeCharacterData(record.type, record.document, record.data.slice(offset));
    if (record.parent !== null) {
      dom.insert(made, record.parent, record.next);
      dom.rangesSplit?.(record, made, offset);
    }
    dom.replaceData(record, offset, count, "");
    return made.node;
  }
  get wholeText() {
    let one = self(this);
    while (one.previous !== null && dom.isText(one.previous)) one = one.previous;
    let text = "";
    for (; one !== null && dom.isText(one); one = one.next) text += one.data;
    return text;
  }
  get assignedSlot() {
    return dom.assignedSlot?.(self(this), true) ?? null;
  }
}
idl.expose(Text);
class CDATASection extends Text {
  constructor() {
    throw idl.illegal();
  }
}
idl.expose(CDATASection);
class Comment extends CharacterData {
  constructor(data = "") {
    return make(kinds.COMMENT, here(), idl.DOMString(data), new.target.prototype).node;
  }
}
idl.expose(Comment);
class ProcessingInstruction extends CharacterData {
  constructor() {
    throw idl.illegal();
  }
  get target() {
    return self(this).target;
  }
  get sheet() {
    self(this);
    return null;
  }
}
idl.expose(ProcessingInstruction);

const prototypes = {
  [kinds.TEXT]: Text.prototype, [kinds.CDATA]: CDATASection.prototype, [kinds.COMMENT]: Comment.prototype,
  [kinds.INSTRUCTION]: ProcessingInstruction.prototype,
};
dom.characterDataPrototypes = prototypes;
dom.makeCharacterData = (type, document, data, target) => {
  const record = make(type, document, data, document.realm.characterDataPrototypes[type]);
  if (target !== undefined) record.target = target;
  return record;
};
dom.makeText = (document, data) => dom.makeCharacterData(kinds.TEXT, document, data);

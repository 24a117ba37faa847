// https://dom.spec.whatwg.org/#ranges
"use strict";

const { idl, dom, shared } = web;
const { kinds } = dom;

const states = (shared.rangeStates ??= new WeakMap());
const live = (shared.liveRanges ??= new Set());
const stateOf = (range) => {
  const state = states.get(range);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
const sameRoot = (a, b) => dom.root(a) === dom.root(b);

// https://dom.spec.whatwg.org/#concept-range-bp-position: -1 before, 0 equal, 1 after
const compare = (nodeA, offsetA, nodeB, offsetB) => {
  if (nodeA === nodeB) return Math.sign(offsetA - offsetB);
  if (dom.isBefore(nodeB, nodeA) && !dom.isInclusiveAncestor(nodeA, nodeB)) return -compare(nodeB, offsetB, nodeA, offsetA);
  if (dom.isInclusiveAncestor(nodeA, nodeB)) {
    let child = nodeB;
    while (child.parent !== nodeA) child = child.parent;
    if (dom.index(child) < offsetA) return 1;
  }
  return -1;
};

class AbstractRange {
  constructor() {
    throw idl.illegal();
  }
  get startContainer() {
    return stateOf(this).start.node;
  }
  get startOffset() {
    return stateOf(this).startOffset;
  }
  get endContainer() {
    return stateOf(this).end.node;
  }
  get endOffset() {
    return stateOf(this).endOffset;
  }
  get collapsed() {
    const { start, startOffset, end, endOffset } = stateOf(this);
    return start === end && startOffset === endOffset;
  }
}
idl.expose(AbstractRange);

class StaticRange extends AbstractRange {
  constructor(init) {
    const prefix = idl.failed("StaticRange");
    idl.required(arguments.length, 1, prefix);
    init = idl.dictionary(init, prefix, "StaticRangeInit");
    const start = dom.argument(init.startContainer, prefix);
    const end = dom.argument(init.endContainer, prefix);
    for (const one of [start, end]) {
      if (one.type === kinds.DOCTYPE || one.type === kinds.ATTRIBUTE) throw dom.error("InvalidNodeTypeError", `${prefix}Neither startContainer nor endContainer can be a DocumentType or Attr node.`);
    }
    const range = Object.create(new.target.prototype);
    states.set(range, { start, startOffset: idl.unsigned(init.startOffset, 32), end, endOffset: idl.unsigned(init.endOffset, 32) });
    return range;
  }
}
idl.expose(StaticRange);

const makeRange = (start, startOffset, end = start, endOffset = startOffset, prototype = Range.prototype) => {
  const range = Object.create(prototype);
  const state = { start, startOffset, end, endOffset, selection: null, range };
  states.set(range, state);
  live.add(new WeakRef(state));
  return range;
};
const setBoundary = (state, isStart, node, offset, prefix) => {
  if (node.type === kinds.DOCTYPE) throw dom.error("InvalidNodeTypeError", `${prefix}The node provided is of type 'DocumentType'.`);
  const length = dom.length(node);
  if (offset > length) throw dom.error("IndexSizeError", `${prefix}The offset ${offset} is larger than the node's length (${length}).`);
  if (isStart) {
    if (!sameRoot(state.start, node) || compare(node, offset, state.end, state.endOffset) > 0) [state.end, state.endOffset] = [node, offset];
    [state.start, state.startOffset] = [node, offset];
  } else {
    if (!sameRoot(state.start, node) || compare(node, offset, state.start, state.startOffset) < 0) [state.start, state.startOffset] = [node, offset];
    [state.end, state.endOffset] = [node, offset];
  }
};
const besides = (record, prefix) => {
  if (record.parent === null) throw dom.error("InvalidNodeTypeError", `${prefix}the given Node has no parent.`);
  return record.parent;
};

class Range extends AbstractRange {
  constructor() {
    return makeRange(dom.record(web.document), 0, undefined, undefined, new.target.prototype);
  }
  get commonAncestorContainer() {
    const { start, end } = stateOf(this);
    return commonAncestor(start, end).node;
  }
  setStart(node, offset) {
    const prefix = idl.failed("setStart", "Range");
    const state = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    setBoundary(state, true, dom.argument(node, prefix), idl.unsigned(offset, 32), prefix);
  }
  setEnd(node, offset) {
    const prefix = idl.failed("setEnd", "Range");
    const state = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    setBoundary(state, false, dom.argument(node, prefix), idl.unsigned(offset, 32), prefix);
  }
  setStartBefore(node) {
    const prefix = idl.failed("setStartBefore", "Range");
    const record = dom.argument(node, prefix);
    const parent = besides(record, prefix);
    setBoundary(stateOf(this), true, parent, dom.index(record), prefix);
  }
  setStartAfter(node) {
    const prefix = idl.failed("setStartAfter", "Range");
    const record = dom.argument(node, prefix);
    const parent = besides(record, prefix);
    setBoundary(stateOf(this), true, parent, dom.index(record) + 1, prefix);
  }
  setEndBefore(node) {
    const prefix = idl.failed("setEndBefore", "Range");
    const record = dom.argument(node, prefix);
    const parent = besides(record, prefix);
    setBoundary(stateOf(this), false, parent, dom.index(record), prefix);
  }
  setEndAfter(node) {
    const prefix = idl.failed("setEndAfter", "Range");
    const record = dom.argument(node, prefix);
    const parent = besides(record, prefix);
    setBoundary(stateOf(this), false, parent, dom.index(record) + 1, prefix);
  }
  collapse(toStart = false) {
    const state = stateOf(this);
    if (toStart) [state.end, state.endOffset] = [state.start, state.startOffset];
    else [state.start, state.startOffset] = [state.end, state.endOffset];
  }
  selectNode(node) {
    const prefix = idl.failed("selectNode", "Range");
    const record = dom.argument(node, prefix);
    const parent = besides(record, prefix);
    const index = dom.index(record);
    Object.assign(stateOf(this), { start: parent, startOffset: index, end: parent, endOffset: index + 1 });
  }
  selectNodeContents(node) {
    const prefix = idl.failed("selectNodeContents", "Range");
    const record = dom.argument(node, prefix);
    if (record.type === kinds.DOCTYPE) throw dom.error("InvalidNodeTypeError", `${prefix}The node provided is of type 'DocumentType'.`);
    Object.assign(stateOf(this), { start: record, startOffset: 0, end: record, endOffset: dom.length(record) });
  }
  compareBoundaryPoints(how, other) {
    const prefix = idl.failed("compareBoundaryPoints", "Range");
    const own = stateOf(this);
    idl.required(arguments.length, 2, prefix);
    how = idl.unsigned(how, 16);
    const that = states.get(other);
    if (!that) throw new TypeError(`${prefix}parameter 2 is not of type 'Range'.`);
    if (how > 3) throw dom.error("NotSupportedError", `${prefix}The comparison method provided must be one of 'START_TO_START', 'START_TO_END', 'END_TO_END', or 'END_TO_START'.`);
    if (!sameRoot(own.start, that.start)) throw dom.error("WrongDocumentError", `${prefix}The source range is in a different document than this range.`);
    const [a, aOffset] = how === 0 || how === 3 ? [own.start, own.startOffset] : [own.end, own.endOffset];
    const [b, bOffset] = how === 0 || how === 1 ? [that.start, that.startOffset] : [that.end, that.endOffset];
    return compare(a, aOffset, b, bOffset);
  }
  deleteContents() {
    deleteContents(stateOf(this));
  }
  extractContents() {
    return take(stateOf(this), true, idl.failed("extractContents", "Range")).node;
  }
  cloneContents() {
    return take(stateOf(this), false, idl.failed("cloneContents", "Range")).node;
  }
  insertNode(node) {
    const prefix = idl.failed("insertNode", "Range");
    idl.required(arguments.length, 1, prefix);
    insertNode(stateOf(this), dom.argument(node, prefix), prefix);
  }
  // https://dom.spec.whatwg.org/#dom-range-surroundcontents
  surroundContents(newParent) {
    const prefix = idl.failed("surroundContents", "Range");
    const state = stateOf(this);
    idl.required(arguments.length, 1, prefix);
    const parent = dom.argument(newParent, prefix);
    const common = commonAncestor(state.start, state.end);
    for (let one = common; one !== null; one = dom.following(one, common)) {
      if (!dom.isText(one) && isPartly(one, state)) throw dom.error("InvalidStateError", `${prefix}The Range has partially selected a non-Text node.`);
    }
    if ([kinds.DOCUMENT, kinds.DOCTYPE, kinds.FRAGMENT].includes(parent.type)) throw dom.error("InvalidNodeTypeError", `${prefix}The node provided is of type '${newParent.nodeName}'.`);
    const fragment = take(state, true, prefix);
    if (parent.first !== null) dom.replaceAll(null, parent);
    insertNode(state, parent, prefix);
    dom.preInsert(fragment, parent, null, prefix);
    const index = dom.index(parent);
    Object.assign(state, { start: parent.parent, startOffset: index, end: parent.parent, endOffset: index + 1 });
  }
  cloneRange() {
    const { start, startOffset, end, endOffset } = stateOf(this);
    return makeRange(start, startOffset, end, endOffset);
  }
  detach() {
    stateOf(this);
  }
  isPointInRange(node, offset) {
    const prefix = idl.failed("isPointInRange", "Range");
    const state = stateOf(this);
    const record = dom.argument(node, prefix);
    offset = idl.unsigned(offset, 32);
    if (!sameRoot(record, state.start)) return false;
    if (record.type === kinds.DOCTYPE) throw dom.error("InvalidNodeTypeError", `${prefix}The node provided is of type 'DocumentType'.`);
    if (offset > dom.length(record)) throw dom.error("IndexSizeError", `${prefix}The offset ${offset} is larger than the node's length (${dom.length(record)}).`);
    return compare(record, offset, state.start, state.startOffset) >= 0 && compare(record, offset, state.end, state.endOffset) <= 0;
  }
  comparePoint(node, offset) {
    const prefix = idl.failed("comparePoint", "Range");
    const state = stateOf(this);
    const record = dom.argument(node, prefix);
    offset = idl.unsigned(offset, 32);
    if (!sameRoot(record, state.start)) throw dom.error("WrongDocumentError", `${prefix}The node provided is not in the same document as this range.`);
    if (record.type === kinds.DOCTYPE) throw dom.error("InvalidNodeTypeError", `${prefix}The node provided is of type 'DocumentType'.`);
    if (offset > dom.length(record)) throw dom.error("IndexSizeError", `${prefix}The offset ${offset} is larger than the node's length (${dom.length(record)}).`);
    if (compare(record, offset, state.start, state.startOffset) < 0) return -1;
    return compare(record, offset, state.end, state.endOffset) > 0 ? 1 : 0;
  }
  intersectsNode(node) {
    const state = stateOf(this);
    const record = dom.argument(node, idl.failed("intersectsNode", "Range"));
    if (!sameRoot(record, state.start)) return false;
    const { parent } = record;
    if (parent === null) return true;
    const index = dom.index(record);
    return compare(parent, index, state.end, state.endOffset) < 0 && compare(parent, index + 1, state.start, state.startOffset) > 0;
  }
  // https://html.spec.whatwg.org/#dom-range-createcontextualfragment; scripts in it run when they are inserted
  createContextualFragment(text) {
    const { start } = stateOf(this);
    idl.required(arguments.length, 1, idl.failed("createContextualFragment", "Range"));
    let element = start.type === kinds.ELEMENT ? start : start.parent !== null && start.parent.type === kinds.ELEMENT && dom.isCharacterData(start) ? start.parent : null;
    if (element === null || (dom.isHTML(element, "html") && element.document.isHTML)) element = dom.makeElement(start.document, "body", dom.HTML, null, { inert: true });
    const fragment = dom.parseFragment(idl.DOMString(text), element);
    for (const script of dom.elementsBelow(fragment, (one) => one.localName === "script")) script.alreadyStarted = false;
    return fragment.node;
  }
  getBoundingClientRect() {
    return { x: 0, y: 0, width: 0, height: 0, top: 0, right: 0, bottom: 0, left: 0 };
  }
  getClientRects() {
    return [];
  }
  // https://dom.spec.whatwg.org/#dom-range-stringifier
  toString() {
    const { start, startOffset, end, endOffset } = stateOf(this);
    if (start === end && dom.isText(start)) return start.data.slice(startOffset, endOffset);
    let text = dom.isText(start) ? start.data.slice(startOffset) : "";
    const common = commonAncestor(start, end);
    for (let one = common; one !== null; one = dom.following(one, common)) {
      if (dom.isText(one) && isContained(one, { start, startOffset, end, endOffset })) text += one.data;
    }
    return dom.isText(end) ? text + end.data.slice(0, endOffset) : text;
  }
}
idl.expose(Range);
idl.constants(Range, { START_TO_START: 0, START_TO_END: 1, END_TO_END: 2, END_TO_START: 3 });
dom.reactions(Range, ["deleteContents", "extractContents", "cloneContents", "insertNode", "surroundContents"]);

const commonAncestor = (start, end) => {
  let common = start;
  while (!dom.isInclusiveAncestor(common, end)) common = common.parent;
  return common;
};
// https://dom.spec.whatwg.org/#contained
const isContained = (record, state) =>
  sameRoot(record, state.start) && compare(record, 0, state.start, state.startOffset) > 0 && compare(record, dom.length(record), state.end, state.endOffset) < 0;
const isPartly = (record, state) => dom.isInclusiveAncestor(record, state.start) !== dom.isInclusiveAncestor(record, state.end);

// https://dom.spec.whatwg.org/#dom-range-deletecontents
const deleteContents = (state) => {
  const { start, startOffset, end, endOffset } = state;
  if (start === end && startOffset === endOffset) return;
  if (start === end && dom.isCharacterData(start)) {
    dom.replaceData(start, startOffset, endOffset - startOffset, "");
    return;
  }
  const common = commonAncestor(start, end);
  const gone = [];
  for (let one = common; one !== null; ) {
    if (isContained(one, state)) {
      gone.push(one);
      one = dom.after(one, common);
    } else one = dom.following(one, common);
  }
  const [node, offset] = collapsePoint(state);
  if (dom.isCharacterData(start)) dom.replaceData(start, startOffset, start.data.length - startOffset, "");
  for (const one of gone) if (one.parent !== null) dom.remove(one);
  if (dom.isCharacterData(end)) dom.replaceData(end, 0, endOffset, "");
  Object.assign(state, { start: node, startOffset: offset, end: node, endOffset: offset });
};
const collapsePoint = ({ start, startOffset, end }) => {
  if (dom.isInclusiveAncestor(start, end)) return [start, startOffset];
  let reference = start;
  while (reference.parent !== null && !dom.isInclusiveAncestor(reference.parent, end)) reference = reference.parent;
  return [reference.parent, dom.index(reference) + 1];
};

// https://dom.spec.whatwg.org/#concept-range-extract and https://dom.spec.whatwg.org/#concept-range-clone
const take = (state, isExtract, prefix) => {
  const { start, startOffset, end, endOffset } = state;
  const fragment = dom.makeFragment(start.document);
  if (start === end && startOffset === endOffset) return fragment;
  const part = (record, from, to) => {
    const copy = dom.clone(record, record.document, false);
    copy.data = record.data.slice(from, to);
    dom.insert(copy, fragment, null);
    if (isExtract) dom.replaceData(record, from, to - from, "");
  };
  if (start === end && dom.isCharacterData(start)) {
    part(start, startOffset, endOffset);
    return fragment;
  }
  const common = commonAncestor(start, end);
  const partly = (list) => list.find((one) => isPartly(one, state)) ?? null;
  const children = [...dom.children(common)];
  const first = dom.isInclusiveAncestor(start, end) ? null : partly(children);
  const last = dom.isInclusiveAncestor(end, start) ? null : partly([...children].reverse());
  const contained = children.filter((one) => isContained(one, state));
  if (contained.some((one) => one.type === kinds.DOCTYPE)) throw dom.error("HierarchyRequestError", `${prefix}A DocumentType node cannot be contained in the result.`);
  const [node, offset] = collapsePoint(state);
  const partial = (record, own) => {
    const copy = dom.clone(record, record.document, false);
    dom.insert(copy, fragment, null);
    const inner = take(own, isExtract, prefix);
    dom.insert(inner, copy, null);
  };
  if (first !== null) {
    if (dom.isCharacterData(first)) part(start, startOffset, start.data.length);
    else partial(first, { start, startOffset, end: first, endOffset: dom.length(first) });
  }
  for (const one of contained) dom.insert(isExtract ? one : dom.clone(one, one.document, true), fragment, null);
  if (last !== null) {
    if (dom.isCharacterData(last)) part(end, 0, endOffset);
    else partial(last, { start: last, startOffset: 0, end, endOffset });
  }
  if (isExtract) Object.assign(state, { start: node, startOffset: offset, end: node, endOffset: offset });
  return fragment;
};

// https://dom.spec.whatwg.org/#concept-range-insert
const insertNode = (state, node, prefix) => {
  const { start, startOffset } = state;
  if (start.type === kinds.INSTRUCTION || start.type === kinds.COMMENT || (dom.isText(start) && start.parent === null) || start === node) {
    throw dom.error("HierarchyRequestError", `${prefix}This node type does not support this method.`);
  }
  let reference = dom.isText(start) ? start : dom.children(start)[startOffset] ?? null;
  const parent = reference === null ? start : reference.parent;
  dom.ensureValid(node, parent, reference, prefix);
  if (dom.isText(start)) reference = dom.record(Text.prototype.splitText.call(start.node, startOffset));
  if (node === reference) reference = reference.next;
  if (node.parent !== null) dom.remove(node);
  let offset = reference === null ? dom.length(parent) : dom.index(reference);
  offset += node.type === kinds.FRAGMENT ? node.count : 1;
  dom.preInsert(node, parent, reference, prefix);
  if (state.start === state.end && state.startOffset === state.endOffset) [state.end, state.endOffset] = [parent, offset];
};

// How tree changes update live ranges.
const each = (move) => {
  if (live.size === 0) return;
  for (const reference of live) {
    const state = reference.deref();
    if (state === undefined) live.delete(reference);
    else move(state);
  }
};
dom.rangesInsert = (parent, child, count) => {
  if (live.size === 0) return;
  const index = dom.index(child);
  each((state) => {
    if (state.start === parent && state.startOffset > index) state.startOffset += count;
    if (state.end === parent && state.endOffset > index) state.endOffset += count;
  });
};
dom.rangesRemove = (record, parent) => {
  if (live.size === 0) return;
  const index = dom.index(record);
  each((state) => {
    if (dom.isInclusiveAncestor(record, state.start)) [state.start, state.startOffset] = [parent, index];
    if (dom.isInclusiveAncestor(record, state.end)) [state.end, state.endOffset] = [parent, index];
    if (state.start === parent && state.startOffset > index) state.startOffset--;
    if (state.end === parent && state.endOffset > index) state.endOffset--;
  });
};
dom.rangesReplaceData = (record, offset, count, length) =>
  each((state) => {
    for (const [node, key] of [["start", "startOffset"], ["end", "endOffset"]]) {
      if (state[node] !== record || state[key] <= offset) continue;
      state[key] = state[key] <= offset + count ? offset : state[key] + length - count;
    }
  });
dom.rangesSplit = (record, made, offset) =>
  each((state) => {
    const index = dom.index(record);
    for (const [node, key] of [["start", "startOffset"], ["end", "endOffset"]]) {
      if (state[node] === record && state[key] > offset) {
        state[node] = made;
        state[key] -= offset;
      } else if (state[node] === record.parent && state[key] === index + 1) state[key]++;
    }
  });
dom.rangesNormalize = (record, length) => {
  if (live.size === 0) return;
  for (let one = record.next; one !== null && one.type === kinds.TEXT; one = one.next) {
    const index = dom.index(one);
    each((state) => {
      for (const [node, key] of [["start", "startOffset"], ["end", "endOffset"]]) {
        if (state[node] === one) {
          state[node] = record;
          state[key] += length;
        } else if (state[node] === one.parent && state[key] === index) {
          state[node] = record;
          state[key] = length;
        }
      }
    });
    length += one.data.length;
  }
};

dom.createRange = (document) => makeRange(dom.record(document), 0);
dom.makeRange = makeRange;
dom.rangeState = stateOf;

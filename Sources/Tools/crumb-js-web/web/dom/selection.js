// The selection: a range that only scripts can set, because no user drags over the page.
// https://w3c.github.io/selection-api/
"use strict";

const { idl, dom } = web;
const { rangeState } = dom;

const states = new WeakMap();
const stateOf = (selection) => {
  const state = states.get(selection);
  if (!state) throw new TypeError("Illegal invocation");
  return state;
};
// The anchor and focus, as [node, offset].
const ends = (state) => {
  if (state.range === null) return [[null, 0], [null, 0]];
  const { start, startOffset, end, endOffset } = rangeState(state.range);
  const points = [[start.node, startOffset], [end.node, endOffset]];
  return state.isBackwards ? points.reverse() : points;
};
const checked = (node, offset, prefix) => {
  const record = dom.argument(node, prefix);
  offset = idl.unsigned(offset, 32);
  if (record.type === dom.kinds.DOCTYPE) throw dom.error("InvalidNodeTypeError", `${prefix}The node provided is of type 'DocumentType'.`);
  if (offset > dom.length(record)) throw dom.error("IndexSizeError", `${prefix}The offset ${offset} is larger than the node's length (${dom.length(record)}).`);
  return [record, offset];
};
const isHere = (state, record) => dom.shadowIncludingRoot(record) === state.document;

class Selection {
  constructor() {
    throw idl.illegal();
  }
  get anchorNode() {
    return ends(stateOf(this))[0][0];
  }
  get anchorOffset() {
    return ends(stateOf(this))[0][1];
  }
  get focusNode() {
    return ends(stateOf(this))[1][0];
  }
  get focusOffset() {
    return ends(stateOf(this))[1][1];
  }
  get isCollapsed() {
    const { range } = stateOf(this);
    return range === null || range.collapsed;
  }
  get rangeCount() {
    return stateOf(this).range === null ? 0 : 1;
  }
  get type() {
    const { range } = stateOf(this);
    return range === null ? "None" : range.collapsed ? "Caret" : "Range";
  }
  get direction() {
    const state = stateOf(this);
    return state.range === null || state.range.collapsed ? "none" : state.isBackwards ? "backward" : "forward";
  }
  getRangeAt(index) {
    const { range } = stateOf(this);
    if (range === null || idl.unsigned(index, 32) !== 0) throw dom.error("IndexSizeError", `${idl.failed("getRangeAt", "Selection")}${index} is not a valid index.`);
    return range;
  }
  addRange(range) {
    const state = stateOf(this);
    if (state.range === null && isHere(state, rangeState(range).start)) Object.assign(state, { range, isBackwards: false });
  }
  removeRange(range) {
    const state = stateOf(this);
    if (state.range !== range) throw dom.error("NotFoundError", `${idl.failed("removeRange", "Selection")}The given range isn't in document.`);
    state.range = null;
  }
  removeAllRanges() {
    stateOf(this).range = null;
  }
  empty() {
    stateOf(this).range = null;
  }
  collapse(node, offset = 0) {
    const state = stateOf(this);
    if (node === null || node === undefined) {
      state.range = null;
      return;
    }
    const [record, place] = checked(node, offset, idl.failed("collapse", "Selection"));
    if (isHere(state, record)) Object.assign(state, { range: dom.makeRange(record, place), isBackwards: false });
  }
  setPosition(node, offset) {
    this.collapse(node, offset);
  }
  collapseToStart() {
    const { range } = stateOf(this);
    if (range === null) throw dom.error("InvalidStateError", `${idl.failed("collapseToStart", "Selection")}there is no selection.`);
    this.collapse(range.startContainer, range.startOffset);
  }
  collapseToEnd() {
    const { range } = stateOf(this);
    if (range === null) throw dom.error("InvalidStateError", `${idl.failed("collapseToEnd", "Selection")}there is no selection.`);
    this.collapse(range.endContainer, range.endOffset);
  }
  extend(node, offset = 0) {
    const state = stateOf(this);
    checked(node, offset, idl.failed("extend", "Selection"));
    if (state.range === null) throw dom.error("InvalidStateError", `${idl.failed("extend", "Selection")}This Selection object doesn't have any Ranges.`);
    this.setBaseAndExtent(...ends(state)[0], node, offset);
  }
  setBaseAndExtent(anchor, anchorOffset, focus, focusOffset) {
    const prefix = idl.failed("setBaseAndExtent", "Selection");
    const state = stateOf(this);
    const [a, aOffset] = checked(anchor, anchorOffset, prefix);
    const [b, bOffset] = checked(focus, focusOffset, prefix);
    if (!isHere(state, a) || !isHere(state, b)) return;
    const range = dom.makeRange(a, aOffset);
    range.setEnd(focus, bOffset);
    state.isBackwards = rangeState(range).start !== a || rangeState(range).startOffset !== aOffset;
    if (state.isBackwards) range.setEnd(anchor, aOffset);
    state.range = range;
  }
  selectAllChildren(node) {
    const state = stateOf(this);
    const record = dom.argument(node, idl.failed("selectAllChildren", "Selection"));
    if (isHere(state, record)) Object.assign(state, { range: dom.makeRange(record, 0, record, record.count), isBackwards: false });
  }
  containsNode(node, isPartial = false) {
    const { range } = stateOf(this);
    if (range === null) return false;
    const record = dom.argument(node, idl.failed("containsNode", "Selection"));
    if (isPartial) return range.intersectsNode(node);
    return record.parent !== null && range.comparePoint(record.parent.node, dom.index(record)) === 0 && range.comparePoint(record.parent.node, dom.index(record) + 1) === 0;
  }
  deleteFromDocument() {
    stateOf(this).range?.deleteContents();
  }
  modify() {
    stateOf(this);
  }
  toString() {
    const { range } = stateOf(this);
    return range === null ? "" : range.toString();
  }
}
idl.expose(Selection);

const selections = new WeakMap();
dom.getSelection = (node) => {
  const document = dom.record(node);
  if (!document.hasWindow) return null;
  if (!selections.has(document)) {
    const selection = Object.create(Selection.prototype);
    states.set(selection, { document, range: null, isBackwards: false });
    selections.set(document, selection);
  }
  return selections.get(document);
};

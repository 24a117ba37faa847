// The characters to which the pointers of each encoding map.
// https://encoding.spec.whatwg.org/#indexes
"use strict";

// The files in `encodings`: one line for each row of an index, with one character for each pointer and a space if there is
// none. Trailing spaces are omitted.
const rowLengths = { gb18030: 190, big5: 157, "euc-kr": 190, jis0208: 94, jis0212: 94 };

const indexes = new Map();
// Returns a function from a pointer to a code point; 0 if there is none.
web.encodingIndex = (name) => {
  let index = indexes.get(name);
  if (!index) {
    const lines = host.encodingTable(name).split("\n");
    const width = rowLengths[name];
    index = new Uint32Array(lines.length * width);
    lines.forEach((line, row) => {
      let pointer = row * width;
      for (const character of line) {
        if (character !== " ") index[pointer] = character.codePointAt(0);
        pointer++;
      }
    });
    indexes.set(name, index);
  }
  return index;
};

let singleByte;
// The characters for the bytes from 0x80 in a single-byte encoding; 0 for unmapped bytes. undefined for other
// encodings.
web.singleByteIndex = (name) => {
  if (!singleByte) {
    singleByte = new Map();
    for (const line of host.encodingTable("single-byte").split("\n")) {
      const space = line.indexOf(" ");
      const index = new Uint16Array(128);
      for (let i = 0; i < line.length - space - 1; i++) {
        const unit = line.charCodeAt(space + 1 + i);
        index[i] = unit === 0x20 ? 0 : unit;
      }
      singleByte.set(line.slice(0, space), index);
    }
  }
  return singleByte.get(name === "iso-8859-8-i" ? "iso-8859-8" : name);
};

// The four-byte ranges of gb18030 cover what had no two-byte code in 2005. Since then, the first set has gained two-byte
// codes and kept its four-byte codes; the second had two-byte codes and now has none at all. (Two of these never had any: the
// one for 0xA3 0xA0, and U+E7C7, whose pointer is out of order.)
const isInBoth = (code) => (code >= 0x9fb4 && code <= 0x9fbb) || (code >= 0xfe10 && code <= 0xfe19);
const isInNeither = (code) =>
  (code >= 0xe78d && code <= 0xe796) ||
  [0xe5e5, 0xe7c7, 0xe81e, 0xe826, 0xe82b, 0xe82c, 0xe832, 0xe843, 0xe854, 0xe864].includes(code);

let ranges;
// https://encoding.spec.whatwg.org/#index-gb18030-ranges-code-point; 0 if there is none.
web.gb18030Ranges = (pointer) => {
  if (pointer === 7457) return 0xe7c7;
  if (pointer >= 189000) return pointer <= 1237575 ? 0x10000 + pointer - 189000 : 0;
  if (!ranges) {
    const hasTwoBytes = new Uint8Array(0x10000);
    for (const code of web.encodingIndex("gb18030")) hasTwoBytes[code] = 1;
    ranges = [];
    for (let code = 0x80; code < 0x10000; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      if ((hasTwoBytes[code] && !isInBoth(code)) || isInNeither(code)) continue;
      if (ranges.length === 7457) ranges.push(0xe7c7);
      ranges.push(code);
    }
  }
  return ranges[pointer] ?? 0;
};

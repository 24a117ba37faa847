// The encoding of a document.
// https://html.spec.whatwg.org/#determining-the-character-encoding
"use strict";

const boms = [["utf-8", [0xef, 0xbb, 0xbf]], ["utf-16be", [0xfe, 0xff]], ["utf-16le", [0xff, 0xfe]]];

// https://html.spec.whatwg.org/#prescan-a-byte-stream-to-determine-its-encoding, using gumbo on the first bytes instead of a
// separate scanner: both ignore a <meta> inside comments and scripts.
const prescan = (bytes) => {
  const text = web.latin1(bytes.subarray(0, 1024));
  const withoutComments = text.replace(/<!--[\s\S]*?-->/g, "").replace(/<(script|style|title|textarea)\b[\s\S]*?<\/\1/gi, "");
  for (const [tag] of withoutComments.matchAll(/<meta[\s/][^>]*>/gi)) {
    const label =
      /\bcharset\s*=\s*["']?\s*([^\s"'/>;]+)/i.exec(tag)?.[1];
    const isContent = /\bcontent\s*=/i.test(tag) && !/[\s/]charset\s*=/i.test(tag.replace(/\bcontent\s*=\s*("[^"]*"|'[^']*'|\S+)/i, ""));
    if (!label || (isContent && !/http-equiv\s*=\s*["']?content-type/i.test(tag))) continue;
    const name = web.encodingName(label);
    if (name) return /^utf-16/.test(name) ? "utf-8" : name;
  }
  return undefined;
};

const isUTF8 = (bytes) => {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

// Returns the text and the name of its encoding. `label`: the charset of the response.
web.decodeDocument = (bytes, label) => {
  let name;
  for (const [candidate, mark] of boms) if (mark.every((byte, index) => bytes[index] === byte)) name = candidate;
  name ??= label ? web.encodingName(label) : undefined;
  name ??= prescan(bytes);
  // Without a declaration, browsers guess; text that is valid UTF-8 is nearly always meant as such.
  name ??= isUTF8(bytes) ? "utf-8" : "windows-1252";
  return [web.decodeText(bytes, name), name];
};

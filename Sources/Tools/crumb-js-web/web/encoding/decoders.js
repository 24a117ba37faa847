// The decoders of all encodings except UTF-8, which Swift decodes.
// https://encoding.spec.whatwg.org/
"use strict";

const isASCII = (byte) => byte < 0x80;
const isWithin = (byte, first, last) => byte >= first && byte <= last;

// A decoder takes one byte at a time, and emits code points and errors. Each byte that the standard has it put back on the
// queue is one more step.
class Decoder {
  hasError = false;
  #units;
  #count = 0;
  // Decodes the bytes. Each byte yields at most one code unit, and the end at most two.
  decode(bytes, isLast) {
    this.#units = new Uint16Array(bytes.length + 8);
    this.#count = 0;
    for (let i = 0; i < bytes.length; i++) this.step(bytes[i]);
    if (isLast) this.end();
    return host.utf16(this.#units.subarray(0, this.#count));
  }
  put(code) {
    if (code > 0xffff) {
      this.#units[this.#count++] = 0xd7c0 + (code >> 10);
      this.#units[this.#count++] = 0xdc00 | (code & 0x3ff);
    } else {
      this.#units[this.#count++] = code;
    }
  }
  error() {
    this.hasError = true;
    this.put(0xfffd);
  }
  end() {}
}

// https://encoding.spec.whatwg.org/#single-byte-decoder
class SingleByteDecoder extends Decoder {
  #index;
  constructor(index) {
    super();
    this.#index = index;
  }
  step(byte) {
    if (isASCII(byte)) return this.put(byte);
    const code = this.#index[byte - 0x80];
    if (code) this.put(code);
    else this.error();
  }
}

// https://encoding.spec.whatwg.org/#x-user-defined-decoder
class UserDefinedDecoder extends Decoder {
  step(byte) {
    this.put(isASCII(byte) ? byte : 0xf700 + byte);
  }
}

// The common base of decoders with a lead byte and a trail byte.
class DoubleByteDecoder extends Decoder {
  lead = 0;
  // Ends a sequence: emits the character, or an error, after which an ASCII byte stands for itself.
  finish(code, byte) {
    if (code) return this.put(code);
    this.error();
    if (isASCII(byte)) this.step(byte);
  }
  end() {
    if (this.lead) this.error();
    this.lead = 0;
  }
}

// https://encoding.spec.whatwg.org/#gb18030-decoder, which is also used for GBK
class GB18030Decoder extends DoubleByteDecoder {
  #index = web.encodingIndex("gb18030");
  #second = 0;
  #third = 0;
  step(byte) {
    const { lead } = this;
    const second = this.#second;
    const third = this.#third;
    if (third) {
      this.lead = this.#second = this.#third = 0;
      if (!isWithin(byte, 0x30, 0x39)) {
        this.error();
        this.step(second);
        this.step(third);
        return this.step(byte);
      }
      const pointer = (((lead - 0x81) * 10 + second - 0x30) * 126 + third - 0x81) * 10 + byte - 0x30;
      const code = web.gb18030Ranges(pointer);
      return code ? this.put(code) : this.error();
    }
    if (second) {
      if (isWithin(byte, 0x81, 0xfe)) return void (this.#third = byte);
      this.lead = this.#second = 0;
      this.error();
      this.step(second);
      return this.step(byte);
    }
    if (lead) {
      if (isWithin(byte, 0x30, 0x39)) return void (this.#second = byte);
      this.lead = 0;
      const isTrail = isWithin(byte, 0x40, 0x7e) || isWithin(byte, 0x80, 0xfe);
      const pointer = (lead - 0x81) * 190 + byte - (byte < 0x7f ? 0x40 : 0x41);
      return this.finish(isTrail ? this.#index[pointer] : 0, byte);
    }
    if (isASCII(byte)) return this.put(byte);
    if (byte === 0x80) return this.put(0x20ac);
    if (byte === 0xff) return this.error();
    this.lead = byte;
  }
  end() {
    super.end();
    this.#second = this.#third = 0;
  }
}

// https://encoding.spec.whatwg.org/#big5-decoder
class Big5Decoder extends DoubleByteDecoder {
  #index = web.encodingIndex("big5");
  // Pointers that yield two code points.
  static #pairs = { 1133: [0xca, 0x304], 1135: [0xca, 0x30c], 1164: [0xea, 0x304], 1166: [0xea, 0x30c] };
  step(byte) {
    const { lead } = this;
    if (lead) {
      this.lead = 0;
      const isTrail = isWithin(byte, 0x40, 0x7e) || isWithin(byte, 0xa1, 0xfe);
      const pointer = (lead - 0x81) * 157 + byte - (byte < 0x7f ? 0x40 : 0x62);
      if (isTrail && pointer in Big5Decoder.#pairs) {
        return Big5Decoder.#pairs[pointer].forEach((code) => this.put(code));
      }
      return this.finish(isTrail ? this.#index[pointer] : 0, byte);
    }
    if (isASCII(byte)) return this.put(byte);
    if (isWithin(byte, 0x81, 0xfe)) this.lead = byte;
    else this.error();
  }
}

// https://encoding.spec.whatwg.org/#euc-kr-decoder
class EUCKRDecoder extends DoubleByteDecoder {
  #index = web.encodingIndex("euc-kr");
  step(byte) {
    const { lead } = this;
    if (lead) {
      this.lead = 0;
      const isTrail = isWithin(byte, 0x41, 0xfe);
      return this.finish(isTrail ? this.#index[(lead - 0x81) * 190 + byte - 0x41] : 0, byte);
    }
    if (isASCII(byte)) return this.put(byte);
    if (isWithin(byte, 0x81, 0xfe)) this.lead = byte;
    else this.error();
  }
}

// https://encoding.spec.whatwg.org/#euc-jp-decoder
class EUCJPDecoder extends DoubleByteDecoder {
  #index = web.encodingIndex("jis0208");
  #isThreeBytes = false;
  step(byte) {
    const { lead } = this;
    if (lead === 0x8e && isWithin(byte, 0xa1, 0xdf)) {
      this.lead = 0;
      return this.put(0xff61 - 0xa1 + byte);
    }
    if (lead === 0x8f && isWithin(byte, 0xa1, 0xfe)) {
      this.#isThreeBytes = true;
      this.lead = byte;
      return;
    }
    if (lead) {
      this.lead = 0;
      const index = this.#isThreeBytes ? web.encodingIndex("jis0212") : this.#index;
      this.#isThreeBytes = false;
      const isPair = isWithin(lead, 0xa1, 0xfe) && isWithin(byte, 0xa1, 0xfe);
      return this.finish(isPair ? index[(lead - 0xa1) * 94 + byte - 0xa1] : 0, byte);
    }
    if (isASCII(byte)) return this.put(byte);
    if (byte === 0x8e || byte === 0x8f || isWithin(byte, 0xa1, 0xfe)) this.lead = byte;
    else this.error();
  }
  end() {
    super.end();
    this.#isThreeBytes = false;
  }
}

// https://encoding.spec.whatwg.org/#shift_jis-decoder
class ShiftJISDecoder extends DoubleByteDecoder {
  #index = web.encodingIndex("jis0208");
  step(byte) {
    const { lead } = this;
    if (lead) {
      this.lead = 0;
      const isTrail = isWithin(byte, 0x40, 0x7e) || isWithin(byte, 0x80, 0xfc);
      const pointer = (lead - (lead < 0xa0 ? 0x81 : 0xc1)) * 188 + byte - (byte < 0x7f ? 0x40 : 0x41);
      // The end-user-defined characters.
      if (isTrail && isWithin(pointer, 8836, 10715)) return this.put(0xe000 - 8836 + pointer);
      return this.finish(isTrail ? this.#index[pointer] : 0, byte);
    }
    if (byte <= 0x80) return this.put(byte);
    if (isWithin(byte, 0xa1, 0xdf)) return this.put(0xff61 - 0xa1 + byte);
    if (isWithin(byte, 0x81, 0x9f) || isWithin(byte, 0xe0, 0xfc)) this.lead = byte;
    else this.error();
  }
}

// https://encoding.spec.whatwg.org/#iso-2022-jp-decoder
class ISO2022JPDecoder extends Decoder {
  static #escapes = { "(B": "ascii", "(J": "roman", "(I": "katakana", "$@": "lead", $B: "lead" };
  #index = web.encodingIndex("jis0208");
  #state = "ascii";
  #outputState = "ascii";
  #lead = 0;
  // Whether the last sequence was an escape sequence.
  #hasSwitched = false;
  // `undefined` marks the end of the queue.
  step(byte) {
    switch (this.#state) {
      case "escapeStart":
        if (byte === 0x24 || byte === 0x28) {
          this.#lead = byte;
          this.#state = "escape";
          return;
        }
        return this.#refuseEscape(byte);
      case "escape":
        return this.#endEscape(byte);
      case "trail":
        if (byte === 0x1b) {
          this.#state = "escapeStart";
          return this.error();
        }
        this.#state = "lead";
        if (byte === undefined || !isWithin(byte, 0x21, 0x7e)) return this.error();
        const code = this.#index[(this.#lead - 0x21) * 94 + byte - 0x21];
        return code ? this.put(code) : this.error();
    }
    if (byte === undefined) return;
    if (byte === 0x1b) {
      this.#state = "escapeStart";
      return;
    }
    this.#hasSwitched = false;
    switch (this.#state) {
      case "katakana":
        return isWithin(byte, 0x21, 0x5f) ? this.put(0xff61 - 0x21 + byte) : this.error();
      case "lead":
        if (!isWithin(byte, 0x21, 0x7e)) return this.error();
        this.#lead = byte;
        this.#state = "trail";
        return;
      default:
        if (!isASCII(byte) || byte === 0x0e || byte === 0x0f) return this.error();
        if (this.#state === "roman" && byte === 0x5c) return this.put(0xa5);
        if (this.#state === "roman" && byte === 0x7e) return this.put(0x203e);
        return this.put(byte);
    }
  }
  #endEscape(byte) {
    const lead = this.#lead;
    this.#lead = 0;
    const state = byte === undefined ? undefined : ISO2022JPDecoder.#escapes[String.fromCharCode(lead, byte)];
    if (!state) return this.#refuseEscape(lead, byte);
    this.#state = this.#outputState = state;
    if (this.#hasSwitched) this.error();
    this.#hasSwitched = true;
  }
  #refuseEscape(...bytes) {
    this.#hasSwitched = false;
    this.#state = this.#outputState;
    this.error();
    for (const byte of bytes) this.step(byte);
  }
  end() {
    this.step(undefined);
  }
}

// https://encoding.spec.whatwg.org/#shared-utf-16-decoder
class UTF16Decoder extends Decoder {
  #isBigEndian;
  #first = -1;
  #surrogate = 0;
  constructor(isBigEndian) {
    super();
    this.#isBigEndian = isBigEndian;
  }
  step(byte) {
    const first = this.#first;
    if (first < 0) return void (this.#first = byte);
    this.#first = -1;
    const unit = this.#isBigEndian ? (first << 8) | byte : first | (byte << 8);
    const lead = this.#surrogate;
    this.#surrogate = 0;
    if (lead) {
      if (isWithin(unit, 0xdc00, 0xdfff)) return this.put(0x10000 + ((lead & 0x3ff) << 10) + (unit & 0x3ff));
      this.error();
    }
    if (isWithin(unit, 0xd800, 0xdbff)) this.#surrogate = unit;
    else if (isWithin(unit, 0xdc00, 0xdfff)) this.error();
    else this.put(unit);
  }
  end() {
    if (this.#first >= 0 || this.#surrogate) this.error();
    this.#first = -1;
    this.#surrogate = 0;
  }
}

// The number of bytes at the end that start a UTF-8 sequence which may continue.
const unfinished = (bytes) => {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if (byte < 0x80) return 0;
    if (byte >= 0xc2) {
      const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      if (byte > 0xf4 || back >= wanted) return 0;
      const second = bytes[bytes.length - back + 1];
      if (back > 1) {
        const low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
        const high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
        if (second < low || second > high) return 0;
      }
      return back;
    }
  }
  return 0;
};

const isValidUTF8 = (bytes, text) => {
  if (!text.includes("\uFFFD")) return true;
  const again = new Uint8Array(host.encode(text));
  if (again.length !== bytes.length) return false;
  for (let i = 0; i < bytes.length; i++) if (again[i] !== bytes[i]) return false;
  return true;
};

// https://encoding.spec.whatwg.org/#utf-8-decoder
class UTF8Decoder {
  hasError = false;
  #rest = new Uint8Array(0);
  decode(bytes, isLast) {
    if (this.#rest.length) bytes = web.concat([this.#rest, bytes]);
    const count = isLast ? 0 : unfinished(bytes);
    this.#rest = bytes.slice(bytes.length - count);
    const whole = bytes.subarray(0, bytes.length - count);
    const text = host.decode(whole);
    this.hasError ||= !isValidUTF8(whole, text);
    return text;
  }
}

const kinds = {
  "utf-8": () => new UTF8Decoder(),
  gbk: () => new GB18030Decoder(),
  gb18030: () => new GB18030Decoder(),
  big5: () => new Big5Decoder(),
  "euc-jp": () => new EUCJPDecoder(),
  "iso-2022-jp": () => new ISO2022JPDecoder(),
  shift_jis: () => new ShiftJISDecoder(),
  "euc-kr": () => new EUCKRDecoder(),
  "utf-16be": () => new UTF16Decoder(true),
  "utf-16le": () => new UTF16Decoder(false),
  "x-user-defined": () => new UserDefinedDecoder(),
};
// Makes a new decoder for each text; not for "replacement", which never has any text.
web.makeDecoder = (name) => kinds[name]?.() ?? new SingleByteDecoder(web.singleByteIndex(name));

// The encoding of a text that starts with these bytes: a byte order mark takes precedence over `name`.
// https://encoding.spec.whatwg.org/#decode
web.sniffEncoding = (bytes, name) => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return name;
};
// https://encoding.spec.whatwg.org/#replacement-decoder
class ReplacementDecoder {
  #isTold = false;
  decode(bytes) {
    if (bytes.length === 0 || this.#isTold) return "";
    this.#isTold = true;
    return "\uFFFD";
  }
}
// Returns decode(bytes, isLast) for a text that arrives in pieces; removes its byte order mark.
web.startDecoding = (name) => {
  if (name === "replacement") return new ReplacementDecoder();
  const decoder = web.makeDecoder(name);
  let isAtStart = name.startsWith("utf-");
  return {
    decode(bytes, isLast) {
      const text = decoder.decode(bytes, isLast);
      if (!isAtStart || text === "") return text;
      isAtStart = false;
      return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    },
  };
};
web.decodeText = (bytes, name) => web.startDecoding(web.sniffEncoding(bytes, name)).decode(bytes, true);

internal import BrowserInfra

extension URLParser {
    /// Path start state.
    ///
    /// https://url.spec.whatwg.org/#path-start-state
    mutating func pathStartState() {
        if special != nil {
            // 1. Special: a path, even an empty one; skip its first slash.
            state = .path
            if !isSlash(c) { pointer -= 1 }
        } else if beginQueryOrFragment() {
            // 2., 3. "?" and "#": no path, but a query or a fragment.
        } else if c != nil {
            // 4. Otherwise, unless at the end: a path; skip its first slash.
            state = .path
            if c != "/" { pointer -= 1 }
        }
    }

    /// Path state.
    ///
    /// https://url.spec.whatwg.org/#path-state
    mutating func pathState() {
        // 2. Within a segment: collect c, percent-encoded.
        guard endsSegment else {
            if let c { buffer.append(c.byte, percentEncodedIn: .path) }
            return
        }
        // 1. At the end of a segment:
        if buffer.isDoubleDotSegment {
            // 1.2. ".." removes the previous segment; at the end of the path, it leaves an empty
            // one.
            shortenPath()
            if !isSlash(c) { path.append("") }
        } else if buffer.isSingleDotSegment {
            // 1.3. "." is dropped; at the end of the path, it leaves an empty segment.
            if !isSlash(c) { path.append("") }
        } else {
            // 1.4. Otherwise append the segment; a file's drive letter `C|` becomes `C:`.
            if special == .file, path.isEmpty, buffer.isWindowsDriveLetter {
                buffer[1] = UInt8(ascii: ":")
            }
            path.append(String(decoding: buffer, as: UTF8.self))
        }
        // 1.5. to 1.7. Empty the buffer; "?" begins a query, "#" a fragment.
        buffer.removeAll(keepingCapacity: true)
        _ = beginQueryOrFragment()
    }

    /// At the end, a slash (or a special URL's backslash), "?" or "#".
    private var endsSegment: Bool { endsAuthority(c) }

    /// Opaque path state.
    ///
    /// https://url.spec.whatwg.org/#cannot-be-a-base-url-path-state
    mutating func opaquePathState() {
        // 3. A space is encoded only if "?" or "#" follows, so that the path does not end in one.
        if c == " " {
            if remainingStarts(with: "?") || remainingStarts(with: "#") {
                buffer += Array("%20".utf8)
            } else {
                buffer.append(0x20)
            }
        } else if let c, c != "?", c != "#" {
            // 4. Otherwise, unless at the end: collect c, percent-encoded.
            buffer.append(c.byte, percentEncodedIn: .c0Control)
        } else {
            // 1., 2. "?" begins a query, "#" a fragment. The buffer is url's path.
            opaquePath = String(decoding: takeBuffer(), as: UTF8.self)
            _ = beginQueryOrFragment()
        }
    }

    /// Query state.
    ///
    /// https://url.spec.whatwg.org/#query-state
    mutating func queryState() {
        // 1. A legacy encoding would be applied here; crumb's input is always UTF-8.
        if let c, c != "#" {
            // 3. Collect c, percent-encoded; in UTF-8, this does not depend on its neighbors.
            buffer.append(c.byte, percentEncodedIn: special != nil ? .specialQuery : .query)
        } else {
            // 2. At the end or "#", which begins a fragment: the buffer is url's query.
            url.query = String(decoding: takeBuffer(), as: UTF8.self)
            _ = beginQueryOrFragment()
        }
    }

    /// Fragment state.
    ///
    /// https://url.spec.whatwg.org/#fragment-state
    mutating func fragmentState() {
        // 1. Collect c, percent-encoded; at the end the buffer is url's fragment.
        if let c {
            buffer.append(c.byte, percentEncodedIn: .fragment)
        } else {
            url.fragment = String(decoding: takeBuffer(), as: UTF8.self)
        }
    }

    /// Whether the rest of the input starts with a Windows drive letter.
    ///
    /// https://url.spec.whatwg.org/#start-with-a-windows-drive-letter
    var startsWithWindowsDriveLetter: Bool {
        // 1. At least two code points, of which the first two are a Windows drive letter.
        let rest = input.dropFirst(pointer)
        guard Array(rest.prefix(2)).isWindowsDriveLetter else { return false }
        // 2. And there is no third, or it is one of "/", "\", "?" and "#".
        guard let third = rest.dropFirst(2).first else { return true }
        return "/\\?#".utf8.contains(third)
    }
}

extension [UInt8] {
    /// A letter, and a colon or a vertical bar.
    ///
    /// https://url.spec.whatwg.org/#windows-drive-letter
    var isWindowsDriveLetter: Bool {
        count == 2 && self[0].isASCIIAlpha
            && (self[1] == UInt8(ascii: ":") || self[1] == UInt8(ascii: "|"))
    }

    /// A letter and a colon.
    ///
    /// https://url.spec.whatwg.org/#normalized-windows-drive-letter
    var isNormalizedWindowsDriveLetter: Bool {
        isWindowsDriveLetter && self[1] == UInt8(ascii: ":")
    }

    /// `.`, or its percent-encoded form.
    ///
    /// https://url.spec.whatwg.org/#single-dot-path-segment
    fileprivate var isSingleDotSegment: Bool {
        count <= 3 && undotted == [UInt8(ascii: ".")]
    }

    /// `..`, with either dot possibly percent-encoded.
    ///
    /// https://url.spec.whatwg.org/#double-dot-path-segment
    fileprivate var isDoubleDotSegment: Bool {
        count <= 6 && undotted == [UInt8(ascii: "."), UInt8(ascii: ".")]
    }

    /// The string with each `%2e`, in either case, replaced by a dot.
    private var undotted: [UInt8] {
        var output: [UInt8] = []
        var rest = self[...]
        while let first = rest.first {
            if rest.prefix(3).elementsEqual("%2e".utf8, by: { $0.asciiLowercased == $1 }) {
                output.append(UInt8(ascii: "."))
                rest = rest.dropFirst(3)
            } else {
                output.append(first)
                rest = rest.dropFirst()
            }
        }
        return output
    }
}

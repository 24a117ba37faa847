internal import BrowserInfra

/// The basic URL parser, as a state machine.
///
/// It reads UTF-8: every code point that a state compares with is ASCII, and the others are
/// percent-encoded or collected byte by byte. `url`'s path is kept in `path` until the end. The
/// arguments *url* and *state override* serve the setters of script's `URL` class, and *encoding*
/// serves HTML in a legacy encoding; the parser needs neither, so their steps are omitted.
/// Validation errors, which have no effect, are not recorded; failures are thrown.
///
/// https://url.spec.whatwg.org/#concept-basic-url-parser
struct URLParser {
    enum State {
        case schemeStart, scheme, noScheme
        case specialRelativeOrAuthority, pathOrAuthority
        case relative, relativeSlash
        case specialAuthoritySlashes, specialAuthorityIgnoreSlashes
        case authority, host, port
        case file, fileSlash, fileHost
        case pathStart, path, opaquePath
        case query, fragment
    }

    /// A byte of the input that can be compared with a literal.
    struct CodeUnit: Equatable, ExpressibleByUnicodeScalarLiteral {
        let byte: UInt8

        init(_ byte: UInt8) { self.byte = byte }
        init(unicodeScalarLiteral scalar: Unicode.Scalar) { byte = UInt8(ascii: scalar) }
    }

    let original: String
    let input: [UInt8]
    let base: WebURL?

    var url = URLRecord()
    var path: [String] = []
    var opaquePath: String?
    /// The scheme of `url`, if it is special.
    var special: SpecialScheme?

    var state = State.schemeStart
    var buffer: [UInt8] = []
    var atSignSeen = false
    var insideBrackets = false
    var passwordTokenSeen = false
    var pointer = 0

    init(input: String, base: WebURL?) {
        original = input
        self.base = base
        // 1. Begin with a new URL, and remove leading and trailing C0 controls and spaces.
        // 2. A validation error, which has no effect.
        // 3. Remove every ASCII tab and newline.
        // 4. to 8. Begin in scheme start state, at the first code point, with an empty buffer and
        //    all flags false. The encoding is UTF-8.
        let bytes = Array(input.utf8)
        let first = bytes.firstIndex { $0 > 0x20 } ?? bytes.endIndex
        let last = bytes.lastIndex { $0 > 0x20 } ?? first
        self.input = bytes[first..<Swift.min(last + 1, bytes.endIndex)]
            .filter { $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    }

    /// The code point (its byte, if it is ASCII) that `pointer` points to; `nil` is the end.
    var c: CodeUnit? {
        pointer < input.count ? CodeUnit(input[pointer]) : nil
    }

    /// The input after the code point that `pointer` points to.
    func remainingStarts(with prefix: String) -> Bool {
        input.dropFirst(pointer + 1).starts(with: prefix.utf8)
    }

    /// Whether `c` ends an authority: the end, a slash, `?`, `#`, or a special URL's backslash.
    func endsAuthority(_ c: CodeUnit?) -> Bool {
        switch c {
        case nil, "/", "?", "#": true
        case "\\": special != nil
        default: false
        }
    }

    /// Whether `c` separates path segments: a slash, or a special URL's backslash.
    func isSlash(_ c: CodeUnit?) -> Bool {
        c == "/" || (special != nil && c == "\\")
    }

    /// Empties the buffer, and returns its contents.
    mutating func takeBuffer() -> [UInt8] {
        defer { buffer.removeAll(keepingCapacity: true) }
        return buffer
    }

    mutating func run() throws(URLFailure) -> URLRecord {
        // 9. Run the state machine; stop after a run that leaves the pointer at the end, otherwise
        //    advance the pointer by one.
        while true {
            try step()
            if pointer >= input.count { break }
            pointer += 1
        }
        // 10. Return url.
        if let opaquePath { url.path = .opaque(opaquePath) } else { url.path = .list(path) }
        return url
    }

    private mutating func step() throws(URLFailure) {
        switch state {
        case .schemeStart: schemeStartState()
        case .scheme: schemeState()
        case .noScheme: try noSchemeState()
        case .specialRelativeOrAuthority: specialRelativeOrAuthorityState()
        case .pathOrAuthority: pathOrAuthorityState()
        case .relative: relativeState()
        case .relativeSlash: relativeSlashState()
        case .specialAuthoritySlashes: specialAuthoritySlashesState()
        case .specialAuthorityIgnoreSlashes: specialAuthorityIgnoreSlashesState()
        case .authority: try authorityState()
        case .host: try hostState()
        case .port: try portState()
        case .file: fileState()
        case .fileSlash: fileSlashState()
        case .fileHost: try fileHostState()
        case .pathStart: pathStartState()
        case .path: pathState()
        case .opaquePath: opaquePathState()
        case .query: queryState()
        case .fragment: fragmentState()
        }
    }
}

extension URLParser {
    /// Switches to the query or fragment state if `c` begins one, and returns whether it did.
    mutating func beginQueryOrFragment() -> Bool {
        switch c {
        case "?":
            // Set url's query to the empty string and state to query state.
            url.query = ""
            state = .query
            return true
        case "#":
            // Set url's fragment to the empty string and state to fragment state.
            url.fragment = ""
            state = .fragment
            return true
        default:
            return false
        }
    }

    /// Copies the path of `other`, which is always a list here.
    mutating func clonePath(of other: WebURL) {
        if case .list(let segments) = other.path { path = segments }
    }

    /// Removes the last segment, unless it is a drive letter.
    ///
    /// https://url.spec.whatwg.org/#pop-a-urls-path
    mutating func shortenPath() {
        // 1., 2. Assert that the path is not opaque; take it.
        // 3. A file URL keeps a normalized Windows drive letter that is its only segment.
        if special == .file, path.count == 1, Array(path[0].utf8).isNormalizedWindowsDriveLetter {
            return
        }
        // 4. Remove the last segment, if any.
        _ = path.popLast()
    }
}

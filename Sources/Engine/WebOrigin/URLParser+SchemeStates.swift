internal import BrowserInfra

extension URLParser {
    /// Scheme start state.
    ///
    /// https://url.spec.whatwg.org/#scheme-start-state
    mutating func schemeStartState() {
        // 1. An ASCII letter, lower-cased, begins the scheme.
        if let c, c.byte.isASCIIAlpha {
            buffer.append(c.byte.asciiLowercased)
            state = .scheme
        } else {
            // 2. Otherwise, set state to no scheme state, and look at c again.
            state = .noScheme
            pointer -= 1
        }
    }

    /// Scheme state.
    ///
    /// https://url.spec.whatwg.org/#scheme-state
    mutating func schemeState() {
        // 1. An ASCII letter or digit, "+", "-" or "." belongs to the scheme, lower-cased.
        if let c, c.byte.isASCIIAlphanumeric || c == "+" || c == "-" || c == "." {
            buffer.append(c.byte.asciiLowercased)
            return
        }
        // 3. Otherwise, unless c is a colon, there is no scheme: empty the buffer and start over
        //    in no scheme state.
        guard c == ":" else {
            buffer.removeAll()
            state = .noScheme
            pointer = -1
            return
        }
        // 2. Otherwise (a colon), the buffer is the scheme: set it (2.2.), and empty the buffer
        //    (2.4.).
        url.scheme = String(decoding: takeBuffer(), as: UTF8.self)
        special = SpecialScheme(url.scheme)
        if special == .file {
            // 2.5. file: go to file state.
            state = .file
        } else if special != nil, base?.scheme == url.scheme {
            // 2.6. Special and of base's scheme: `http:x` is relative, `http://x` is not.
            state = .specialRelativeOrAuthority
        } else if special != nil {
            // 2.7. Special: slashes must follow, however many.
            state = .specialAuthoritySlashes
        } else if remainingStarts(with: "/") {
            // 2.8. A slash: a path or an authority.
            state = .pathOrAuthority
            pointer += 1
        } else {
            // 2.9. Otherwise the path is opaque.
            opaquePath = ""
            state = .opaquePath
        }
    }

    /// No scheme state.
    ///
    /// https://url.spec.whatwg.org/#no-scheme-state
    mutating func noSchemeState() throws(URLFailure) {
        // 1. Without a base, or on one with an opaque path unless c is "#": failure.
        guard let base else { throw .missingScheme(input: original) }
        if case .opaque(let text) = base.path {
            guard c == "#" else { throw .missingScheme(input: original) }
            // 2. On an opaque path, "#": base's scheme, path and query, and a fragment.
            url.scheme = base.scheme
            special = nil
            opaquePath = text
            url.query = base.query
            _ = beginQueryOrFragment()
        } else {
            // 3. On a base that is not a file: relative state.
            // 4. Otherwise: file state. In both, look at c again.
            state = base.scheme == "file" ? .file : .relative
            pointer -= 1
        }
    }

    /// Special relative or authority state.
    ///
    /// https://url.spec.whatwg.org/#special-relative-or-authority-state
    mutating func specialRelativeOrAuthorityState() {
        // 1. Two slashes: an authority.
        if c == "/", remainingStarts(with: "/") {
            state = .specialAuthorityIgnoreSlashes
            pointer += 1
        } else {
            // 2. Otherwise relative, looking at c again.
            state = .relative
            pointer -= 1
        }
    }

    /// Path or authority state.
    ///
    /// https://url.spec.whatwg.org/#path-or-authority-state
    mutating func pathOrAuthorityState() {
        // 1. A second slash: an authority.
        if c == "/" {
            state = .authority
        } else {
            // 2. Otherwise a path, looking at c again.
            state = .path
            pointer -= 1
        }
    }

    /// Relative state.
    ///
    /// https://url.spec.whatwg.org/#relative-state
    mutating func relativeState() {
        guard let base else { return }
        // 1. Assert: base is not a file.
        // 2. Set url's scheme to base's.
        url.scheme = base.scheme
        special = SpecialScheme(base.scheme)
        // 3., 4. A slash (or a special URL's backslash): relative slash state.
        if isSlash(c) {
            state = .relativeSlash
            return
        }
        // 5. Otherwise, take base's username, password, host, port, path and query.
        copyAuthority(of: base)
        clonePath(of: base)
        url.query = base.query
        // 5.2., 5.3. "?" begins a query of its own, "#" a fragment.
        if beginQueryOrFragment() { return }
        // 5.4. Otherwise, unless at the end: no query, and the path continues without its last
        // segment.
        if c != nil {
            url.query = nil
            shortenPath()
            state = .path
            pointer -= 1
        }
    }

    /// Relative slash state.
    ///
    /// https://url.spec.whatwg.org/#relative-slash-state
    mutating func relativeSlashState() {
        if special != nil, isSlash(c) {
            // 1. Special and a second slash or backslash: an authority, after any more of them.
            state = .specialAuthorityIgnoreSlashes
        } else if c == "/" {
            // 2. A second slash: an authority.
            state = .authority
        } else {
            // 3. Otherwise base's username, password, host and port, and a path, looking at c
            //    again.
            if let base { copyAuthority(of: base) }
            state = .path
            pointer -= 1
        }
    }

    private mutating func copyAuthority(of base: WebURL) {
        url.username = base.username
        url.password = base.password
        url.host = base.host
        url.port = base.port
    }
}

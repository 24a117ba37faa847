internal import BrowserInfra

extension URLParser {
    /// Special authority slashes state.
    ///
    /// https://url.spec.whatwg.org/#special-authority-slashes-state
    mutating func specialAuthoritySlashesState() {
        // 1. Two slashes: skip them, and any more.
        // 2. Otherwise, continue without them, looking at c again.
        if c == "/", remainingStarts(with: "/") { pointer += 1 } else { pointer -= 1 }
        state = .specialAuthorityIgnoreSlashes
    }

    /// Special authority ignore slashes state.
    ///
    /// https://url.spec.whatwg.org/#special-authority-ignore-slashes-state
    mutating func specialAuthorityIgnoreSlashesState() {
        // 1. Neither slash nor backslash: authority state, looking at c again.
        // 2. Otherwise skip it.
        if c != "/", c != "\\" {
            state = .authority
            pointer -= 1
        }
    }

    /// Authority state.
    ///
    /// https://url.spec.whatwg.org/#authority-state
    mutating func authorityState() throws(URLFailure) {
        if c == "@" {
            // 1. "@": what was collected is userinfo. An earlier "@" belongs to it, encoded.
            var userinfo = atSignSeen ? Array("%40".utf8) : []
            userinfo += takeBuffer()
            atSignSeen = true
            appendUserinfo(userinfo)
        } else if endsAuthority(c) {
            // 2. The end of the authority: after userinfo there must be a host.
            if atSignSeen, buffer.isEmpty { throw .missingHost(input: original) }
            // Read the buffer again, in host state.
            pointer -= buffer.count + 1
            buffer.removeAll(keepingCapacity: true)
            state = .host
        } else if let c {
            // 3. Otherwise collect c.
            buffer.append(c.byte)
        }
    }

    /// Appends to url's username and, after the first colon, to its password, percent-encoded.
    private mutating func appendUserinfo(_ userinfo: [UInt8]) {
        var username: [UInt8] = []
        var password: [UInt8] = []
        for byte in userinfo {
            if byte == UInt8(ascii: ":"), !passwordTokenSeen {
                passwordTokenSeen = true
            } else if passwordTokenSeen {
                password.append(byte, percentEncodedIn: .userinfo)
            } else {
                username.append(byte, percentEncodedIn: .userinfo)
            }
        }
        url.username += String(decoding: username, as: UTF8.self)
        url.password += String(decoding: password, as: UTF8.self)
    }

    /// Host state.
    ///
    /// https://url.spec.whatwg.org/#host-state
    mutating func hostState() throws(URLFailure) {
        if c == ":", !insideBrackets {
            // 1. A colon outside brackets ends the host, which must not be empty; a port follows.
            if buffer.isEmpty { throw .missingHost(input: original) }
            url.host = try parseHost()
            state = .port
        } else if endsAuthority(c) {
            // 2. The end of the authority, to be looked at again: a special URL needs a host.
            pointer -= 1
            if special != nil, buffer.isEmpty { throw .missingHost(input: original) }
            url.host = try parseHost()
            state = .pathStart
        } else if let c {
            // 3. Otherwise collect c, minding the brackets of an IPv6 address.
            if c == "[" { insideBrackets = true }
            if c == "]" { insideBrackets = false }
            buffer.append(c.byte)
        }
    }

    /// Host parsing of the buffer, as an opaque host if url is not special; empties the buffer.
    private mutating func parseHost() throws(URLFailure) -> Host {
        let bytes = takeBuffer()
        do throws(HostProblem) {
            return try Host(parsing: bytes, isOpaque: special == nil)
        } catch {
            throw .invalidHost(host: String(decoding: bytes, as: UTF8.self), problem: error)
        }
    }

    /// Port state.
    ///
    /// https://url.spec.whatwg.org/#port-state
    mutating func portState() throws(URLFailure) {
        if let c, c.byte.isASCIIDigit {
            // 1. Collect digits.
            buffer.append(c.byte)
            return
        }
        // 3. Anything but a digit or the end of the authority: failure.
        guard endsAuthority(c) else { throw .invalidPort(port: portText()) }
        // 2. At the end of the authority: a port above 65535 is a failure; the scheme's default
        //    port becomes null, as does a missing one.
        if !buffer.isEmpty {
            guard let port = UInt16(decimal: buffer) else { throw .invalidPort(port: portText()) }
            url.port = port == special?.defaultPort ? nil : port
            buffer.removeAll(keepingCapacity: true)
        }
        state = .pathStart
        pointer -= 1
    }

    /// Returns all of the text in place of the port, for the failure.
    private func portText() -> String {
        let rest = input.dropFirst(pointer).prefix { !endsAuthority(CodeUnit($0)) }
        return String(decoding: buffer + rest, as: UTF8.self)
    }

    /// File state.
    ///
    /// https://url.spec.whatwg.org/#file-state
    mutating func fileState() {
        // 1., 2. Set url's scheme to "file" and its host to the empty string.
        url.scheme = "file"
        special = .file
        url.host = .empty
        // 3. A slash or backslash: file slash state.
        if isSlash(c) {
            state = .fileSlash
            return
        }
        // 5. Otherwise, unless base is a file: a path, looking at c again.
        guard let base, base.scheme == "file" else {
            state = .path
            pointer -= 1
            return
        }
        // 4. Otherwise, take base's host, path and query.
        url.host = base.host
        clonePath(of: base)
        url.query = base.query
        // 4.2., 4.3. "?" begins a query of its own, "#" a fragment.
        if beginQueryOrFragment() { return }
        // 4.4. Otherwise, unless at the end: no query, and the path continues without its last
        // segment, or is emptied before a Windows drive letter.
        if c != nil {
            url.query = nil
            if startsWithWindowsDriveLetter { path = [] } else { shortenPath() }
            state = .path
            pointer -= 1
        }
    }

    /// File slash state.
    ///
    /// https://url.spec.whatwg.org/#file-slash-state
    mutating func fileSlashState() {
        // 1. A second slash or backslash: a host.
        if isSlash(c) {
            state = .fileHost
            return
        }
        // 2.1. Otherwise, if base is a file, take its host, and its drive letter unless url has
        //      one.
        if let base, base.scheme == "file" {
            url.host = base.host
            if !startsWithWindowsDriveLetter, case .list(let segments) = base.path,
                let first = segments.first, Array(first.utf8).isNormalizedWindowsDriveLetter
            {
                path.append(first)
            }
        }
        // 2.2. A path, looking at c again.
        state = .path
        pointer -= 1
    }

    /// File host state.
    ///
    /// https://url.spec.whatwg.org/#file-host-state
    mutating func fileHostState() throws(URLFailure) {
        // 2. Before the end of the host: collect c.
        guard endsAuthority(c) else {
            if let c { buffer.append(c.byte) }
            return
        }
        // 1. At the end of the host, to be looked at again:
        pointer -= 1
        if buffer.isWindowsDriveLetter {
            // 1.1. A Windows drive letter is not a host but the beginning of a path; it stays in
            // the buffer.
            state = .path
        } else if buffer.isEmpty {
            // 1.2. An empty host.
            url.host = .empty
            state = .pathStart
        } else {
            // 1.3. Otherwise parse the host; "localhost" is the empty host.
            let host = try parseHost()
            url.host = host == .domain("localhost") ? .empty : host
            state = .pathStart
        }
    }
}

extension UInt16 {
    /// The value of ASCII digits; `nil` if it does not fit.
    fileprivate init?(decimal digits: [UInt8]) {
        var value: UInt32 = 0
        for digit in digits {
            value = value * 10 + UInt32(digit - UInt8(ascii: "0"))
            if value > UInt16.max { return nil }
        }
        self = UInt16(value)
    }
}

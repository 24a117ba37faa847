internal import BrowserInfra

// A password in a URL is meant for the server, not for a screen or a log.

extension String {
    /// The text without what precedes an `@` in its authority, for input that was given as a URL
    /// and is to be displayed, whether or not it can be parsed.
    ///
    /// If it cannot be parsed, more than the standard's userinfo is removed: in
    /// `http://me:a/b@host` or `me:pass word@host`, a password is meant, although the parser does
    /// not see one.
    package var withoutUserinfo: String {
        guard let range = userinfoRange else { return self }
        let bytes = Array(utf8)
        let rest = bytes[..<range.lowerBound] + bytes[range.upperBound...]
        return String(decoding: rest, as: UTF8.self)
    }

    /// What ``withoutUserinfo`` removes, except for the `@`.
    package var userinfo: String? {
        guard let range = userinfoRange else { return nil }
        let text = String(decoding: Array(utf8)[range], as: UTF8.self)
        return String(text.dropLast(text.hasSuffix("@") ? 1 : 3))
    }

    private var userinfoRange: Range<Int>? {
        guard utf8.contains(UInt8(ascii: "@")) || contains("%40") else { return nil }
        let bytes = Array(utf8)
        let start = bytes.authorityStart
        // A path, which begins with a single slash.
        guard start != 1 || !isSlash(bytes[0]) else { return nil }
        let authority = bytes[start...].prefix { !isAuthorityEnd($0) }
        let end: Int?
        let url = try? WebURL(parsing: self)
        if let url, url.host != nil {
            end = url.includesCredentials ? authority.endOfLastAt(orEscaped: false) : nil
        } else if let url, schemesWithoutAuthority.contains(url.scheme) {
            end = nil
        } else if authority.hasPasswordSeparator {
            end = bytes[start...].endOfLastAt(orEscaped: true)
        } else {
            end = authority.endOfLastAt(orEscaped: true)
        }
        return end.map { start..<$0 }
    }

    /// A sentence with the userinfo removed from the URLs in it: each `//…@` up to the end of the
    /// word.
    package var withoutUserinfoOfURLs: String {
        guard utf8.contains(UInt8(ascii: "@")) else { return self }
        let bytes = Array(utf8)
        var kept: [UInt8] = []
        var index = 0
        while index < bytes.count {
            guard index > 0, isSlash(bytes[index]), isSlash(bytes[index - 1]) else {
                kept.append(bytes[index])
                index += 1
                continue
            }
            kept.append(bytes[index])
            index += 1
            let authority = bytes[index...].prefix { !isAuthorityEnd($0) && !isWordEnd($0) }
            index = authority.endOfLastAt(orEscaped: false) ?? index
        }
        return kept.count == bytes.count ? self : String(decoding: kept, as: UTF8.self)
    }
}

extension URLFailure {
    /// The failure of `text` as a URL, worded without a quotation of what precedes its `@`.
    package func hidingUserinfo(of text: String) -> URLFailure {
        let shown = text.withoutUserinfo
        guard shown != text else { return self }
        do throws(URLFailure) {
            _ = try WebURL(parsing: shown)
            return .unescapedUserinfo
        } catch {
            return error
        }
    }
}

extension WebURL {
    /// The URL without its username and password.
    package var withoutUserinfo: WebURL {
        guard includesCredentials else { return self }
        return strippingCredentialsAndFragment().withFragment(fragment)
    }
}

/// The schemes whose URLs have no userinfo, so that an `@` is just a character. They are listed,
/// because the parser finds a scheme in `me:secret@host` too.
private let schemesWithoutAuthority: Set<String> = [
    "about", "blob", "data", "javascript", "mailto", "urn",
]

private func isSlash(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
}

private func isAuthorityEnd(_ byte: UInt8) -> Bool {
    isSlash(byte) || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
}

private func isWordEnd(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
}

extension [UInt8] {
    /// The index after the slashes that follow a scheme or begin the text; otherwise, the start.
    fileprivate var authorityStart: Int {
        let scheme = prefix { $0.isASCIIAlphanumeric || "+-.\t\r\n ".utf8.contains($0) }
        let colon = scheme.endIndex
        if colon < count, self[colon] == UInt8(ascii: ":") {
            let slashes = self[(colon + 1)...].prefix(while: isSlash)
            if !slashes.isEmpty { return slashes.endIndex }
        }
        return prefix(while: isSlash).endIndex
    }
}

extension ArraySlice<UInt8> {
    /// The index after the last `@` or, if `orEscaped`, a percent-encoded one.
    fileprivate func endOfLastAt(orEscaped: Bool) -> Int? {
        let plain = lastIndex(of: UInt8(ascii: "@")).map { $0 + 1 }
        guard orEscaped else { return plain }
        let escaped = indices.dropLast(2).last { index in
            self[index] == UInt8(ascii: "%") && self[index + 1] == UInt8(ascii: "4")
                && self[index + 2] == UInt8(ascii: "0")
        }.map { $0 + 3 }
        return [plain, escaped].compactMap(\.self).max()
    }

    /// Whether it has a colon that is neither before a port nor inside an IPv6 address.
    fileprivate var hasPasswordSeparator: Bool {
        guard first != UInt8(ascii: "["), let colon = firstIndex(of: UInt8(ascii: ":")) else {
            return false
        }
        return !self[(colon + 1)...].allSatisfy { $0.isASCIIDigit }
    }
}

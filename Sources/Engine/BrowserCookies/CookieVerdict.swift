package import BrowserInfra

/// What became of a stored cookie when it was asked for.
package struct CookieVerdict: Hashable, Sendable {
    package var cookie: Cookie
    /// All reasons, in the browser's order; none for a cookie that is sent.
    package var exclusions: [CookieExclusion]
    package var warnings: [CookieWarning]

    package init(
        cookie: Cookie,
        exclusions: [CookieExclusion],
        warnings: [CookieWarning] = []
    ) {
        self.cookie = cookie
        self.exclusions = exclusions
        self.warnings = warnings
    }

    package var isSent: Bool { exclusions.isEmpty }
}

extension [CookieVerdict] {
    /// The value of the `Cookie` header, without the cookies that are not sent; `nil` if none is.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.8.3, step 5
    package var cookieHeader: ByteString? {
        // By index, because a cookie is not free to copy.
        var count = 0
        for index in indices where self[index].isSent { count += self[index].cookie.pairCount + 3 }
        guard count > 0 else { return nil }
        return ByteString(
            [UInt8](unsafeUninitializedCapacity: count) { buffer, end in
                func append(_ byte: UInt8) {
                    buffer.initializeElement(at: end, to: byte)
                    end += 1
                }
                func append(_ bytes: UnsafeBufferPointer<UInt8>) {
                    end = buffer[end...].initialize(fromContentsOf: bytes)
                }
                for index in indices where self[index].isSent {
                    if end > 0 {
                        append(UInt8(ascii: ";"))
                        append(UInt8(ascii: " "))
                    }
                    self[index].cookie.withBytes { name, value, _ in
                        append(name)
                        // A cookie without a name is its value alone.
                        if !name.isEmpty { append(UInt8(ascii: "=")) }
                        append(value)
                    }
                }
            }
        )
    }
}

extension [CookieVerdict] {
    /// What script reads.
    ///
    /// https://html.spec.whatwg.org/#dom-document-cookie
    package func documentCookie(policy: CookiePolicy) -> String {
        // 1. and 2. are the document's: cookie-averse documents read the empty string, those with
        //    an opaque origin throw.
        // 3. Return the cookie-string for the document's URL for a "non-HTTP" API, decoded as
        //    UTF-8 without BOM.
        guard let header = cookieHeader else { return "" }
        switch policy.invalidUTF8 {
        case .replacedForScript, .replacedWhenStored: return header.utf8Decoded
        case .emptiesTheString: return header.utf8Validated ?? ""
        }
    }
}

/// What became of one `Set-Cookie` line.
package struct SetCookieVerdict: Hashable, Sendable {
    package enum Effect: String, Hashable, Sendable {
        case created, updated, deleted, rejected, ignored
    }

    package var line: ByteString
    package var effect: Effect
    /// In the browser's order; none for a cookie that is stored.
    package var refusals: [CookieRefusal]
    package var warnings: [CookieWarning]
    /// As it is stored; or as it was deleted; or as far as a refused line could be read.
    package var cookie: Cookie?
    /// The cookie in whose place it is.
    package var replaced: Cookie?
    /// What had to go because it came.
    package var evicted: [Cookie] = []

    package init(
        line: ByteString,
        effect: Effect,
        refusals: [CookieRefusal] = [],
        warnings: [CookieWarning] = [],
        cookie: Cookie? = nil
    ) {
        self.line = line
        self.effect = effect
        self.refusals = refusals
        self.warnings = warnings
        self.cookie = cookie
    }

    /// For a response to a request that did not include credentials.
    package static func ignored(_ line: ByteString) -> SetCookieVerdict {
        SetCookieVerdict(line: line, effect: .ignored)
    }
}

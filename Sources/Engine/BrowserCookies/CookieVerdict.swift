package import BrowserInfra

/// The outcome for one stored cookie when a request or script reads cookies.
package struct CookieVerdict: Hashable, Sendable {
    package var cookie: Cookie
    /// All reasons, in the browser's order; empty for a cookie that is sent.
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
    /// The value of the `Cookie` header, made up of the cookies that are sent; `nil` if there are
    /// none.
    ///
    /// https://www.ietf.org/archive/id/draft-ietf-httpbis-rfc6265bis-20.html#section-5.8.3, step 5
    package var cookieHeader: ByteString? {
        // By index, because copying a cookie is not free.
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
                        // A cookie without a name is serialized as its value alone.
                        if !name.isEmpty { append(UInt8(ascii: "=")) }
                        append(value)
                    }
                }
            }
        )
    }
}

extension [CookieVerdict] {
    /// The string that script reads.
    ///
    /// https://html.spec.whatwg.org/#dom-document-cookie
    package func documentCookie(policy: CookiePolicy) -> String {
        // 1. and 2. are handled by the document: cookie-averse documents read the empty string,
        //    those with an opaque origin throw.
        // 3. Return the cookie-string for the document's URL for a "non-HTTP" API, decoded as
        //    UTF-8 without BOM.
        guard let header = cookieHeader else { return "" }
        switch policy.invalidUTF8 {
        case .replacedForScript, .replacedWhenStored: return header.utf8Decoded
        case .emptiesTheString: return header.utf8Validated ?? ""
        }
    }
}

/// The outcome of one `Set-Cookie` line.
package struct SetCookieVerdict: Hashable, Sendable {
    package enum Effect: String, Hashable, Sendable {
        case created, updated, deleted, rejected, ignored
    }

    package var line: ByteString
    package var effect: Effect
    /// In the browser's order; empty for a cookie that is stored.
    package var refusals: [CookieRefusal]
    package var warnings: [CookieWarning]
    /// The cookie as it was stored or deleted or, for a rejected line, as far as it could be
    /// parsed.
    package var cookie: Cookie?
    /// The cookie that it replaced.
    package var replaced: Cookie?
    /// The cookies that were evicted because this one was stored.
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

    /// The verdict on a line in the response to a request that did not include credentials.
    package static func ignored(_ line: ByteString) -> SetCookieVerdict {
        SetCookieVerdict(line: line, effect: .ignored)
    }
}

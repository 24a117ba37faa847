internal import BrowserCORS
internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

extension FuzzTarget {
    /// The value of `Content-Type`.
    static let contentType = FuzzTarget(
        name: "content-type",
        pieces: [
            "text/plain", "application/json", "multipart/form-data", "; boundary=", "charset=utf-8",
            "/", ";", "\"", "\\", " ", "\t", "\u{0}", "+xml", "é", ",",
            "application/x-www-form-urlencoded",
        ]
    ) { input throws(BrokenClaim) in
        guard let type = MIMEType(parsing: input) else { return }
        let essence = MIMEType(parsing: ByteString(utf8: type.essence))
        try expect(
            essence?.essence == type.essence && essence?.parameters == [:],
            "an essence parses to itself",
            type.essence
        )
        try expect(
            type.essence.utf8.allSatisfy { $0 == UInt8(ascii: "/") || $0.isHTTPTokenCodePoint },
            "an essence is two tokens",
            type.essence
        )
    }

    /// Lines `Name: value`, as a page gives them to `fetch()`.
    static let requestHeaders = FuzzTarget(
        name: "request-headers",
        pieces: [
            "Content-Type: ", "text/plain", "Range: bytes=", "0-", "18446744073709551616",
            "Accept: ",
            "X-A: ", "Authorization: ", "Cookie: ", "Sec-Fetch-Mode: ", "proxy-", ":", "\n", ",",
            "\"", "\\", "\u{0}", "\r", "X-HTTP-Method-Override: TRACE", "DPR: 1.0", "é", " ",
        ]
    ) { input throws(BrokenClaim) in
        let headers = headerList(of: input.bytes[...])
        for policy in BrowserPolicy.presets {
            let unsafe = corsUnsafeRequestHeaderNames(headers, policy: policy.cors)
            try expect(
                zip(unsafe, unsafe.dropFirst()).allSatisfy {
                    $0.utf8.lexicographicallyPrecedes($1.utf8)
                }
                    || policy.cors.repeatsHeaderNames,
                "unsafe names are sorted, each once",
                "\(unsafe)"
            )
            try expect(
                unsafe.allSatisfy { headers.contains($0) && $0 == $0.asciiLowercased },
                "unsafe names are names of the list, in lower case",
                "\(unsafe)"
            )
        }
        for header in headers.headers {
            let value = Header.normalizeValue(header.value)
            try expect(Header.normalizeValue(value) == value, "normalising is done once")
            try expect(
                Header.isForbiddenInRequest(name: header.name, value: value)
                    == Header.isForbiddenInRequest(name: header.name.asciiLowercased, value: value),
                "whether a header is forbidden is no matter of case",
                header.name
            )
            _ = value.decodedAndSplit
            _ = value.tokenList
        }
        try expectCombining(headers)
    }

    private static func expectCombining(_ headers: HeaderList) throws(BrokenClaim) {
        let combined = headers.combined
        for header in combined.headers {
            try expect(
                combined.values(of: header.name) == [header.value]
                    && headers.get(header.name) == header.value,
                "combining keeps every value of a name, in one header",
                header.name
            )
        }
        let sorted = headers.sortedAndCombined
        let shown = corsExposedHeaders(headers, includesCredentials: true)
        try expect(
            sorted.count <= headers.headers.count && shown.headers.count <= headers.headers.count,
            "no header comes out of nothing"
        )
        try expect(
            basicExposedHeaders(headers).headers.allSatisfy {
                $0.name.asciiLowercased != "set-cookie"
            },
            "a page never sees Set-Cookie"
        )
    }

    /// A method and header names on the first line, then the headers of the response to the preflight.
    static let preflight = FuzzTarget(
        name: "preflight",
        pieces: [
            "PUT x-a,authorization\n", "Access-Control-Allow-Origin: http://a.test",
            "Access-Control-Allow-Origin: *", "Access-Control-Allow-Credentials: true",
            "Access-Control-Allow-Methods: ", "Access-Control-Allow-Headers: ",
            "Access-Control-Max-Age: ", "Access-Control-Expose-Headers: ", "*", ",", "PUT", "x-a",
            "-1", "600", "99999999999999999999", "null", "\n", "\u{0}", "\t", "é", "http://", " ",
        ]
    ) { input throws(BrokenClaim) in
        let lines = input.bytes.split(
            separator: 0x0A,
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let words = String(decoding: lines[0], as: UTF8.self).split(separator: " ")
        let names = words.dropFirst().first?.split(separator: ",").map { $0.lowercased() } ?? []
        let headers = headerList(of: lines.count == 2 ? lines[1] : [])
        for includesCredentials in [true, false] {
            let question = PreflightRequest(
                method: words.first.map(String.init) ?? "GET",
                headerNames: names,
                includesCredentials: includesCredentials
            )
            for policy in BrowserPolicy.presets {
                try expectJudged(headers, question, by: policy.cors)
            }
        }
    }

    private static func expectJudged(
        _ headers: HeaderList,
        _ question: PreflightRequest,
        by policy: CORSPolicy
    ) throws(BrokenClaim) {
        let origin = "http://a.test"
        let grant: PreflightPermissions
        do throws(CORSFailure) {
            grant = try judgePreflightResponse(
                status: 200,
                headers: headers,
                to: question,
                origin: origin,
                policy: policy
            )
        } catch {
            return
        }
        try expect(
            ["*", origin].contains(headers.get("Access-Control-Allow-Origin")?.isomorphicDecoded),
            "only * and the origin itself allow it",
            "\(headers)"
        )
        try expect(
            (0...policy.preflightMaxAgeLimit).contains(grant.maxAge),
            "a grant's age is bounded",
            "\(grant.maxAge)"
        )
        var cache = PreflightCache()
        let key = PreflightCache.Key(networkPartition: "p", origin: origin, url: "http://b.test/")
        let now = Moment.epoch
        cache.insert(grant, for: question, key: key, policy: policy, now: now)
        let later = now.advanced(bySeconds: grant.maxAge)
        let isAnswered = cache.answers(
            question,
            key: key,
            policy: policy,
            isMethodSafelisted: Method.isCORSSafelisted(question.method),
            now: later
        )
        try expect(!isAnswered, "a grant that has expired answers nothing", "\(grant)")
    }
}

/// `Name: value` a line; a line without a colon is a name without a value.
func headerList(of bytes: ArraySlice<UInt8>) -> HeaderList {
    HeaderList(
        bytes.split(separator: 0x0A).map { line in
            let parts = line.split(separator: UInt8(ascii: ":"), maxSplits: 1)
            let name = parts.first.map { ByteString($0).isomorphicDecoded } ?? ""
            return Header(name: name, value: ByteString(parts.count == 2 ? parts[1] : []))
        }
    )
}

package import BrowserFetch
package import BrowserHTTP
package import BrowserInfra

/// A request as a page's script writes it: complete, so that it can be pasted.
package struct PageCall: Hashable, Sendable {
    package var url: String
    package var method: String
    package var headers: [Header]
    package var body: ByteString?
    package var mode: RequestMode
    package var credentials: CredentialsMode
    package var redirect: RedirectMode
    package var cache: CacheMode
    package var referrer: RequestReferrer
    package var referrerPolicy: ReferrerPolicy?
    package var integrity: String
    package var isKeptAlive: Bool
    package var isHalfDuplex: Bool
    package var signal: AbortSignal?
    package var targetAddressSpace: AddressSpace?

    /// Creates the call for a request. The `Content-Type` of a body is written out, because a string's
    /// default differs.
    package init(_ request: FetchRequest) {
        url = request.url
        method = Method.normalize(request.method)
        headers = request.headers.filter {
            !Header.isForbiddenInRequest(name: $0.name, value: $0.value)
        }
        body = request.body
        if request.body != nil, let type = request.bodyContentType, !type.isPlainText,
            !headers.contains(where: { $0.name.equalsIgnoringASCIICase("Content-Type") })
        {
            headers.append(Header(name: "Content-Type", value: type))
        }
        mode = request.mode
        credentials = request.credentials
        redirect = request.redirect
        cache = request.cache
        referrer = request.referrer
        referrerPolicy = request.referrerPolicy
        integrity = request.integrity
        isKeptAlive = request.keepalive
        isHalfDuplex = request.isHalfDuplex
        signal = request.signal
        targetAddressSpace = request.targetAddressSpace
    }

    /// The call `fetch("…", {…})`, with the members that differ from `fetch()`'s defaults.
    package var fetch: String {
        var members: [String] = []
        if method != "GET" { members.append("method: \(script(method))") }
        if mode != .cors { members.append("mode: \(script(mode.rawValue))") }
        if credentials != .sameOrigin {
            members.append("credentials: \(script(credentials.rawValue))")
        }
        if redirect != .follow { members.append("redirect: \(script(redirect.rawValue))") }
        if cache != .default { members.append("cache: \(script(cache.rawValue))") }
        switch referrer {
        case .client: break
        case .none: members.append("referrer: \"\"")
        case .url(let url): members.append("referrer: \(script(url))")
        }
        if let referrerPolicy {
            members.append("referrerPolicy: \(script(referrerPolicy.rawValue))")
        }
        if !integrity.isEmpty { members.append("integrity: \(script(integrity))") }
        if isKeptAlive { members.append("keepalive: true") }
        if isHalfDuplex { members.append("duplex: \"half\"") }
        if let signal { members.append(signal.code) }
        if let space = targetAddressSpace {
            members.append("targetAddressSpace: \(script(space.rawValue))")
        }
        if !headers.isEmpty { members.append("headers: \(headersObject)") }
        if let body { members.append("body: \(Self.bodyText(body))") }
        let list = members.isEmpty ? "" : ", {\(members.joined(separator: ", "))}"
        return "fetch(\(script(url))\(list))"
    }

    package var axios: String {
        var members: [String] = []
        if credentials == .include { members.append("withCredentials: true") }
        if !headers.isEmpty { members.append("headers: \(headersObject)") }
        let options = members.isEmpty ? nil : "{\(members.joined(separator: ", "))}"
        let verb = method.asciiLowercased
        let known = ["get", "head", "delete", "post", "put", "patch", "options"]
        guard known.contains(verb) else {
            let all = ["url: \(script(url))", "method: \(script(method))"] + members
            return "axios({\(all.joined(separator: ", "))})"
        }
        var arguments = [script(url)]
        if ["post", "put", "patch"].contains(verb) {
            arguments.append(body.map(Self.bodyText) ?? "null")
        }
        return "axios.\(verb)(\((arguments + [options].compactMap { $0 }).joined(separator: ", ")))"
    }

    package var jQuery: String {
        var members = ["url: \(script(url))"]
        if method != "GET" { members.append("method: \(script(method))") }
        if credentials == .include { members.append("xhrFields: {withCredentials: true}") }
        if !headers.isEmpty { members.append("headers: \(headersObject)") }
        if let body { members.append("data: \(Self.bodyText(body))") }
        return "$.ajax({\(members.joined(separator: ", "))})"
    }

    package var xhr: String {
        var lines = ["xhr.open(\(script(method)), \(script(url)));"]
        if credentials == .include { lines.append("xhr.withCredentials = true;") }
        lines += headers.map { header in
            let value = script(header.value.isomorphicDecoded)
            return "xhr.setRequestHeader(\(script(header.name)), \(value));"
        }
        lines.append("xhr.send(\(body.map(Self.bodyText) ?? ""));")
        return lines.joined(separator: " ")
    }

    private var headersObject: String {
        let members = headers.map {
            "\(script($0.name)): \(script($0.value.isomorphicDecoded))"
        }
        return "{\(members.joined(separator: ", "))}"
    }

    /// The maximum length of a body; of longer ones, only the size is shown.
    private static let longestBody = 1000

    fileprivate static func bodyText(_ body: ByteString) -> String {
        guard body.count <= longestBody, let text = body.utf8Validated else {
            return "body /* \(counted(body.count, "byte")) */"
        }
        return script(text)
    }
}

extension AbortSignal {
    /// The member of fetch's init.
    fileprivate var code: String {
        switch self {
        case .aborted: "signal: AbortSignal.abort()"
        case .timeout(let milliseconds): "signal: AbortSignal.timeout(\(milliseconds))"
        case .abortedAfter(let milliseconds): "signal /* abort() after \(milliseconds) ms */"
        }
    }
}

extension BodyInit {
    /// The body as script creates it; of long ones, only the size is shown.
    var code: String {
        switch self {
        case .text(let text): Self.text(text)
        case .urlSearchParams(let text): "new URLSearchParams(\(Self.text(text)))"
        case .formData, .encodedForm: "formData"
        case .blob(let bytes, let type):
            "new Blob([\(PageCall.bodyText(bytes))]"
                + (type.isEmpty ? ")" : ", {type: \(script(type))})")
        case .buffer(let bytes): "buffer /* \(counted(bytes.count, "byte")) */"
        case .stream(let bytes): "stream /* \(counted(bytes.count, "byte")) */"
        }
    }

    private static func text(_ text: String) -> String {
        PageCall.bodyText(ByteString(utf8: text))
    }
}

/// Returns a JavaScript string literal, in the quotes that need fewer backslashes.
private func script(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("\"") && !text.contains("'") ? "'" : "\""
    var result = String(quote)
    for scalar in text.unicodeScalars {
        switch scalar {
        case quote, "\\": result += "\\\(scalar)"
        case "\n": result += "\\n"
        case "\r": result += "\\r"
        case "\t": result += "\\t"
        case _
        where scalar.value < 0x20 || scalar.value == 0x7F || scalar == "\u{2028}"
            || scalar == "\u{2029}":
            let digits = String(scalar.value, radix: 16)
            result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        default: result.unicodeScalars.append(scalar)
        }
    }
    return result + String(quote)
}

extension ByteString {
    fileprivate var isPlainText: Bool {
        utf8Decoded.asciiLowercased.hasPrefix("text/plain")
    }
}

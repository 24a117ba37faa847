internal import BrowserHTTP
internal import BrowserInfra
package import BrowserJSON
internal import Redaction

extension HARLog {
    /// The maximum size of a file in bytes, more than DevTools exports at once.
    package static let sizeLimit = 256 << 20
    private static let entryLimit = 20_000
    /// The maximum depth, which the stack traces of scripts with their asynchronous parents
    /// require.
    private static let depthLimit = 200
    /// The maximum number of JSON nodes: several hundred per entry.
    private static let nodeLimit = 8_000_000

    /// Reads a HAR file as browsers and proxies write it. Of the members that HAR 1.2 requires,
    /// only those are required here without which a request cannot be identified.
    ///
    /// `path`: the file's name in messages.
    package init(parsing bytes: [UInt8], path: String) throws(InvalidFile) {
        do throws(FileProblem) {
            guard bytes.count <= Self.sizeLimit else {
                throw FileProblem("it is larger than 256 MiB: export fewer requests", at: nil)
            }
            if let packed = PackedFile(bytes) { throw FileProblem(packed.sentence, at: nil) }
            let root = try HARReader(
                JSONReader.read(
                    bytes,
                    depthLimit: Self.depthLimit,
                    nodeLimit: Self.nodeLimit
                )
            )
            guard let log = try root.object("log") else {
                let isNetLog = root.hasAll(["constants", "events"])
                throw root.problem(
                    isNetLog
                        ? "this is Chrome's net log (chrome://net-export), and not a HAR file: export "
                            + "one in DevTools, Network, Export HAR"
                        : "this is not a HAR file: it has no member \"log\""
                )
            }
            self.init(
                creator: try HARCreator(log.object("creator")),
                pages: try HARPage.pages(log)
            )
            guard try log.has("entries") else {
                throw log.problem("this is not a HAR file: log has no member \"entries\"")
            }
            let list = try log.list("entries")
            guard list.count <= Self.entryLimit else {
                throw log.problem("more than \(Self.entryLimit) entries: export fewer requests")
            }
            for entry in list { entries.append(try HAREntry(entry)) }
        } catch {
            // Masked before it is truncated: the excerpt around the location does not show what it
            // is part of.
            let masked = SecretMask(.archive).masking(bytes)
            throw InvalidFile(
                source: SourceFile(path: path, bytes: masked, around: error.place),
                problems: [error]
            )
        }
    }
}

/// An object of the file, with its name in messages: `log.entries[3].request`.
private struct HARReader {
    let node: Node
    let name: String
    private let entries: [Node.Entry]

    /// Creates a reader for the file's root.
    init(_ root: Node) throws(FileProblem) {
        if case .sequence = root.content {
            throw FileProblem(
                "this is not a HAR file, but a list: to import cookies, use crumb cookies import",
                at: root.place
            )
        }
        try self.init(root, "the file")
    }

    init(_ node: Node, _ name: String) throws(FileProblem) {
        guard case .mapping(let entries) = node.content else {
            throw FileProblem("\(name) must be an object, not \(node.kind)", at: node.place)
        }
        self.node = node
        self.name = name
        self.entries = entries
    }

    func problem(_ message: String) -> FileProblem {
        FileProblem(message, at: node.place)
    }

    func has(_ key: String) throws(FileProblem) -> Bool { member(key) != nil }

    func hasAll(_ keys: [String]) -> Bool { keys.allSatisfy { member($0) != nil } }

    /// A member's value; `nil` also when it is null. Of two members with the same name the last
    /// wins.
    private func member(_ key: String) -> Node? {
        guard let node = entries.last(where: { $0.key == key })?.value else { return nil }
        if case .scalar(.null, _) = node.content { return nil }
        return node
    }

    private func path(_ key: String) -> String {
        name == "the file" ? key : "\(name).\(key)"
    }

    private func wrong(_ node: Node, _ key: String, _ kind: String) -> FileProblem {
        FileProblem("\(path(key)) must be \(kind), not \(node.kind)", at: node.place)
    }

    /// Whether this is a program's own member. HAR 1.2 does not define its value, so one of another
    /// type than DevTools writes counts as missing.
    private func isCustom(_ key: String) -> Bool { key.hasPrefix("_") }

    func object(_ key: String) throws(FileProblem) -> HARReader? {
        guard let node = member(key) else { return nil }
        if isCustom(key) {
            guard case .mapping = node.content else { return nil }
        }
        return try HARReader(node, path(key))
    }

    /// The member's string, or its number as text; `nil` for anything else.
    func anyText(_ key: String) -> String? {
        guard let node = member(key), case .scalar(let value, _) = node.content else { return nil }
        return value.plainText
    }

    func list(_ key: String) throws(FileProblem) -> [HARReader] {
        guard let node = member(key) else { return [] }
        guard case .sequence(let elements) = node.content else {
            throw wrong(node, key, "a list")
        }
        var list: [HARReader] = []
        for (index, element) in elements.enumerated() {
            list.append(try HARReader(element, "\(path(key))[\(index)]"))
        }
        return list
    }

    func string(_ key: String) throws(FileProblem) -> String? {
        guard let node = member(key) else { return nil }
        guard case .scalar(.string(let text), _) = node.content else {
            if isCustom(key) { return nil }
            throw wrong(node, key, "text")
        }
        return text
    }

    func number(_ key: String) throws(FileProblem) -> Double? {
        guard let node = member(key) else { return nil }
        guard case .scalar(let value, _) = node.content,
            let number = value.number ?? value.string.flatMap(Double.init), number.isFinite
        else {
            if isCustom(key) { return nil }
            throw wrong(node, key, "a number")
        }
        return number
    }

    func bool(_ key: String) throws(FileProblem) -> Bool {
        guard let node = member(key) else { return false }
        switch node.content {
        case .scalar(.bool(let bool), _): return bool
        // Some programs write every value as a string.
        case .scalar(.string(let text), _) where ["true", "false", ""].contains(text.lowercased()):
            return text.lowercased() == "true"
        default:
            if isCustom(key) { return false }
            throw wrong(node, key, "true or false")
        }
    }

    func moment(_ key: String) throws(FileProblem) -> Moment? {
        guard let text = try string(key), let node = member(key) else { return nil }
        guard let moment = Moment(iso8601: text) else {
            throw FileProblem(
                "\(path(key)) must be a time such as 2026-01-01T00:00:00.000Z",
                at: node.place
            )
        }
        return moment
    }

    func required<Value>(_ value: Value?, _ key: String) throws(FileProblem) -> Value {
        guard let value else { throw problem("\(name) has no member \"\(key)\"") }
        return value
    }

    /// Header values as bytes, one per character, as DevTools writes them; values of other programs
    /// as UTF-8.
    func headers() throws(FileProblem) -> HeaderList {
        var headers: [Header] = []
        for header in try list("headers") {
            let name = try header.required(header.string("name"), "name")
            let value = header.anyText("value") ?? ""
            // HTTP/2's pseudo-headers, which repeat the request line.
            if name.hasPrefix(":") { continue }
            // Some programs join several Set-Cookie headers into one.
            let lines =
                name.equalsIgnoringASCIICase("Set-Cookie")
                ? value.split(whereSeparator: \.isNewline).map { String($0) } : [value]
            for line in lines {
                headers.append(
                    Header(
                        name: name,
                        value: ByteString(isomorphicEncoding: line) ?? ByteString(utf8: line)
                    )
                )
            }
        }
        return HeaderList(headers)
    }

    func cookies() throws(FileProblem) -> [HARCookie] {
        var cookies: [HARCookie] = []
        for cookie in try list("cookies") {
            cookies.append(
                HARCookie(
                    name: try cookie.string("name") ?? "",
                    value: cookie.anyText("value") ?? "",
                    path: try cookie.string("path"),
                    domain: try cookie.string("domain"),
                    // Programs differ in what they write for a session cookie.
                    expires: cookie.anyText("expires").flatMap(Moment.init(iso8601:)),
                    isHTTPOnly: try cookie.bool("httpOnly"),
                    isSecure: try cookie.bool("secure"),
                    sameSite: try cookie.string("sameSite"),
                    isPartitioned: try cookie.has("partitionKey")
                )
            )
        }
        return cookies
    }
}

extension HARCreator {
    fileprivate init(_ reader: HARReader?) throws(FileProblem) {
        name = try reader?.string("name") ?? "an unknown program"
        version = reader?.anyText("version") ?? ""
    }
}

extension HARPage {
    fileprivate static func pages(_ log: HARReader) throws(FileProblem) -> [HARPage] {
        var pages: [HARPage] = []
        for reader in try log.list("pages") {
            if let page = try HARPage(reader) { pages.append(page) }
        }
        return pages
    }

    private init?(_ reader: HARReader) throws(FileProblem) {
        guard let id = reader.anyText("id"), let title = reader.anyText("title") else {
            return nil
        }
        self.id = id
        self.title = title
        started = try reader.moment("startedDateTime") ?? .epoch
    }
}

extension HAREntry {
    fileprivate init(_ reader: HARReader) throws(FileProblem) {
        pageref = reader.anyText("pageref")
        started = try reader.required(reader.moment("startedDateTime"), "startedDateTime")
        request = try HARRequest(reader.required(reader.object("request"), "request"))
        // Some programs omit it when there was no response.
        response =
            try reader.object("response").map { reader throws(FileProblem) in
                try HARResponse(reader)
            } ?? HARResponse.none
        let milliseconds = min(max(try reader.number("time") ?? 0, 0), 86_400_000)
        durationMicroseconds = Int64(milliseconds * 1000)
        if let initiator = try reader.object("_initiator") {
            self.initiator = HARInitiator(
                type: initiator.anyText("type") ?? "other",
                url: initiator.anyText("url")
            )
        } else if let url = try reader.string("_initiator"), !url.isEmpty {
            // WebPageTest and browsertime.
            let type = try reader.string("_initiator_type") ?? "other"
            self.initiator = HARInitiator(type: type.asciiLowercased, url: url)
        }
        // Safari and Firefox do not write these.
        resourceType = try reader.string("_resourceType")
        fromCache = try reader.string("_fromCache")
        isPushed = ["1", "true"].contains(reader.anyText("_was_pushed")?.asciiLowercased)
        if fromCache == nil { fromCache = cacheByTransfer(try reader.object("response")) }
    }
}

extension HAREntry {
    /// The cache, as Chrome before 2018 shows it: the only sign of a cached response is that
    /// nothing was transferred.
    private func cacheByTransfer(_ response: HARReader?) -> String? {
        let answer = self.response
        guard response?.anyText("_transferSize") == "0", answer.status != 0,
            !answer.isFromServiceWorker, !Status.isRedirect(answer.status)
        else { return nil }
        return "memory or disk"
    }
}

extension HARRequest {
    fileprivate init(_ reader: HARReader) throws(FileProblem) {
        method = try reader.required(reader.string("method"), "method")
        url = try reader.required(reader.string("url"), "url")
        httpVersion = try reader.string("httpVersion") ?? ""
        headers = try reader.headers()
        cookies = try reader.cookies()
        if let data = try reader.object("postData") {
            postData = HARPostData(
                mimeType: try data.string("mimeType") ?? "",
                text: try data.string("text") ?? ""
            )
        }
    }
}

extension HARResponse {
    fileprivate static let none = HARResponse(
        status: 0,
        statusText: "",
        httpVersion: "",
        headers: HeaderList([]),
        cookies: [],
        content: HARContent(size: 0, mimeType: "x-unknown", body: nil),
        redirectURL: ""
    )

    fileprivate init(_ reader: HARReader) throws(FileProblem) {
        status = Int(min(max(try reader.required(reader.number("status"), "status"), 0), 999))
        statusText = reader.anyText("statusText") ?? ""
        httpVersion = try reader.string("httpVersion") ?? ""
        headers = try reader.headers()
        cookies = try reader.cookies()
        redirectURL = try reader.string("redirectURL") ?? ""
        // Playwright and Puppeteer use another name. A null that an importer read as text is
        // written as text by its exporter.
        for name in ["_failureText", "_error"] {
            guard let text = try reader.string(name), !["", "null"].contains(text) else { continue }
            error = text
        }
        isFromServiceWorker = try reader.bool("_fetchedViaServiceWorker")
        content = try HARContent(reader.object("content"))
    }
}

extension HARContent {
    fileprivate init(_ reader: HARReader?) throws(FileProblem) {
        size = Int(min(max(try reader?.number("size") ?? 0, 0), 1e15))
        mimeType = reader?.anyText("mimeType") ?? "x-unknown"
        guard let text = try reader?.string("text") else { return }
        body =
            try reader?.string("encoding") == "base64"
            ? ByteString(forgivingBase64: Array(text.utf8)) : ByteString(utf8: text)
    }
}

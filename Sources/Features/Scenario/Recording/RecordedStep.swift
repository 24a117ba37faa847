internal import BrowserCookies
package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON
internal import Explanations
package import Redaction
internal import WebOrigin

/// A step of a scenario that does what was just done, and expects what just happened.
///
/// Values of cookies and bodies are left out: they are different the next time.
package struct RecordedStep: Redactable, Sendable {
    var lines: [(key: String, value: JSONValue)] = []
    var expectations: [JSONValue.Member] = []
    private var captures: [JSONValue.Member] = []
    var redaction = Redaction.nothing
    // What it was made of tells the secrets in it.
    var request: FetchRequest?
    var report: FetchReport?
    private var documentCookie: DocumentCookieReport?
    /// The page that asked; `nil` for a typed address.
    package private(set) var page: Page?
    /// Where a navigation came to; `nil` for anything else, and where it failed.
    private(set) var landing: String?
    /// The cookies that it stored, by their names.
    private(set) var storedValues: [String: String] = [:]

    package init(_ request: FetchRequest, report: FetchReport) {
        self.request = request
        self.report = report
        page = report.page
        add("fetch", .string(request.url))
        if request.method != "GET" { add("method", .string(request.method)) }
        if !request.headers.isEmpty {
            add(
                "headers",
                .object(
                    request.headers.map { header in
                        let value = header.value.trimming(while: \.isHTTPWhitespace)
                        return .init(header.name, text(of: value))
                    }
                )
            )
        }
        addBody(request.body, contentType: request.bodyContentType, isForm: false)
        if request.mode != .cors { add("mode", .string(request.mode.rawValue)) }
        if request.credentials != .sameOrigin {
            add("credentials", .string(request.credentials.rawValue))
        }
        if request.redirect != .follow { add("redirect", .string(request.redirect.rawValue)) }
        switch request.referrer {
        case .client: break
        case .none: add("referrer", .string(""))
        case .url(let url): add("referrer", .string(url))
        }
        addReferrerPolicy(request.referrerPolicy)
        if request.cache != .default { add("cache", .string(request.cache.rawValue)) }
        if request.api != .fetch { add("api", .string(request.api.rawValue)) }
        if let space = request.targetAddressSpace {
            add("targetAddressSpace", .string(space.rawValue))
        }
        if request.keepalive { add("keepalive", .bool(true)) }
        if case .abortedAfter(let milliseconds)? = request.signal {
            add("abort-after", .string("\(milliseconds)ms"))
        }
        if !request.integrity.isEmpty { add("integrity", .string(request.integrity)) }
        addFrame()
        expect(report)
    }

    /// `target`: where it led, where that was said.
    package init(_ request: NavigationRequest, report: FetchReport, to target: String? = nil) {
        self.report = report
        page = report.page
        add("visit", .string(request.url))
        if request.kind != .typed { add("via", .string(request.kind.rawValue)) }
        if let target { add("target", .string(target)) }
        if request.hasUserActivation != (request.kind != .meta) {
            add("user-activation", .bool(request.hasUserActivation))
        }
        if request.method != "GET" { add("method", .string(request.method)) }
        addBody(request.body, contentType: request.bodyContentType, isForm: true)
        addReferrerPolicy(request.referrerPolicy)
        addFrame()
        if case .fulfilled(let response) = report.outcome { landing = response.url }
        expect(report)
    }

    /// What asks again for a page that the tab has shown.
    package init(_ trigger: NavigationTrigger, report: FetchReport) {
        self.report = report
        add("visit", .bool(true))
        add("via", .string(trigger.rawValue))
        if case .fulfilled(let response) = report.outcome { landing = response.url }
        expect(report)
    }

    package init(_ request: LoadRequest, report: FetchReport) {
        self.report = report
        page = report.page
        add("load", .string(request.url))
        add("as", .string(request.kind.rawValue))
        if request.crossorigin != .none {
            add("crossorigin", .string(request.crossorigin.rawValue))
        }
        if let credentials = request.credentials {
            add("credentials", .string(credentials.rawValue))
        }
        if let href = request.linkURL { add("href", .string(href)) }
        if !request.integrity.isEmpty { add("integrity", .string(request.integrity)) }
        addReferrerPolicy(request.referrerPolicy)
        addFrame()
        if let sandbox = request.frame.sandbox {
            addSandbox(sandbox, plain: SandboxFlags(parsing: ""))
        }
        if request.frame.isCredentialless { add("credentialless", .bool(true)) }
        expect(report)
    }

    package init(_ request: BeaconRequest, report: FetchReport) {
        self.report = report
        page = report.page
        add("beacon", .string(request.url))
        switch request.data {
        case nil: break
        case .blob(let bytes, let type)?:
            addBody(bytes, contentType: ByteString(utf8: type), isForm: true)
            if type != "application/json" || lines.last?.key != "json" {
                add("blob-type", .string(type))
            }
        // What a form was made of is not known any more.
        case .encodedForm(let bytes, let type)?:
            add("body", .string(bytes.utf8Decoded))
            add("blob-type", .string(type.utf8Decoded))
        case let data?: add("body", .string(data.extracted().bytes.utf8Decoded))
        }
        addFrame()
        if case .beacon(let returned?) = report.connection { expect("returned", .bool(returned)) }
        expect(report)
    }

    package init(_ request: EventSourceRequest, report: FetchReport) {
        self.report = report
        page = report.page
        add("eventsource", .string(request.url))
        if request.withCredentials { add("with-credentials", .bool(true)) }
        if let limit = request.messageLimit, limit != 1 { add("events", .integer(limit)) }
        if !request.lastEventID.isEmpty { add("last-event-id", .string(request.lastEventID)) }
        addFrame()
        expect(report)
    }

    package init(_ request: WebSocketRequest, report: FetchReport) {
        self.report = report
        page = report.page
        add("websocket", .string(request.url))
        if !request.protocols.isEmpty { add("protocols", .strings(request.protocols)) }
        if !request.messages.isEmpty { add("send", .strings(request.messages)) }
        if let limit = request.messageLimit, limit > 0 { add("receive", .integer(limit)) }
        addFrame()
        if case .webSocket(let socket) = report.connection, !socket.subprotocol.isEmpty {
            expect("protocol", .string(socket.subprotocol))
        }
        expect(report)
    }

    package init(documentCookie assignments: [String], in page: Page, report: DocumentCookieReport)
    {
        documentCookie = report
        self.page = page
        add(
            "document-cookie",
            assignments.isEmpty
                ? .object([])
                : .object(["set": .strings(assignments)])
        )
        addFrame()
        expect("value", .optional(report.value) { .string($0) })
        expectSetCookies(report.setCookies)
    }

    package func collectSecrets(_ redaction: inout Redaction) {
        if let request { redaction.learn(from: request) }
        if let report { redaction.learn(from: report) }
        if let documentCookie { redaction.learn(from: documentCookie) }
    }

    /// With variables in the place of secrets, which `crumb run` is told with `--variable`; where
    /// nothing is hidden it keeps what was typed, userinfo included, because it is to be run again.
    package func redacted(by redaction: Redaction) -> RecordedStep {
        guard redaction.hidesAnything else { return self }
        var step = self
        step.redaction = redaction
        step.redaction.style = .variable
        let shown = step.redaction
        step.lines = lines.map { line in
            guard line.key == "document-cookie" else {
                return (line.key, line.value.mappingTexts(shown.text))
            }
            return (
                line.key, line.value.mappingTexts { shown.setCookie(.init(utf8: $0)).utf8Decoded }
            )
        }
        step.expectations = expectations.map { expectation in
            let value = expectation.value.mappingTexts { text in
                expectation.name == "value"
                    ? shown.cookieHeader(.init(utf8: text)).utf8Decoded : shown.text(text)
            }
            return .init(expectation.name, value)
        }
        return step
    }

    // MARK: Variables

    /// Writes `{{variable}}` for a header's value that is `value`; says whether there was one.
    mutating func replaceHeader(_ value: String, with variable: String) -> Bool {
        guard let index = lines.firstIndex(where: { $0.key == "headers" }),
            case .object(let members) = lines[index].value,
            members.contains(where: { $0.value == .string(Template.escaping(value)) })
        else { return false }
        lines[index].value = .object(
            members.map { member in
                member.value == .string(Template.escaping(value))
                    ? .init(member.name, .string("{{\(variable)}}")) : member
            }
        )
        return true
    }

    /// Writes `{{variable}}` for each token of what is sent that `variable` knows.
    mutating func replaceTokens(_ variable: (String) -> String?) {
        let replaced = lines.map { line in
            guard Self.keysOfWhatIsSent.contains(line.key) else { return line }
            let value = line.value.mappingTexts { text in
                text.replacingTokens { variable($0).map { "{{\($0)}}" } }
            }
            return (line.key, value)
        }
        lines = replaced
    }

    private static let keysOfWhatIsSent: Set = [
        "fetch", "visit", "load", "beacon", "headers", "json", "body",
    ]

    /// What its answer gave the page, without what the request brought along.
    var responseValues: [ResponseValue] {
        guard let report else { return [] }
        var sent: Set<String> = []
        for line in lines {
            _ = line.value.mappingTexts { text in
                text.replacingTokens {
                    sent.insert($0)
                    return nil
                }
            }
        }
        return ResponseValue.all(in: report).filter { !sent.contains($0.value) }
    }

    /// Keeps a value for later steps; `origin` is as in `capture`.
    mutating func capture(_ origin: String, as variable: String) {
        captures.append(JSONValue.Member(variable, .string(origin)))
    }

    // MARK: What was done

    private mutating func expect(_ name: String, _ value: JSONValue) {
        expectations.append(JSONValue.Member(name, value.mappingTexts(Template.escaping)))
    }

    private mutating func add(_ key: String, _ value: JSONValue) {
        lines.append((key, value.mappingTexts(Template.escaping)))
    }

    /// Begins the URL with a variable where it begins with what that stands for.
    mutating func begin(with variable: String, for text: String) {
        guard let url = lines.first?.value.string, url.hasPrefix(text) else { return }
        lines[0].value = .string("{{\(variable)}}" + url.dropFirst(text.count))
    }

    private func text(of bytes: ByteString) -> JSONValue { .string(bytes.isomorphicDecoded) }

    private mutating func addReferrerPolicy(_ policy: ReferrerPolicy?) {
        if let policy { add("referrerPolicy", .string(policy.rawValue)) }
    }

    private mutating func addBody(_ body: ByteString?, contentType: ByteString?, isForm: Bool) {
        guard let body else { return }
        let essence = contentType.flatMap { MIMEType(parsing: $0) }?.essence
        if essence == "application/json", let value = JSONReader.value(of: body.bytes),
            value.depth < ReadingLimits.depth / 2
        {
            add("json", value)
        } else {
            add("body", .string(body.utf8Decoded))
            if !isForm, let contentType, essence != "text/plain" {
                // A text brings text/plain along, unless a header says otherwise.
                let header = JSONValue.Member("Content-Type", text(of: contentType))
                if let index = lines.firstIndex(where: { $0.key == "headers" }),
                    case .object(let members) = lines[index].value
                {
                    lines[index].value = .object(members + [header])
                } else {
                    add("headers", .object([header]))
                }
            }
        }
    }

    private mutating func addFrame() {
        guard let page else { return }
        if !page.ancestors.isEmpty {
            add("in-frame-of", .array(page.ancestors.map { .string($0.url.href) }))
        }
        if page.origin.isOpaque || !page.sandbox.isEmpty, !page.url.origin.isOpaque {
            addSandbox(page.sandbox, plain: [.origin])
        }
    }

    /// `plain`: what `sandboxed` takes away there.
    private mutating func addSandbox(_ flags: SandboxFlags, plain: SandboxFlags) {
        if flags.isEmpty || flags == plain {
            add("sandboxed", .bool(true))
        } else {
            add("sandbox", .string(flags.keywordText))
        }
    }

    // MARK: What happened

    private mutating func expect(_ report: FetchReport) {
        switch report.outcome {
        case .fulfilled(let response) where response.isOpaque:
            expect("outcome", "opaque")
            if let failure = response.bodyError { expect("body-error", .string(failure.code)) }
        case .fulfilled(let response):
            expect("outcome", "visible")
            expect("status", .integer(response.status))
            if let failure = response.bodyError { expect("body-error", .string(failure.code)) }
        case .rejected(let failure):
            expect("outcome", failure.isNetworkFailure ? "failed" : "blocked")
            expect("reason", .string(failure.code))
        }
        guard let exchange = report.exchanges.last(where: { $0.kind != .preflight }) else { return }
        if exchange.includesCredentials {
            let sent = exchange.cookies.filter(\.isSent).map { verdict in
                JSONValue.Member(
                    verdict.cookie.name.utf8Decoded,
                    .object(["exists": .bool(true)])
                )
            }
            expect("sent", .object(sent.firstOfEachName))
            let kept = exchange.cookies.filter { !$0.isSent }
            if !kept.isEmpty {
                let reasons = kept.map { verdict in
                    JSONValue.Member(
                        verdict.cookie.name.utf8Decoded,
                        .strings(verdict.exclusions.map(\.code))
                    )
                }
                expect("not-sent", .object(reasons.firstOfEachName))
            }
        }
        expectSetCookies(exchange.setCookies)
        if report.preflightCache != .notNeeded {
            let wasSent = report.exchanges.contains { $0.kind == .preflight }
            expect("preflight", .bool(wasSent))
        }
    }

    private mutating func expectSetCookies(_ verdicts: [SetCookieVerdict]) {
        var stored: [JSONValue.Member] = []
        var rejected: [JSONValue.Member] = []
        for verdict in verdicts {
            switch verdict.effect {
            case .created, .updated:
                // Of several of one name, the last is the one that is judged.
                guard let cookie = verdict.cookie,
                    verdicts.last(where: { $0.cookie?.name == cookie.name }) == verdict
                else { continue }
                let json = cookie.json
                let attributes = ["httpOnly", "secure", "sameSite"].map { name in
                    JSONValue.Member(name, json[name])
                }
                stored.append(.init(verdict.name, .object(attributes)))
                storedValues[verdict.name] = cookie.value.utf8Decoded
            case .rejected:
                guard verdicts.last(where: { $0.name == verdict.name }) == verdict else { continue }
                rejected.append(.init(verdict.name, .strings(verdict.refusals.map(\.code))))
            case .deleted, .ignored: break
            }
        }
        if !stored.isEmpty { expect("stored", .object(stored.firstOfEachName)) }
        if !rejected.isEmpty { expect("rejected", .object(rejected.firstOfEachName)) }
    }

    // MARK: As text

    /// The element of a file's `steps:`, indented by two, with a line break at its end.
    package var text: String {
        var text = ""
        for (index, line) in lines.enumerated() {
            text += index == 0 ? "  - " : "    "
            text += "\(line.key): \(line.value.yaml)\n"
        }
        if !captures.isEmpty { text += "    capture: \(JSONValue.object(captures).yaml)\n" }
        text += "    expect:\n"
        for member in expectations { text += "      \(member.name): \(member.value.yaml)\n" }
        return text
    }

    /// The text to put behind a scenario's `contents`, or a whole scenario where there is none.
    package func text(appendingTo contents: String, browser: String) -> String {
        guard !contents.isEmpty else {
            var header = "# Recorded by crumb; run it with crumb run.\nbrowser: \(browser)\n"
            if let pageURL { header += "page: \(JSONValue.string(pageURL).yaml)\n" }
            return header + "\nsteps:\n" + text
        }
        let separator = contents.hasSuffix("\n") ? "\n" : "\n\n"
        guard let pageURL, pageURL != Self.lastPage(in: contents) else { return separator + text }
        return separator + "  - page: \(JSONValue.string(pageURL).yaml)\n" + text
    }

    var pageURL: String? { page.map { redaction.text($0.recordedURL) } }

    /// Of the last `page:` or `visit:` that a recording wrote.
    private static func lastPage(in contents: String) -> String? {
        for line in contents.split(whereSeparator: \.isNewline).reversed() {
            for start in ["  - page: ", "  - visit: ", "page: "] where line.hasPrefix(start) {
                let bytes = Array(line.dropFirst(start.count).utf8)
                let node = try? YAMLReader.read(bytes, source: SourceFile(path: "", text: ""))
                return node?.value.plainText
            }
        }
        return nil
    }
}

extension [JSONValue.Member] {
    /// A key may stand once only, and a server may set a name for several paths.
    fileprivate var firstOfEachName: Self {
        var names: Set<String> = []
        return filter { names.insert($0.name).inserted }
    }
}

extension Page {
    /// What a scenario's `page` says for it.
    fileprivate var recordedURL: String {
        url.href == "about:blank" && origin.isOpaque && ancestors.isEmpty ? "null" : url.href
    }
}

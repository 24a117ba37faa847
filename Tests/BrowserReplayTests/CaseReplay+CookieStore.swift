import BrowserCookies
import BrowserFetch
import BrowserInfra
import WebOrigin

extension CaseReplay {
    func runCookieStore(
        _ step: RecordedCase.Step,
        in client: Page,
        _ observed: inout ObservedStep
    ) async {
        guard browser.hasCookieStore(client) else {
            observed.outcome = ["undefined"]
            return
        }
        var results: [RecordedValue] = []
        var changes: [CookieChangeEvent] = []
        for operation in step.ops ?? [] {
            var verdicts: [SetCookieVerdict] = []
            results.append(
                await run(operation, in: client, &verdicts, &observed)
            )
            for verdict in verdicts {
                if let change = await browser.changeEvent(after: verdict, in: client) {
                    changes.append(change)
                }
            }
        }
        observed.outcome =
            ["resolved"] + results.map(\.line)
            + (step.watch == true ? changes.map { "change \(recorded($0).line)" } : [])
    }

    private func run(
        _ operation: [RecordedValue],
        in client: Page,
        _ verdicts: inout [SetCookieVerdict],
        _ observed: inout ObservedStep
    ) async -> RecordedValue {
        let arguments = operation.dropFirst().map(\.expanded)
        do {
            switch operation.first?.string {
            case "get":
                let item = try await browser.getCookie(
                    CookieStoreQuery(arguments),
                    in: client
                )
                return .object(["value": item.map(recorded) ?? .null])
            case "getAll":
                let items = try await browser.getAllCookies(
                    CookieStoreQuery(arguments),
                    in: client
                )
                return .object(["value": .array(items.map(recorded))])
            case "set":
                verdicts.append(
                    try await browser.setCookie(
                        try CookieInit(arguments, now: clock.now),
                        in: client
                    )
                )
            case "delete":
                verdicts.append(
                    try await browser.deleteCookie(try CookieDeletion(arguments), in: client)
                )
            case "$fetch":
                let report = await browser.fetch(
                    FetchRequest(url: arguments.first?.string ?? ""),
                    from: client
                )
                observed.reports.append(report)
                verdicts += report.exchanges.flatMap(\.setCookies)
                guard case .fulfilled(let response) = report.outcome else { break }
                return .object(["value": .number(Double(response.status))])
            default:
                let report = await browser.documentCookie(
                    setting: [ByteString(utf8: arguments.first?.string ?? "")],
                    in: client
                )
                verdicts += report.setCookies
                return .object(["value": .null])
            }
            return .object([:])
        } catch let failure as CookieStoreFailure {
            return .object(["error": .string(failure.errorName)])
        } catch {
            // The bindings reject the value, but a page without access gets a SecurityError first.
            let isDenied = client.origin.isOpaque
            return .object(["error": .string(isDenied ? "SecurityError" : "TypeError")])
        }
    }

    private func recorded(_ item: CookieListItem) -> RecordedValue {
        recorded(item, isDeleted: false)
    }

    private func recorded(_ item: CookieListItem, isDeleted: Bool) -> RecordedValue {
        var members: [String: RecordedValue] = ["name": .string(item.name.shortened)]
        if !isDeleted { members["value"] = .string(item.value.shortened) }
        guard browser.policy.cookieStore.itemMembers == .all else { return .object(members) }
        let cookie = item.cookie
        members["domain"] = cookie.isHostOnly ? .null : .string(cookie.domain)
        members["path"] = .string(cookie.path.utf8Decoded)
        members["secure"] = .bool(cookie.isSecure)
        let isUnspecified = cookie.sameSite == .unspecified
        if !(isDeleted && isUnspecified) {
            members["sameSite"] = .string(
                isUnspecified ? "lax" : cookie.sameSite.rawValue.lowercased()
            )
        }
        members["partitioned"] = .bool(cookie.hasPartitionedAttribute)
        if !isDeleted {
            members["expires"] =
                cookie.expiry.map {
                    .number(
                        (Double($0.microseconds(since: clock.now)) / 1_000_000).rounded()
                    )
                } ?? .null
        }
        return .object(members)
    }

    private func recorded(_ change: CookieChangeEvent) -> RecordedValue {
        switch change {
        case .changed(let item):
            .object(["changed": .array([recorded(item)]), "deleted": .array([])])
        case .deleted(let item):
            .object([
                "changed": .array([]),
                "deleted": .array([recorded(item, isDeleted: true)]),
            ])
        }
    }
}

/// A value that the bindings reject.
private struct BindingsError: Error {}

extension RecordedValue {
    /// The value with its placeholders expanded.
    fileprivate var expanded: RecordedValue {
        guard case .object(let members) = self else { return self }
        if let count = members["$fill"]?.number {
            let letters = String(repeating: "v", count: Int(count))
            return .string(
                (members["before"]?.string ?? "") + letters + (members["after"]?.string ?? "")
            )
        }
        return .object(members.mapValues(\.expanded))
    }

    fileprivate var isUndefined: Bool { self["$undefined"] != nil }

    /// The value as a Web IDL dictionary: `null` and `undefined` convert to empty ones.
    fileprivate var dictionary: [String: RecordedValue]? {
        switch self {
        case .object(let members): isUndefined ? [:] : members.filter { !$0.value.isUndefined }
        case .null: [:]
        default: nil
        }
    }
}

extension String {
    /// The text as it is recorded: the recordings replace long texts by their length.
    fileprivate var shortened: String {
        let count = utf16.count
        return count > 60 ? "\(count) characters" : self
    }
}

extension CookieStoreQuery {
    fileprivate init(_ arguments: [RecordedValue]) {
        self.init()
        guard let first = arguments.first else { return }
        guard let members = first.dictionary else {
            name = first.scriptString
            return
        }
        name = members["name"]?.scriptString
        url = members["url"]?.scriptString
    }
}

extension CookieInit {
    fileprivate init(_ arguments: [RecordedValue], now: Moment) throws {
        if arguments.count > 1 {
            self.init(name: arguments[0].scriptString, value: arguments[1].scriptString)
            return
        }
        guard let members = arguments.first?.dictionary, let name = members["name"],
            let value = members["value"]
        else { throw BindingsError() }
        self.init(name: name.scriptString, value: value.scriptString)
        if let domain = members["domain"], domain != .null { self.domain = domain.scriptString }
        if let path = members["path"] { self.path = path.scriptString }
        if let text = members["sameSite"] {
            guard let sameSite = SameSite(rawValue: text.scriptString) else {
                throw BindingsError()
            }
            self.sameSite = sameSite
        }
        partitioned = members["partitioned"] == .bool(true)
        if let expires = members["expires"], expires != .null {
            guard let milliseconds = expires.moment(now: now) else { throw BindingsError() }
            let limit = 9e15
            self.expires = Moment(
                microsecondsSinceEpoch: Int64(max(-limit, min(limit, milliseconds))) * 1000
            )
        }
        if let maxAge = members["maxAge"]?.number { self.maxAge = Int64(maxAge) }
    }
}

extension CookieDeletion {
    fileprivate init(_ arguments: [RecordedValue]) throws {
        guard let first = arguments.first else { throw BindingsError() }
        guard let members = first.dictionary else {
            self.init(name: first.scriptString)
            return
        }
        guard let name = members["name"] else { throw BindingsError() }
        self.init(name: name.scriptString)
        if let domain = members["domain"], domain != .null { self.domain = domain.scriptString }
        if let path = members["path"] { self.path = path.scriptString }
        partitioned = members["partitioned"] == .bool(true)
    }
}

extension RecordedValue {
    /// A moment given in milliseconds since the epoch.
    fileprivate func moment(now: Moment) -> Double? {
        let nowMilliseconds = Double(now.microsecondsSinceEpoch / 1000)
        if let seconds = self["$in"]?.number { return nowMilliseconds + seconds * 1000 }
        return self["$date"]?.number ?? number
    }
}

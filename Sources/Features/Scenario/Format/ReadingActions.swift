internal import BrowserFetch
internal import BrowserJSON
internal import _StringProcessing

/// Reads what one step does: the value of its action, and the keys that belong to it.
struct ActionReader {
    let values: ValueReader
    let steps: StepReader

    /// What a step's `expect` is about.
    enum ExpectationSubject: Equatable {
        case request, documentCookie, cookieStore, jar, nothing
        case page(hasValue: Bool)
    }

    /// Which actions have a key, for those that stand at another one.
    static let owners: [String: [String]] = [
        "method": ["fetch", "visit", "navigate-frame"], "headers": ["fetch"],
        "body": ["fetch", "visit", "navigate-frame", "beacon"],
        "json": ["fetch", "beacon"], "blob-type": ["beacon"], "events": ["eventsource"],
        "with-credentials": ["eventsource"], "last-event-id": ["eventsource"],
        "protocols": ["websocket"], "send": ["websocket"], "receive": ["websocket"],
        "keepalive": ["fetch"], "targetAddressSpace": ["fetch"], "abort-after": ["fetch"],
        "integrity": ["fetch", "load"], "xsrf": ["fetch"], "mode": ["fetch"],
        "credentials": ["fetch", "load"], "href": ["load"],
        "redirect": ["fetch"],
        "referrer": ["fetch"],
        "referrerPolicy": ["fetch", "visit", "load", "frame", "navigate-frame"], "cache": ["fetch"],
        "api": ["fetch"], "via": ["visit", "navigate-frame"], "target": ["visit"], "rel": ["visit"],
        "user-activation": ["visit", "navigate-frame"], "to": ["navigate-frame"],
        "by": ["navigate-frame"], "src": ["frame"], "srcdoc": ["frame"], "blob": ["frame"],
        "allow": ["frame"], "credentialless": ["frame", "load"], "as": ["load"],
        "crossorigin": ["load"],
        "in-frame-of": [
            "fetch", "visit", "load", "beacon", "websocket", "eventsource", "document-cookie",
            "cookie-store", "storage-access",
        ],
        "sandboxed": [
            "fetch", "visit", "load", "frame", "beacon", "websocket", "eventsource",
            "document-cookie",
            "cookie-store", "storage-access",
        ],
        "sandbox": [
            "fetch", "visit", "load", "frame", "beacon", "websocket", "eventsource",
            "document-cookie", "cookie-store",
        ],
        "in": [
            "fetch", "visit", "load", "frame", "beacon", "websocket", "eventsource",
            "document-cookie", "cookie-store", "click", "type", "submit", "script",
        ],
        "map": ["open"], "timeout": pageActions,
        "expect": [
            "fetch", "visit", "load", "frame", "navigate-frame", "beacon", "websocket",
            "eventsource", "document-cookie",
            "cookie-store", "storage-access", "cookies", "advance",
        ] + pageActions,
        "capture": [
            "fetch", "visit", "load", "frame", "navigate-frame", "beacon", "websocket",
            "eventsource", "document-cookie",
            "cookie-store", "cookies", "advance",
        ] + pageActions,
        "set": ["document-cookie"], "permission": ["storage-access"],
        "csp": ["page", "frame"], "coep": ["page"], "page-referrer-policy": ["page"],
    ]

    /// `nil` where there is no step without what is wrong; that has been told then.
    func action(
        _ name: String,
        _ node: Node,
        _ fields: inout FieldReader
    ) -> (Step.Action, ExpectationSubject)? {
        switch name {
        case "fetch": return fetch(node, &fields).map { (.fetch($0), .request) }
        case "visit": return (.visit(visit(node, &fields)), .request)
        case "frame": return frameStep(node, &fields)
        case "navigate-frame":
            return navigateFrame(node, &fields).map { (.navigateFrame($0), .request) }
        case "load": return load(node, &fields).map { (.load($0), .request) }
        case "beacon": return beacon(node, &fields).map { (.beacon($0), .request) }
        case "eventsource":
            return eventSource(node, &fields).map { (.eventSource($0), .request) }
        case "websocket":
            return webSocket(node, &fields).map { (.webSocket($0), .request) }
        case "document-cookie":
            return (.documentCookie(documentCookie(node, &fields)), .documentCookie)
        case "cookie-store":
            return cookieStore(node, &fields).map { (.cookieStore($0), .cookieStore) }
        case "storage-access":
            return storageAccess(node, &fields).map { (.storageAccess($0), .cookieStore) }
        case "page":
            return page(node, &fields).map { (.page($0), .nothing) }
        case "open": return open(node, &fields).map { (.open($0), .page(hasValue: false)) }
        case "click", "type", "submit", "script":
            return interaction(name, node, &fields).map {
                (.interaction($0), .page(hasValue: name == "script"))
            }
        case "permissions": return (.permissions(permissions(node)), .nothing)
        case "cookies": return (.cookies, .jar)
        case "advance":
            return values.duration(node, "advance").map {
                (.advance($0), .page(hasValue: false))
            }
        case "close-browser":
            if values.bool(node, "close-browser") == false {
                values.problems.add("close-browser is true, or left out", at: node.place)
            }
            return (.closeBrowser, .nothing)
        default:
            return (.parallel(steps.steps(node, inParallel: true)), .nothing)
        }
    }

    private func fetch(_ node: Node, _ fields: inout FieldReader) -> FetchAction? {
        let url = values.requestURL(node, "fetch")
        var action = FetchAction(url: url ?? Template("", at: node.place))
        action.method = fields.take("method").flatMap { values.template($0, "method") }
        action.headers = fields.take("headers").map { values.namedTemplates($0, "headers") } ?? []
        action.body = body(&fields, json: true)
        action.mode =
            fields.take("mode").flatMap {
                values.choice($0, "mode", except: ["navigate", "websocket"])
            } ?? .cors
        action.credentials =
            fields.take("credentials").flatMap { values.choice($0, "credentials") } ?? .sameOrigin
        action.redirect =
            fields.take("redirect").flatMap { values.choice($0, "redirect") } ?? .follow
        action.referrer = fields.take("referrer").flatMap { values.template($0, "referrer") }
        action.referrerPolicy = referrerPolicy(&fields)
        action.cache = fields.take("cache").flatMap { values.choice($0, "cache") } ?? .default
        action.api = fields.take("api").flatMap { values.choice($0, "api") } ?? .fetch
        action.targetAddressSpace = fields.take("targetAddressSpace").flatMap {
            values.word($0, "targetAddressSpace", among: AddressSpace.scriptNames)
        }.flatMap(AddressSpace.init(name:))
        action.isKeepalive =
            fields.take("keepalive").flatMap { values.bool($0, "keepalive") } ?? false
        action.abortAfter = fields.take("abort-after").flatMap {
            values.duration($0, "abort-after")
        }
        action.integrity = fields.take("integrity").flatMap { values.template($0, "integrity") }
        action.xsrf = fields.take("xsrf").flatMap(xsrf)
        action.frame = frame(&fields)
        return action
    }

    private func page(_ node: Node, _ fields: inout FieldReader) -> PageAction? {
        let url = values.pageURL(node, "page")
        var action = PageAction(url: url ?? Template("", at: node.place))
        action.contentSecurityPolicies =
            fields.take("csp").map { values.templates($0, "csp") } ?? []
        action.embedderPolicy = fields.take("coep").flatMap {
            values.choice($0, "coep", except: [EmbedderPolicy.unsafeNone.rawValue])
        }
        action.referrerPolicy = fields.take("page-referrer-policy").flatMap {
            values.choice($0, "page-referrer-policy")
        }
        return url == nil ? nil : action
    }

    /// What the user of the page in the tab has decided.
    private func permissions(_ node: Node) -> [PermissionName: PermissionState] {
        guard var fields = FieldReader(node, what: "permissions", problems: values.problems) else {
            return [:]
        }
        var permissions: [PermissionName: PermissionState] = [:]
        for name in [PermissionName.loopbackNetwork, .localNetwork] {
            permissions[name] = fields.take(name.rawValue).flatMap {
                values.choice($0, name.rawValue)
            }
        }
        fields.end()
        return permissions
    }

    /// `true`, or the names of another library.
    private func xsrf(_ node: Node) -> XSRFToken? {
        switch node.content {
        case .scalar(.bool(let isOn), _): return isOn ? .default : nil
        case .scalar(.string(let text), _):
            if let token = XSRFToken(text) { return token }
        default: break
        }
        values.problems.add(
            "xsrf is true, or COOKIE:HEADER, as csrftoken:X-CSRFToken",
            at: node.place
        )
        return nil
    }

    private func eventSource(_ node: Node, _ fields: inout FieldReader) -> EventSourceAction? {
        let url = values.requestURL(node, "eventsource")
        var action = EventSourceAction(url: url ?? Template("", at: node.place))
        action.withCredentials =
            fields.take("with-credentials").flatMap { values.bool($0, "with-credentials") } ?? false
        action.messages = fields.take("events").flatMap { values.count($0, "events") } ?? 1
        action.lastEventID = fields.take("last-event-id").flatMap {
            values.template($0, "last-event-id")
        }
        action.frame = frame(&fields)
        return action
    }

    private func webSocket(_ node: Node, _ fields: inout FieldReader) -> WebSocketAction? {
        let url = values.template(node, "websocket")
        var action = WebSocketAction(url: url ?? Template("", at: node.place))
        action.protocols = fields.take("protocols").map { values.templates($0, "protocols") } ?? []
        action.sends = fields.take("send").map { values.templates($0, "send") } ?? []
        action.messages =
            fields.take("receive").flatMap { values.count($0, "receive", from: 0) } ?? 0
        action.frame = frame(&fields)
        return action
    }

    private func beacon(_ node: Node, _ fields: inout FieldReader) -> BeaconAction? {
        let url = values.requestURL(node, "beacon")
        var action = BeaconAction(url: url ?? Template("", at: node.place))
        action.body = body(&fields, json: true)
        action.blobType = fields.take("blob-type").flatMap { values.template($0, "blob-type") }
        action.frame = frame(&fields)
        return action
    }

    private func load(_ node: Node, _ fields: inout FieldReader) -> LoadAction? {
        let url = values.requestURL(node, "load")
        let offered = ResourceKind.allCases.map(\.rawValue)
        let kind = fields.take("as").flatMap { values.word($0, "as", among: offered) }
        if !fields.has("as") {
            values.problems.add(
                "load has as:, what the element is: \(values.listed(offered))",
                at: fields.keyPlace("load")
            )
        }
        var action = LoadAction(
            url: url ?? Template("", at: node.place),
            kind: kind.flatMap { ResourceKind(rawValue: $0) } ?? .image
        )
        if let crossorigin = fields.take("crossorigin") {
            action.crossorigin = values.choice(crossorigin, "crossorigin") ?? .none
        }
        if let integrity = fields.take("integrity") {
            action.integrity = values.template(integrity, "integrity")
            if !action.kind.hasIntegrity {
                values.problems.add(
                    "only as: script, module, modulepreload and style have integrity",
                    at: integrity.place
                )
            }
        }
        if let credentials = fields.take("credentials") {
            action.credentials = values.choice(credentials, "credentials")
            if !action.kind.takesCredentials {
                values.problems.add(
                    "only as: module-worker and module-shared-worker have credentials",
                    at: credentials.place
                )
            }
        }
        if let href = fields.take("href") {
            action.href = values.template(href, "href")
            if action.kind != .ping {
                values.problems.add("only as: ping has href", at: href.place)
            }
        }
        action.referrerPolicy = referrerPolicy(&fields)
        action.frame = frame(&fields)
        if let node = fields.take("credentialless") {
            action.isCredentialless = values.bool(node, "credentialless") ?? false
            if action.kind != .iframe {
                values.problems.add("only as: iframe is credentialless", at: node.place)
            }
        }
        return action
    }

    private func documentCookie(
        _ node: Node,
        _ fields: inout FieldReader
    ) -> DocumentCookieAction {
        var action = DocumentCookieAction(frame: frame(&fields))
        // `document-cookie: a=b` and `document-cookie: { set: a=b }` are the same.
        switch node.content {
        case .scalar(.null, _): break
        case .scalar, .sequence: action.assignments = values.templates(node, "document-cookie")
        case .mapping:
            guard
                var inner = FieldReader(node, what: "document-cookie", problems: values.problems)
            else { break }
            action.assignments = inner.take("set").map { values.templates($0, "set") } ?? []
            inner.end()
        }
        if let set = fields.take("set") { action.assignments += values.templates(set, "set") }
        return action
    }

    func body(_ fields: inout FieldReader, json hasJSON: Bool) -> RequestBody? {
        let json = hasJSON ? fields.take("json") : nil
        guard let body = fields.take("body") else {
            return json.map { .json(values.valueTemplate($0)) }
        }
        if json != nil {
            values.problems.add("a request has one body: body or json", at: fields.keyPlace("json"))
        }
        if case .mapping = body.content { return .form(values.namedTemplates(body, "body")) }
        return values.template(body, "body").map { .text($0) }
    }

    func referrerPolicy(_ fields: inout FieldReader) -> ReferrerPolicy? {
        fields.take("referrerPolicy").flatMap { values.choice($0, "referrerPolicy") }
    }
}

import BrowserFetch
import BrowserHTTP
import BrowserInfra
import WebOrigin

extension FetchRequest {
    /// The bindings reject a value that does not belong to its type before the standard's steps
    /// run.
    init?(_ step: RecordedCase.Step) {
        var headers: [Header] = []
        var refusal: WebIDLError?
        for pair in step.headers ?? [] {
            if let value = ByteString(isomorphicEncoding: pair[1]) {
                headers.append(Header(name: pair[0], value: value))
            } else if let (index, character) = pair[1].unicodeScalars.enumerated()
                .first(where: { $0.element.value > 0xFF })
            {
                refusal = .notAByteString(header: pair[0], index: index, character: character)
            }
        }
        let body = step.body?.body.extracted()
        self.init(
            url: step.url ?? "",
            method: step.method ?? "GET",
            headers: headers,
            body: body?.bytes,
            bodyContentType: body?.type,
            api: step.kind == .xhr ? .xhr : .fetch
        )
        if step.withCredentials == true { credentials = .include }
        bindingError = refusal
        if let text = step.mode, RequestMode(name: text) == nil {
            bindingError = .notInEnumeration(member: "mode", value: text, type: "RequestMode")
        } else {
            read(step.mode, into: \.mode, "mode", "RequestMode")
        }
        read(step.credentials, into: \.credentials, "credentials", "RequestCredentials")
        read(step.redirect, into: \.redirect, "redirect", "RequestRedirect")
        read(step.cache, into: \.cache, "cache", "RequestCache")
        readConnection(step)
        if let text = step.referrer { referrer = text.isEmpty ? .none : .url(text) }
        if let text = step.referrerPolicy, !text.isEmpty {
            if let policy = ReferrerPolicy(rawValue: text) {
                referrerPolicy = policy
            } else {
                bindingError = .notInEnumeration(
                    member: "referrerPolicy",
                    value: text,
                    type: "ReferrerPolicy"
                )
            }
        }
    }

    /// Reads the members of the init dictionary that concern the connection.
    private mutating func readConnection(_ step: RecordedCase.Step) {
        keepalive = step.keepalive ?? false
        integrity = step.integrity ?? ""
        isStream = step.body?.body.isStream ?? false
        isHalfDuplex = step.duplex == "half"
        switch step.signal {
        case "aborted": signal = .aborted(nil)
        case "reason": signal = .aborted(AbortReason(name: "RangeError", message: "mine"))
        case "timeout": signal = .timeout(200)
        default: break
        }
        if let text = step.targetAddressSpace {
            targetAddressSpace = AddressSpace(name: text)
        }
    }

    /// Rejects values of members that only some browsers support.
    mutating func refuseUnknownValues(_ step: RecordedCase.Step, policy: BrowserPolicy) {
        func refuse(_ member: String, _ value: String?, _ names: Set<String>, _ type: String) {
            guard let value, !names.contains(value) else { return }
            bindingError = .notInEnumeration(member: member, value: value, type: type)
        }
        let isChrome = policy.localNetwork.targetAddressSpace == .obeyed
        refuse(
            "priority",
            step.priority,
            ["high", "low", "auto"],
            isChrome ? "FetchPriority" : "RequestPriority"
        )
        // The browser that supports `targetAddressSpace` is also the one that supports `duplex`.
        guard isChrome else { return }
        refuse("duplex", step.duplex, ["half"], "RequestDuplex")
        refuse(
            "targetAddressSpace",
            step.targetAddressSpace,
            ["loopback", "local", "private", "public", "unknown"],
            "IPAddressSpace"
        )
    }

    private mutating func read<Value: RawRepresentable<String>>(
        _ text: String?,
        into field: WritableKeyPath<FetchRequest, Value>,
        _ member: String,
        _ type: String
    ) {
        guard let text else { return }
        if let value = Value(rawValue: text) {
            self[keyPath: field] = value
        } else {
            bindingError = .notInEnumeration(member: member, value: text, type: type)
        }
    }
}

extension LoadRequest {
    init(_ step: RecordedCase.Step) throws {
        let kind: ResourceKind =
            switch step.element {
            case "img": .image
            case "script": .script
            default: .iframe
            }
        self.init(
            url: step.url ?? "",
            as: kind,
            crossorigin: step.crossorigin.map { CORSSetting(rawValue: $0) ?? .anonymous } ?? .none,
            referrerPolicy: step.referrerpolicy.flatMap { ReferrerPolicy(rawValue: $0) },
            frame: FrameAttributes(sandbox: step.sandbox.map { SandboxFlags(parsing: $0) })
        )
    }
}

/// A way to navigate that the replay does not support.
struct UnknownNavigation: Error {
    var how: String
}

extension NavigationRequest {
    /// `how`: the way to navigate, without the prefix that says which document initiates it.
    init(_ step: RecordedCase.Step, how: String) throws {
        let url = step.url ?? ""
        switch how {
        case "typed": self.init(url: url, kind: .typed)
        case "link" where step.attribute("download") != nil: self.init(url: url, kind: .download)
        case "link": self.init(url: url, kind: .link)
        case "form-get": self.init(url: url + "?q=1", kind: .form)
        case "form-post":
            self.init(
                url: url,
                kind: .form,
                method: "POST",
                body: "q=1",
                bodyContentType: "application/x-www-form-urlencoded"
            )
        case "src": self.init(url: url, kind: .iframe)
        case "location": self.init(url: url, kind: .script)
        case "replace": self.init(url: url, kind: .replace)
        case "meta-refresh": self.init(url: url, kind: .meta)
        case "open": self.init(url: url, kind: .windowOpen)
        default: throw UnknownNavigation(how: how)
        }
        referrerPolicy = step.attribute("referrerpolicy").flatMap { ReferrerPolicy(rawValue: $0) }
        let hints = [step.attribute("rel"), step.features].compactMap { $0 }
        if hints.contains(where: { $0.contains("noreferrer") }) { referrerPolicy = .noReferrer }
    }
}

extension RecordedCase.Step {
    /// The lines that are assigned to `document.cookie`.
    var lines: [String]? {
        if case .lines(let lines)? = set { lines } else { nil }
    }

    /// The subprotocols that are passed to `new WebSocket()`.
    var subprotocols: [String] {
        switch protocols {
        case .array(let names)?: names.map(\.scriptString)
        case let name?: [name.scriptString]
        case nil: []
        }
    }

    func attribute(_ name: String) -> String? {
        attrs?.first { $0[0] == name }?[1]
    }

    /// The target of the link or form: "_blank", "_top", or `nil` for its own frame.
    var place: String? { target ?? attribute("target") }
}

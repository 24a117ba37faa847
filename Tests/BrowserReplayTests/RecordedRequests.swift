import Fetch
import HTTP
import Infra
import WebOrigin

extension FetchRequest {
    /// `nil` where the recorded `init` has a value that is no value of its type: a browser's bindings
    /// throw before the standard's steps begin.
    init?(_ step: RecordedCase.Step) {
        var headers: [Header] = []
        for pair in step.headers ?? [] {
            guard let value = ByteString(isomorphicEncoding: pair[1]) else { return nil }
            headers.append(Header(name: pair[0], value: value))
        }
        self.init(
            url: step.url ?? "",
            method: step.method ?? "GET",
            headers: headers,
            body: step.body.map { ByteString(utf8: $0) },
            bodyContentType: "text/plain;charset=UTF-8",
            api: step.kind == .xhr ? .xhr : .fetch
        )
        if step.withCredentials == true { credentials = .include }
        guard read(step.mode, into: \.mode), read(step.credentials, into: \.credentials),
            read(step.redirect, into: \.redirect), read(step.cache, into: \.cache)
        else { return nil }
        if let text = step.referrer { referrer = text.isEmpty ? .none : .url(text) }
        if let text = step.referrerPolicy, !text.isEmpty {
            guard let policy = ReferrerPolicy(rawValue: text) else { return nil }
            referrerPolicy = policy
        }
    }

    private mutating func read<Value: RawRepresentable<String>>(
        _ text: String?,
        into field: WritableKeyPath<FetchRequest, Value>
    ) -> Bool {
        guard let text else { return true }
        guard let value = Value(rawValue: text) else { return false }
        self[keyPath: field] = value
        return true
    }
}

extension LoadRequest {
    init(_ step: RecordedCase.Step) throws {
        let destination: Destination =
            switch step.element {
            case "img": .image
            case "script": .script
            default: .iframe
            }
        self.init(
            url: step.url ?? "",
            destination: destination,
            crossorigin: step.crossorigin.map { CORSSetting(rawValue: $0) ?? .anonymous } ?? .none,
            referrerPolicy: step.referrerpolicy.flatMap { ReferrerPolicy(rawValue: $0) },
            isSandboxed: step.sandbox != nil
        )
    }
}

extension NavigationRequest {
    init(_ step: RecordedCase.Step) throws {
        let url = step.url ?? ""
        switch step.how {
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
        default: self.init(url: url, kind: .typed)
        }
    }
}

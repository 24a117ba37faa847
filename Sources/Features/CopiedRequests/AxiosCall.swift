internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON

/// Reads a call of axios, which makes an XMLHttpRequest in a page.
///
/// https://axios-http.com/docs/req_config
enum AxiosCall {
    /// The request of the call.
    ///
    /// `method`: that of `axios.get(…)`, in lowercase; `nil` for `axios(…)`.
    static func call(
        _ arguments: [ScriptCall.Argument],
        method: String?
    ) throws(FileProblem) -> CopiedCall {
        var rest = arguments[...]
        var call = CopiedCall(url: "")
        call.isXHR = true
        call.method = method?.uppercased()
        var data: LiteralValue?
        if let method {
            call.url = try url(rest.popFirst())
            if ["post", "put", "patch"].contains(method) { data = rest.popFirst()?.value }
        } else if case .text? = rest.first?.value {
            call.url = try url(rest.popFirst())
        }
        var config = Config()
        if let argument = rest.first {
            switch argument.value {
            case .object(let members):
                for member in members { try apply(member, to: &config, &call) }
            case .null, .undefined: break
            default:
                throw FileProblem("axios takes an object of options here", at: argument.place)
            }
        }
        guard !call.url.isEmpty else {
            throw FileProblem("there is no url in this call", at: arguments.first?.place)
        }
        if let base = config.base, !call.url.contains("://"), !call.url.hasPrefix("//") {
            let isJoined = base.hasSuffix("/") || call.url.hasPrefix("/")
            call.url =
                (base.hasSuffix("/") ? String(base.dropLast()) : base)
                + (isJoined && call.url.hasPrefix("/") ? "" : "/") + call.url
        }
        if let query = config.query, !query.isEmpty {
            call.url += (call.url.contains("?") ? "&" : "?") + query
        }
        setBody(data ?? config.data, of: &call)
        // axios sends this header with every request.
        if call.header("Accept") == nil {
            call.headers.insert(
                Header(name: "Accept", value: "application/json, text/plain, */*"),
                at: 0
            )
        }
        call.credentials = config.withCredentials ? "include" : "same-origin"
        return call
    }

    private struct Config {
        var base: String?
        var query: String?
        var data: LiteralValue?
        var withCredentials = false
    }

    private static func url(_ argument: ScriptCall.Argument?) throws(FileProblem) -> String {
        guard let argument, case .text(let url) = argument.value else {
            throw FileProblem("the URL must be a quoted string", at: argument?.place)
        }
        return url
    }

    private static func apply(
        _ member: LiteralValue.Member,
        to config: inout Config,
        _ call: inout CopiedCall
    ) throws(FileProblem) {
        switch member.name {
        case "url": call.url = try FetchCall.string(member) ?? ""
        case "method": call.method = try FetchCall.string(member)?.uppercased()
        case "baseURL": config.base = try FetchCall.string(member)
        case "headers": call.headers = try FetchCall.headers(member)
        case "data": config.data = member.value
        case "params":
            guard let pairs = member.value.pairs else {
                throw FileProblem("\"params\" must be an object of strings", at: member.valuePlace)
            }
            config.query = String.formURLEncoded(pairs)
        case "withCredentials":
            if case .bool(let bool) = member.value { config.withCredentials = bool }
        case "auth":
            let pairs = member.value.pairs ?? []
            let user = pairs.first { $0.name == "username" }?.value ?? ""
            let password = pairs.first { $0.name == "password" }?.value ?? ""
            let encoded = ByteString(utf8: "\(user):\(password)").base64Encoded
            call.headers.append(
                Header(name: "Authorization", value: ByteString(utf8: "Basic \(encoded)"))
            )
        // The other options concern the processing of the response, or timeouts.
        default: break
        }
    }

    private static func setBody(_ data: LiteralValue?, of call: inout CopiedCall) {
        switch data {
        case nil, .null?, .undefined?: return
        case .text(let text)?:
            call.body = ByteString(utf8: text)
            call.bodyContentType = "application/x-www-form-urlencoded"
        case .parameters(let pairs)?:
            call.body = ByteString(utf8: String.formURLEncoded(pairs))
            call.bodyContentType = "application/x-www-form-urlencoded;charset=utf-8"
        case .form(let pairs)?:
            let form = MultipartForm(
                pairs.map { .init(name: $0.name, content: Array($0.value.utf8)) }
            )
            call.body = form.body
            call.bodyContentType = form.contentType
        case let value?:
            call.body = ByteString(utf8: value.json ?? "")
            call.bodyContentType = "application/json"
        }
        if call.method == nil { call.method = "GET" }
    }
}

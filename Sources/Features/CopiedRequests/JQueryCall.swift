internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON

/// Reads a call of jQuery, which makes an XMLHttpRequest.
///
/// https://api.jquery.com/jQuery.ajax/
enum JQueryCall {
    /// The request of the call.
    ///
    /// `method`: that of `$.get(…)`; `nil` for `$.ajax(…)`.
    static func call(
        _ arguments: [ScriptCall.Argument],
        method: String?
    ) throws(FileProblem) -> CopiedCall {
        var rest = arguments[...]
        var settings = Settings()
        settings.call.isXHR = true
        settings.call.method = method
        if case .text(let url)? = rest.first?.value {
            settings.call.url = url
            rest = rest.dropFirst()
            if method != nil { settings.data = rest.popFirst()?.value }
        }
        if case .object(let members)? = rest.first?.value {
            for member in members { try apply(member, to: &settings) }
        }
        guard !settings.call.url.isEmpty else {
            throw FileProblem("there is no url in this call", at: arguments.first?.place)
        }
        return finished(settings)
    }

    private struct Settings {
        var call = CopiedCall(url: "")
        var data: LiteralValue?
        var contentType: String? = "application/x-www-form-urlencoded; charset=UTF-8"
        var withCredentials = false
    }

    private static func apply(
        _ member: LiteralValue.Member,
        to settings: inout Settings
    ) throws(FileProblem) {
        switch member.name {
        case "url": settings.call.url = try FetchCall.string(member) ?? ""
        case "method", "type": settings.call.method = try FetchCall.string(member)?.uppercased()
        case "headers": settings.call.headers += try FetchCall.headers(member)
        case "data": settings.data = member.value
        case "contentType":
            if case .bool(false) = member.value {
                settings.contentType = nil
            } else {
                settings.contentType = try FetchCall.string(member)
            }
        case "xhrFields":
            guard case .object(let fields) = member.value else { break }
            for field in fields where field.name == "withCredentials" {
                if case .bool(let bool) = field.value { settings.withCredentials = bool }
            }
        case "withCredentials":
            throw FileProblem(
                "$.ajax() has no setting \"withCredentials\": write xhrFields: {withCredentials: true}",
                at: member.place
            )
        // The other options concern the processing of the response.
        default: break
        }
    }

    private static func finished(_ settings: Settings) -> CopiedCall {
        var call = settings.call
        let method = call.method ?? "GET"
        let text = settings.data.flatMap { data in
            data.pairs.map { String.formURLEncoded($0) } ?? data.plainText
        }
        if let text, ["GET", "HEAD"].contains(method) {
            if !text.isEmpty { call.url += (call.url.contains("?") ? "&" : "?") + text }
        } else if let text {
            call.body = ByteString(utf8: text)
            call.bodyContentType = settings.contentType.map { ByteString(utf8: $0) }
        }
        call.credentials = settings.withCredentials ? "include" : "same-origin"
        return call
    }
}

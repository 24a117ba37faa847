import FlyingFox
import Foundation

/// The tutorial's Flask app, as a browser sees it: the same paths, bodies, cookies and CORS headers
/// as `fixtures/flask/cors.py`, and a few variants that are wrong on purpose.
struct TutorialBackend: HTTPHandler {
    func handleRequest(_ request: HTTPRequest) async -> HTTPResponse {
        let now = Date()
        var response = answer(to: request, now: now)
        response.headers[.date] = httpDate(now)
        // As Flask's own server does. It is also faster: head and body are two writes, and on a
        // reused connection the second one waits 40 ms for a delayed acknowledgment.
        response.headers[.connection] = "close"
        // HEAD: the same headers as for a GET, including its length.
        if request.method == .HEAD, let length = try? await response.bodyData.count {
            response.headers[.contentLength] = String(length)
            response = HTTPResponse(statusCode: response.statusCode, headers: response.headers)
        }
        return response
    }

    private func answer(to request: HTTPRequest, now: Date) -> HTTPResponse {
        guard var response = respond(to: request, now: now) else {
            return withCORS(.page(.notFound, "Not Found"), for: request)
        }
        switch request.method {
        case .GET, .HEAD:
            break
        case .OPTIONS:
            response = HTTPResponse(statusCode: .ok)
            response.headers[.contentType] = "text/html; charset=utf-8"
            response.headers[.allow] = "GET, HEAD, OPTIONS"
        default:
            response = .page(.methodNotAllowed, "Method Not Allowed")
            response.headers[.allow] = "GET, HEAD, OPTIONS"
        }
        return withCORS(response, for: request)
    }

    /// The response to a GET; `nil` when the path does not exist.
    private func respond(to request: HTTPRequest, now: Date) -> HTTPResponse? {
        switch request.path {
        case "/set-cookie":
            let cookie = SetCookie(
                name: "user_token",
                value: "abc123",
                expires: now.addingTimeInterval(60),
                isSecure: true,
                isHTTPOnly: true
            )
            return .json(["message": "Cookie is set!"], setting: cookie)

        case "/get-cookie":
            guard let token = request.cookie(named: "user_token"), !token.isEmpty else {
                return .json(["message": "No cookie found!"], status: .notFound)
            }
            return .json(["message": "Cookie retrieved!", "token": token])

        case "/delete-cookie":
            // As Flask's delete_cookie() does by default: without Secure, which the cookie had.
            let cookie = SetCookie(
                name: "user_token",
                value: "",
                expires: Date(timeIntervalSince1970: 0),
                maxAge: 0
            )
            return .json(["msg": "Cookie deleted"], setting: cookie)

        case "/max-age":
            let seconds = request.query["seconds"].flatMap { Int32($0) } ?? 10
            let cookie = SetCookie(
                name: "max_age",
                value: "abc123",
                expires: now.addingTimeInterval(TimeInterval(seconds)),
                maxAge: Int(seconds)
            )
            return .json(["message": "Cookie is set!"], setting: cookie)

        case "/lax":
            return sameSiteCookie(named: "lax", sameSite: "Lax")
        case "/strict":
            return sameSiteCookie(named: "strict", sameSite: "Strict")
        case "/none-secure":
            return sameSiteCookie(named: "none_secure", sameSite: "None", isSecure: true)
        case "/none-insecure":
            return sameSiteCookie(named: "none_insecure", sameSite: "None")

        case wildcardPath:
            return .json(["message": "No page that sends credentials can read this."])

        default:
            return nil
        }
    }

    private func sameSiteCookie(
        named name: String,
        sameSite: String,
        isSecure: Bool = false
    ) -> HTTPResponse {
        let cookie = SetCookie(
            name: name,
            value: "abc123",
            isSecure: isSecure,
            sameSite: sameSite
        )
        return .json(["message": "Cookie is set!"], setting: cookie)
    }

    /// A path that returns `*` to everyone, with or without credentials: a mistake that browsers
    /// block.
    private let wildcardPath = "/wildcard"

    private let cors = FlaskCORS(
        origins: ["http://127.0.0.1:5500", "http://localhost:5500"])

    private func withCORS(_ response: HTTPResponse, for request: HTTPRequest) -> HTTPResponse {
        let added =
            request.path == wildcardPath
            ? FlaskCORS.wildcardWithCredentials : cors.headers(for: request)
        var response = response
        for (header, value) in added {
            response.headers[header] = value
        }
        return response
    }
}

extension HTTPHeader {
    fileprivate static let allow = HTTPHeader("Allow")
}

extension HTTPRequest {
    /// The value of the first cookie with that name.
    fileprivate func cookie(named name: String) -> String? {
        for pair in (headers[.cookie] ?? "").split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0].trimmingCharacters(in: .whitespaces) == name {
                return parts[1].trimmingCharacters(in: .whitespaces)
            }
        }
        return nil
    }
}

extension HTTPResponse {
    /// A body as `jsonify` writes it: sorted keys, no spaces, a line feed at the end.
    fileprivate static func json(
        _ object: [String: String],
        status: HTTPStatusCode = .ok,
        setting cookie: SetCookie? = nil
    ) -> HTTPResponse {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = (try? encoder.encode(object)) ?? Data("{}".utf8)
        var headers = HTTPHeaders()
        headers[.contentType] = "application/json"
        headers[.setCookie] = cookie?.headerValue
        return HTTPResponse(
            statusCode: status.phrasedByWerkzeug,
            headers: headers,
            body: body + Data("\n".utf8)
        )
    }

    fileprivate static func page(_ status: HTTPStatusCode, _ title: String) -> HTTPResponse {
        var headers = HTTPHeaders()
        headers[.contentType] = "text/html; charset=utf-8"
        let body = "<!doctype html>\n<title>\(title)</title>\n<h1>\(title)</h1>\n"
        return HTTPResponse(
            statusCode: status.phrasedByWerkzeug,
            headers: headers,
            body: Data(body.utf8)
        )
    }
}

extension HTTPStatusCode {
    /// The status with its reason phrase in capitals, as Flask's server writes it; a page can read
    /// it.
    fileprivate var phrasedByWerkzeug: HTTPStatusCode {
        HTTPStatusCode(code, phrase: phrase.uppercased())
    }
}

package import BrowserCookies
package import BrowserInfra
package import Explanations
package import WebOrigin

/// The call that sets a cookie, with the changes that it needs.
package struct SetCookieCall: Hashable, Sendable {
    /// Whether the call sets Secure.
    package enum Secure: Hashable, Sendable {
        case no, yes
        /// Whether Secure is only set over https, so that the same code works on a developer's http
        /// server.
        case matchesConnection
    }

    package var name = ""
    /// The value that the server sent, by which a framework's own session cookie is recognized.
    private(set) var value = ""
    /// The value of `SameSite`; `nil` for no attribute.
    package var sameSite: String?
    package var secure = Secure.no
    package var isHTTPOnly = false
    package var path = "/"
    /// The value of `Domain`; `nil` to leave it out, so that the cookie is host-only.
    package var domain: String?
    package var isPartitioned = false
    /// The attributes whose value must change, even if only to the framework's default.
    package var changedAttributes: Set<String> = []
    /// Whether something must change that a proxy cannot change in the lines that pass through it.
    package var requiresServerChange = false
    /// The lifetime in seconds; `nil` for a session cookie.
    package var maxAge: Int64?

    /// Creates the call that sets the cookie as the server does now: as it was stored or, for a rejected
    /// line, as far as it could be parsed.
    package init(_ cookie: Cookie) {
        name = cookie.name.utf8Decoded
        value = cookie.value.utf8Decoded
        sameSite = cookie.sameSite.displayName
        secure = cookie.isSecure ? .yes : .no
        isHTTPOnly = cookie.isHTTPOnly
        path = cookie.path.utf8Decoded
        domain = cookie.isHostOnly ? nil : cookie.domain
        isPartitioned = cookie.hasPartitionedAttribute
        maxAge = cookie.expiry.flatMap {
            // A server that computes Expires itself loses a part of a second.
            let microseconds = $0.microseconds(since: cookie.creation)
            let seconds = microseconds / 1_000_000 + (microseconds % 1_000_000 >= 500_000 ? 1 : 0)
            // A line that deletes a cookie has another call: `CookieDeletion`.
            return seconds > 0 ? seconds : nil
        }
    }

    private init() {}

    /// Creates the call that sends this line at `url`; `now` is the time at which it is sent, for a line
    /// that only has Expires.
    package init(_ line: SetCookieLine, at url: WebURL, now: Moment) {
        self.init()
        name = line.name.utf8Decoded
        value = line.value.utf8Decoded
        sameSite = line.sameSite?.displayName
        secure =
            line.has("Secure") ? (line.isSecureMatchingConnection ? .matchesConnection : .yes) : .no
        isHTTPOnly = line.has("HttpOnly")
        let path = line["Path"] ?? ""
        self.path = path.hasPrefix("/") ? path : url.defaultCookiePath.utf8Decoded
        domain = line["Domain"].flatMap { $0.isEmpty ? nil : $0 }
        isPartitioned = line.has("Partitioned")
        let header = try? SetCookieHeader(
            parsing: line.bytes(isSecureConnection: true),
            policy: .standard
        )
        maxAge = header?.maxAge
        if maxAge == nil, let expires = header?.expires {
            let seconds = expires.microseconds(since: now) / 1_000_000
            // The server may have written Date a second after it computed Expires.
            maxAge = (seconds + 1).isMultiple(of: 60) ? seconds + 1 : seconds
        }
        // A line that deletes a cookie has another call: `CookieDeletion`.
        if let seconds = maxAge, seconds <= 0 { maxAge = nil }
    }

    /// The code for every framework that can set the cookie like this.
    package var fixes: [Advice.Fix] { Framework.fixes(code) }

    /// Returns the code; `nil` if the framework cannot do it.
    func code(in framework: Framework) -> String? {
        isSession(of: framework) ? sessionSettings(in: framework) : callCode(in: framework)
    }

    /// Returns the call of a program that sets the cookie itself.
    func callCode(in framework: Framework) -> String? {
        switch framework {
        case .flask:
            python(
                "response.set_cookie",
                whenSecure: "request.is_secure",
                knowsPartitioned: true
            )
        case .django:
            django(python("response.set_cookie", whenSecure: "request.is_secure()"))
        case .fastapi:
            isPartitioned
                ? starlette("{value}")
                : python(
                    "response.set_cookie",
                    whenSecure: "request.url.scheme == \"https\"",
                    lowercasesSameSite: true
                )
        case .express: express
        case .spring: spring
        case .rails: rails
        case .nginx: requiresServerChange || isPartitioned ? nil : nginx
        case .aspnet: aspnet
        case .laravel: laravel
        case .go: go
        case .caddy: requiresServerChange ? nil : caddy
        }
    }

    private func python(
        _ function: String,
        whenSecure: String,
        lowercasesSameSite: Bool = false,
        knowsPartitioned: Bool = false
    ) -> String {
        let it = Framework.flask
        var arguments = [it.quoted(name), "value"]
        if let maxAge { arguments.append("max_age=\(maxAge)") }
        if path != "/" { arguments.append("path=\(it.quoted(path))") }
        if let domain { arguments.append("domain=\(it.quoted(domain))") }
        switch secure {
        case .no: break
        case .yes: arguments.append("secure=True")
        case .matchesConnection: arguments.append("secure=\(whenSecure)")
        }
        if isHTTPOnly { arguments.append("httponly=True") }
        if let sameSite {
            let text = lowercasesSameSite ? sameSite.asciiLowercased : sameSite
            arguments.append("samesite=\(it.quoted(text))")
        } else if lowercasesSameSite {
            // Starlette sets Lax by default.
            arguments.append("samesite=None")
        }
        if isPartitioned, knowsPartitioned {
            arguments.append("partitioned=True")
        }
        return "\(function)(\(arguments.joined(separator: ", ")))"
    }

    /// Returns code for Django, which relies on Python's http.cookies, which only supports Partitioned
    /// since 3.14.
    func django(_ call: String) -> String {
        guard isPartitioned else { return call }
        let it = Framework.django
        return """
            from http.cookies import Morsel
            Morsel._reserved.setdefault("partitioned", "Partitioned")
            Morsel._flags.add("partitioned")
            \(call)
            response.cookies[\(it.quoted(name))]["partitioned"] = True
            """
    }

    /// Returns code for Starlette, which relies on http.cookies too, but rejects Partitioned itself
    /// before that; a header can contain anything.
    func starlette(_ value: String) -> String {
        let it = Framework.fastapi
        // Braces are part of the format's syntax.
        let text = it.quoted(line(value: "\u{0}"))
            .replacing("{", with: "{{").replacing("}", with: "}}").replacing("\u{0}", with: value)
        return "response.headers.append(\"Set-Cookie\", f\(text))"
    }

    /// Returns the line as it is sent over https.
    func line(value: String) -> String {
        var text = SetCookieText(name: ByteString(utf8: name), value: ByteString(utf8: value))
        text.path = ByteString(utf8: path)
        text.domain = domain
        text.maxAge = maxAge
        text.isSecure = secure != .no
        text.isHTTPOnly = isHTTPOnly
        text.sameSite = sameSite
        text.isPartitioned = isPartitioned
        return text.line.utf8Decoded
    }

    private var express: String {
        let it = Framework.express
        var members: [String] = []
        // Express takes milliseconds.
        if let maxAge { members.append("maxAge: \(maxAge)000") }
        if path != "/" { members.append("path: \(it.quoted(path))") }
        if let domain { members.append("domain: \(it.quoted(domain))") }
        switch secure {
        case .no: break
        case .yes: members.append("secure: true")
        case .matchesConnection: members.append("secure: req.secure")
        }
        if isHTTPOnly { members.append("httpOnly: true") }
        if let sameSite { members.append("sameSite: \(it.quoted(sameSite.asciiLowercased))") }
        if isPartitioned { members.append("partitioned: true") }
        let options = members.isEmpty ? "" : ", {\(members.joined(separator: ", "))}"
        return "res.cookie(\(it.quoted(name)), value\(options))"
    }

    private var spring: String {
        let it = Framework.spring
        var calls = ["ResponseCookie.from(\(it.quoted(name)), value)", ".path(\(it.quoted(path)))"]
        if let maxAge { calls.append(".maxAge(\(maxAge))") }
        if let domain { calls.append(".domain(\(it.quoted(domain)))") }
        switch secure {
        case .no: break
        case .yes: calls.append(".secure(true)")
        case .matchesConnection: calls.append(".secure(request.isSecure())")
        }
        if isHTTPOnly { calls.append(".httpOnly(true)") }
        if let sameSite { calls.append(".sameSite(\(it.quoted(sameSite)))") }
        if isPartitioned { calls.append(".partitioned(true)") }
        return calls.joined() + ".build()"
    }

    private var rails: String {
        let it = Framework.rails
        var members = ["value: value"]
        if let maxAge { members.append("expires: \(maxAge).seconds") }
        if path != "/" { members.append("path: \(it.quoted(path))") }
        if let domain { members.append("domain: \(it.quoted(domain))") }
        switch secure {
        case .no: break
        case .yes: members.append("secure: true")
        case .matchesConnection: members.append("secure: request.ssl?")
        }
        if isHTTPOnly { members.append("httponly: true") }
        // Rails adds Lax by default.
        members.append("same_site: \(sameSite.map { ":\($0.asciiLowercased)" } ?? "nil")")
        if isPartitioned { members.append("partitioned: true") }
        return "cookies[\(it.quoted(name))] = {\(members.joined(separator: ", "))}"
    }

    /// The configuration for nginx, which changes the cookies set by the server behind it.
    private var nginx: String? {
        // The directive only takes a bare word.
        guard isPlainName else { return nil }
        var flags: [String] = []
        if secure == .yes { flags.append("secure") }
        if isHTTPOnly { flags.append("httponly") }
        if let sameSite { flags.append("samesite=\(sameSite.asciiLowercased)") }
        return flags.isEmpty
            ? nil : "proxy_cookie_flags \(name) \(flags.joined(separator: " "));"
    }
}

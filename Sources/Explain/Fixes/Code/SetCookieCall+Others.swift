internal import BrowserInfra
internal import Explanations

// The frameworks whose calls are longer than a line of arguments.

extension SetCookieCall {
    /// ASP.NET Core. https://learn.microsoft.com/dotnet/api/microsoft.aspnetcore.http.cookieoptions
    var aspnet: String {
        let options = aspnetOptions(isDeletion: false)
        return "Response.Cookies.Append(\(Framework.aspnet.quoted(name)), value, new CookieOptions "
            + "{ \(options) });"
    }

    func aspnetOptions(isDeletion: Bool) -> String {
        let it = Framework.aspnet
        var members = ["Path = \(it.quoted(path))"]
        if let domain { members.append("Domain = \(it.quoted(domain))") }
        if let maxAge, !isDeletion { members.append("MaxAge = TimeSpan.FromSeconds(\(maxAge))") }
        switch secure {
        case .no: break
        case .yes: members.append("Secure = true")
        case .matchesConnection: members.append("Secure = Request.IsHttps")
        }
        if isHTTPOnly { members.append("HttpOnly = true") }
        if let sameSite { members.append("SameSite = SameSiteMode.\(sameSite)") }
        // .NET 10 has no member for it.
        if isPartitioned { members.append("Extensions = { \"Partitioned\" }") }
        return members.joined(separator: ", ")
    }

    /// `cookie()` takes minutes, and its arguments in order.
    var laravel: String {
        laravelCall(value: "$value", minutes: maxAge.map { "\(($0 + 59) / 60)" } ?? "0")
    }

    func laravelCall(value: String, minutes: String) -> String {
        let it = Framework.laravel
        let secureText =
            switch secure {
            case .no: "false"
            case .yes: "true"
            case .matchesConnection: "$request->isSecure()"
            }
        let arguments = [
            it.quoted(name), value, minutes, it.quoted(path), domain.map(it.quoted) ?? "null",
            secureText, isHTTPOnly ? "true" : "false", "false",
            sameSite.map { it.quoted($0.asciiLowercased) } ?? "null",
        ]
        let partitioned = isPartitioned ? "->withPartitioned()" : ""
        return "return $response->withCookie(cookie(\(arguments.joined(separator: ", ")))"
            + "\(partitioned));"
    }

    var go: String { goCall(value: "value", maxAge: maxAge) }

    func goCall(value: String, maxAge: Int64?) -> String {
        let it = Framework.go
        var members = ["Name: \(it.quoted(name))", "Value: \(value)", "Path: \(it.quoted(path))"]
        if let domain { members.append("Domain: \(it.quoted(domain))") }
        if let maxAge { members.append("MaxAge: \(maxAge)") }
        switch secure {
        case .no: break
        case .yes: members.append("Secure: true")
        case .matchesConnection: members.append("Secure: r.TLS != nil")
        }
        if isHTTPOnly { members.append("HttpOnly: true") }
        if let sameSite { members.append("SameSite: http.SameSite\(sameSite)Mode") }
        if isPartitioned { members.append("Partitioned: true") }
        return "http.SetCookie(w, &http.Cookie{\(members.joined(separator: ", "))})"
    }

    /// A proxy adds what the program behind it leaves out; it cannot take anything away.
    var caddy: String? {
        guard isPlainName else { return nil }
        var attributes: [String] = []
        if secure == .yes { attributes.append("Secure") }
        if isHTTPOnly { attributes.append("HttpOnly") }
        if let sameSite { attributes.append("SameSite=\(sameSite)") }
        if isPartitioned { attributes.append("Partitioned") }
        guard !attributes.isEmpty else { return nil }
        // Without what stands there of these already.
        let kept = "(?:; (?:Path|Domain|Max-Age|Expires)=[^;]*)*"
        return """
            header {
                Set-Cookie "^(\(name)=[^;]*\(kept)).*$" "$1; \(attributes.joined(separator: "; "))"
                defer
            }
            """
    }

    /// Whether the name is a word that stands without quotes.
    var isPlainName: Bool {
        name.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == 0x5F || $0 == 0x2D }
    }
}

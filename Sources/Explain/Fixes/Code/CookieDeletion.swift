internal import BrowserInfra
internal import Explanations

/// The call that deletes a cookie. It must have the attributes with which the cookie was set.
struct CookieDeletion: Hashable, Sendable {
    private var call: SetCookieCall

    /// Creates the deletion for the call that sets the cookie.
    init(_ call: SetCookieCall) {
        self.call = call
        self.call.maxAge = nil
    }

    var fixes: [Advice.Fix] { Framework.fixes(code) }

    func code(in framework: Framework) -> String? {
        let it = framework
        let name = it.quoted(call.name)
        var python = [name]
        python.append("path=\(it.quoted(call.path))")
        if let domain = call.domain { python.append("domain=\(it.quoted(domain))") }
        switch framework {
        case .flask:
            if call.secure == .yes { python.append("secure=True") }
            if let sameSite = call.sameSite { python.append("samesite=\(it.quoted(sameSite))") }
            if call.isPartitioned { python.append("partitioned=True") }
            return "response.delete_cookie(\(python.joined(separator: ", ")))"
        case .django:
            // Django adds Secure for SameSite=None and for names with a prefix.
            if let sameSite = call.sameSite { python.append("samesite=\(it.quoted(sameSite))") }
            let code = "response.delete_cookie(\(python.joined(separator: ", ")))"
            return call.django(code)
        case .fastapi:
            if call.secure == .yes { python.append("secure=True") }
            let sameSite = call.sameSite?.asciiLowercased
            if let sameSite { python.append("samesite=\(it.quoted(sameSite))") }
            guard call.isPartitioned else {
                return "response.delete_cookie(\(python.joined(separator: ", ")))"
            }
            var deleting = call
            deleting.maxAge = 0
            return deleting.starlette("")
        case .express:
            var members = ["path: \(it.quoted(call.path))"]
            if let domain = call.domain { members.append("domain: \(it.quoted(domain))") }
            if call.secure == .yes { members.append("secure: true") }
            if let sameSite = call.sameSite {
                members.append("sameSite: \(it.quoted(sameSite.asciiLowercased))")
            }
            if call.isPartitioned { members.append("partitioned: true") }
            return "res.clearCookie(\(name), {\(members.joined(separator: ", "))})"
        case .spring:
            var deleting = call
            deleting.maxAge = 0
            return deleting.callCode(in: .spring)?.replacing("\", value)", with: "\", \"\")")
        case .rails:
            var members = [name, "path: \(it.quoted(call.path))"]
            if let domain = call.domain { members.append("domain: \(it.quoted(domain))") }
            if call.secure == .yes { members.append("secure: true") }
            if let sameSite = call.sameSite {
                members.append("same_site: :\(sameSite.asciiLowercased)")
            }
            if call.isPartitioned { members.append("partitioned: true") }
            return "cookies.delete(\(members.joined(separator: ", ")))"
        case .aspnet:
            return "Response.Cookies.Delete(\(name), new CookieOptions { "
                + "\(call.aspnetOptions(isDeletion: true)) });"
        case .laravel: return call.laravelCall(value: "\"\"", minutes: "-2628000")
        case .go: return call.goCall(value: "\"\"", maxAge: -1)
        case .nginx: return "add_header Set-Cookie \(it.quoted(line)) always;"
        case .caddy: return "header +Set-Cookie \(it.quoted(line))"
        }
    }

    private var line: String {
        var deleting = call
        deleting.maxAge = 0
        deleting.isHTTPOnly = false
        return deleting.line(value: "")
    }
}

internal import BrowserInfra

extension WebURL {
    /// The setters of script's `URL` class.
    package enum Part: String, Hashable, Sendable, CaseIterable {
        case `protocol`, username, password, host, hostname, port, pathname, search, hash
    }

    /// Returns the URL after a setter has run; `nil` if the setter has no effect.
    ///
    /// Each setter runs the basic URL parser with a state override. Here, the part is inserted into
    /// a string, which is parsed as a whole, and the result counts only if no other part has
    /// changed.
    ///
    /// https://url.spec.whatwg.org/#api
    package func setting(_ part: Part, to value: String) -> WebURL? {
        switch part {
        case .protocol: return settingScheme(value)
        case .username, .password: return settingUserinfo(part, value)
        case .host, .hostname, .port: return settingAuthority(part, value)
        case .pathname: return settingPath(value)
        case .search: return settingQuery(value)
        case .hash: return settingFragment(value)
        }
    }

    /// https://url.spec.whatwg.org/#cannot-have-a-username-password-port
    private var hasNoUserinfo: Bool { host == nil || host == .empty || scheme == "file" }

    private var hasOpaquePath: Bool {
        if case .opaque = path { true } else { false }
    }

    /// Assembles a URL from the given parts and, for the rest, this URL's.
    private func assembled(
        scheme newScheme: String? = nil,
        host newHost: String? = nil,
        port newPort: String? = nil,
        path newPath: String? = nil
    ) -> WebURL? {
        var text = (newScheme ?? scheme) + ":"
        if host != nil || newHost != nil {
            text += "//"
            if includesCredentials {
                text += username + (password.isEmpty ? "" : ":\(password)") + "@"
            }
            text += newHost ?? host?.serialized ?? ""
            let port = newPort ?? port.map { "\($0)" } ?? ""
            if !port.isEmpty { text += ":" + port }
        }
        text += newPath ?? serializedPath
        if let query { text += "?" + query }
        if let fragment { text += "#" + fragment }
        return try? WebURL(parsing: text)
    }

    private func settingScheme(_ value: String) -> WebURL? {
        let name = String(value.filter { !"\t\n\r".contains($0) }.prefix { $0 != ":" })
        guard let first = name.utf8.first, first.isASCIIAlpha,
            name.utf8.allSatisfy({ $0.isASCIIAlphanumeric || "+-.".utf8.contains($0) })
        else { return nil }
        let lower = name.asciiLowercased
        // A special scheme must stay special, and vice versa.
        guard (SpecialScheme(lower) != nil) == isSpecial else { return nil }
        if lower == "file", includesCredentials || port != nil { return nil }
        if scheme == "file", host == .empty || host == nil { return nil }
        return assembled(scheme: lower)
    }

    private func settingUserinfo(_ part: Part, _ value: String) -> WebURL? {
        if hasNoUserinfo { return nil }
        var encoded: [UInt8] = []
        for byte in value.utf8 { encoded.append(byte, percentEncodedIn: .userinfo) }
        let text = String(decoding: encoded, as: UTF8.self)
        return changed { record in
            if part == .username { record.username = text } else { record.password = text }
        }
    }

    private func settingAuthority(_ part: Part, _ value: String) -> WebURL? {
        if hasOpaquePath { return nil }
        let value = String(value.filter { !"\t\n\r".contains($0) })
        if part == .port { return settingPort(value) }
        // The value ends where an authority would end.
        let ends: [Character] = isSpecial ? ["/", "?", "#", "\\"] : ["/", "?", "#"]
        var host = String(value.prefix { !ends.contains($0) })
        if host.contains("@") { return nil }
        var port: String?
        if let colon = portColon(in: host) {
            if part == .hostname { return nil }
            let digits = host[host.index(after: colon)...].prefix { $0.isASCII && $0.isNumber }
            port = digits.isEmpty ? nil : String(digits)
            host = String(host[..<colon])
            if host.isEmpty { return nil }
        }
        if scheme == "file", port != nil { return nil }
        if host.isEmpty {
            if isSpecial, scheme != "file" { return nil }
            if includesCredentials || self.port != nil { return nil }
        }
        if let port, let url = assembled(host: host, port: port) { return url }
        return assembled(host: host)
    }

    /// The colon of the port, not one of an IPv6 address.
    private func portColon(in text: String) -> String.Index? {
        var isInBrackets = false
        for index in text.indices {
            switch text[index] {
            case "[": isInBrackets = true
            case "]": isInBrackets = false
            case ":" where !isInBrackets: return index
            default: break
            }
        }
        return nil
    }

    private func settingPort(_ value: String) -> WebURL? {
        if hasNoUserinfo { return nil }
        if value.isEmpty { return changed { $0.port = nil } }
        let digits = value.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, let number = UInt16(digits) else { return nil }
        return changed { $0.port = number == SpecialScheme(scheme)?.defaultPort ? nil : number }
    }

    private func settingPath(_ value: String) -> WebURL? {
        if hasOpaquePath { return nil }
        // A question mark or number sign belongs to the path.
        var path = value.replacing("?", with: "%3F").replacing("#", with: "%23")
        let startsWithSlash = path.hasPrefix("/") || (isSpecial && path.hasPrefix("\\"))
        if !startsWithSlash, isSpecial || !path.isEmpty { path = "/" + path }
        if host == nil, path.hasPrefix("//") { path = "/." + path }
        return assembled(path: path)
    }

    private func settingQuery(_ value: String) -> WebURL? {
        if value.isEmpty { return changed { $0.query = nil } }
        let text = value.hasPrefix("?") ? String(value.dropFirst()) : value
        let parsed = try? WebURL(
            parsing: "\(isSpecial ? "http" : "x")://h/?" + text.replacing("#", with: "%23")
                + "#"
        )
        return parsed.map { parsed in changed { $0.query = parsed.query } }
    }

    private func settingFragment(_ value: String) -> WebURL? {
        if value.isEmpty { return changed { $0.fragment = nil } }
        let text = value.hasPrefix("#") ? String(value.dropFirst()) : value
        let parsed = try? WebURL(parsing: "x://h/#" + text + "|")
        return parsed.map { parsed in
            changed { $0.fragment = parsed.fragment.map { String($0.dropLast()) } }
        }
    }
}

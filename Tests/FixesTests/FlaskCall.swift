import Testing

/// `response.set_cookie(…)` as Werkzeug writes it to the wire.
struct FlaskCall {
    private var name = ""
    private var arguments: [String: String] = [:]

    init(_ code: String) throws {
        let start = try #require(code.firstRange(of: "set_cookie("))
        var rest = code[start.upperBound...]
        name = try Self.string(&rest)
        while let comma = rest.firstIndex(of: ",") {
            rest = rest[rest.index(after: comma)...].drop { $0 == " " }
            guard let equals = rest.firstIndex(of: "="),
                !rest[..<equals].contains(",")
            else { continue }
            let key = String(rest[..<equals])
            rest = rest[rest.index(after: equals)...]
            if rest.first == "\"" {
                arguments[key] = try Self.string(&rest)
            } else {
                let value = rest.prefix { $0 != "," && $0 != ")" }
                arguments[key] = String(value)
                rest = rest.dropFirst(value.count)
            }
        }
    }

    private static func string(_ rest: inout Substring) throws -> String {
        try #require(rest.first == "\"")
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            text.append(character == "\\" ? rest.removeFirst() : character)
        }
        return text
    }

    func line(value: String, isSecure: Bool) throws -> String {
        var line = "\(name)=\(value)"
        if let domain = arguments["domain"] { line += "; Domain=\(domain)" }
        if let age = arguments["max_age"] { line += "; Max-Age=\(age)" }
        switch arguments["secure"] {
        case "True": line += "; Secure"
        case "request.is_secure": line += isSecure ? "; Secure" : ""
        default: break
        }
        if arguments["httponly"] == "True" { line += "; HttpOnly" }
        line += "; Path=\(arguments["path"] ?? "/")"
        if let sameSite = arguments["samesite"] { line += "; SameSite=\(sameSite)" }
        if arguments["partitioned"] == "True" { line += "; Partitioned" }
        return line
    }
}

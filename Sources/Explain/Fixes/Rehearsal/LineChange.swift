internal import BrowserCookies
internal import BrowserInfra
internal import WebOrigin

/// One change to a `Set-Cookie` line. None takes Secure or HttpOnly away.
enum LineChange: Hashable, Sendable {
    case name
    case encodeValue
    case shortenValue
    case dropPrefix
    case rootPath
    case dropDomain
    /// In punycode.
    case domain(String)
    case secure
    /// Over https only, so that the same code works on a developer's http server.
    case secureMatchingConnection
    case httpOnly
    case lax
    /// With Secure, without which no browser of today takes it.
    case noneAndSecure
    case partitioned
    case dropPartitioned

    /// What it costs, in effort and in what others may do with the cookie afterwards.
    var cost: Int {
        switch self {
        case .name, .encodeValue, .shortenValue, .rootPath, .dropDomain, .domain, .secure,
            .httpOnly:
            1
        case .lax: 2
        case .partitioned, .dropPartitioned: 3
        case .secureMatchingConnection, .noneAndSecure: 4
        case .dropPrefix: 5
        }
    }

    /// `nil` where the line is so already.
    func applied(to line: SetCookieLine) -> SetCookieLine? {
        var changed = line
        switch self {
        case .name:
            guard line.name.isEmpty else { return nil }
            changed.pair = ByteString(Array("name=".utf8) + line.value.encoded(equals: true).bytes)
        case .encodeValue:
            changed.name = line.name.withoutControls
            changed.value = line.value.encoded(equals: false)
            changed.attributes = line.attributes.map { attribute in
                .init(
                    name: attribute.name.withoutControls,
                    value: attribute.value?.withoutControls
                )
            }
        case .shortenValue: changed.value = "key"
        case .dropPrefix:
            let prefixes = CookiePrefix.allCases.map(\.rawValue).sorted { $0.count > $1.count }
            let text = line.name.asciiLowercased.utf8Decoded
            guard let prefix = prefixes.first(where: { text.hasPrefix($0.asciiLowercased) })
            else { return nil }
            let rest = line.name.bytes.dropFirst(prefix.utf8.count)
            changed.name = ByteString(rest.isEmpty ? Array("name".utf8) : Array(rest))
        case .rootPath: changed["Path"] = "/"
        case .dropDomain: changed.remove("Domain")
        case .domain(let name): changed["Domain"] = name
        case .secure: changed["Secure"] = ""
        case .secureMatchingConnection:
            guard line.has("Secure") else { return nil }
            changed.isSecureMatchingConnection = true
        case .httpOnly: changed["HttpOnly"] = ""
        case .lax: changed["SameSite"] = "Lax"
        case .noneAndSecure:
            changed["Secure"] = ""
            changed["SameSite"] = "None"
        case .partitioned:
            changed["Secure"] = ""
            changed["SameSite"] = "None"
            changed["Partitioned"] = ""
        case .dropPartitioned: changed.remove("Partitioned")
        }
        return changed == line ? nil : changed
    }
}

extension ByteString {
    private var isPlain: Bool { bytes.allSatisfy { !$0.isASCIIControl } }

    fileprivate var withoutControls: ByteString {
        isPlain ? self : ByteString(bytes.filter { !$0.isASCIIControl })
    }

    /// Percent-encoded where no cookie may have it.
    fileprivate func encoded(equals: Bool) -> ByteString {
        ByteString(
            bytes.flatMap { byte -> [UInt8] in
                guard byte.isASCIIControl || (equals && byte == UInt8(ascii: "=")) else {
                    return [byte]
                }
                let digits = String(byte, radix: 16, uppercase: true)
                return Array("%\(digits.count == 1 ? "0" : "")\(digits)".utf8)
            }
        )
    }
}

extension String {
    fileprivate var withoutControls: String {
        String(
            String.UnicodeScalarView(unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
        )
    }
}

internal import BrowserInfra
internal import Glibc

/// Addresses of a host and port, used instead of DNS: an entry of `--resolve`.
///
/// https://curl.se/libcurl/c/CURLOPT_RESOLVE.html
package struct ResolveEntry: Hashable, Sendable {
    /// A host without brackets; `*` matches every host.
    package let host: String
    package let port: UInt16
    /// IPv4 and IPv6 addresses without brackets, in the order in which they are tried.
    package let addresses: [String]

    /// Parses `HOST:PORT:ADDRESS[,ADDRESS]`; IPv6 addresses may have brackets.
    package init(parsing entry: String) throws(CurlTransportSettingsError) {
        func malformed(_ problem: String) -> CurlTransportSettingsError {
            .malformedResolve(entry: entry, problem: problem)
        }
        var rest = entry[...]
        guard let host = takeHost(from: &rest), isPlausible(host: host) else {
            throw malformed("there is no valid host before the first colon")
        }
        guard let port = takeField(from: &rest).flatMap({ portNumber($0) }) else {
            throw malformed("the port is not a number from 1 to 65535")
        }
        var addresses: [String] = []
        for address in rest.split(separator: ",", omittingEmptySubsequences: false) {
            let bare = withoutBrackets(address)
            guard isIPAddress(bare) else { throw malformed("“\(address)” is not an IP address") }
            addresses.append(bare)
        }
        self.host = host
        self.port = port
        self.addresses = addresses
    }

    /// Creates an entry for another name of loopback, with `::1` first, as in browsers.
    init(loopbackName host: String, port: UInt16) {
        self.host = host
        self.port = port
        addresses = ["::1", "127.0.0.1"]
    }

    /// The entry in libcurl's syntax.
    var libcurlForm: String {
        let list = addresses.map { $0.contains(":") ? "[\($0)]" : $0 }.joined(separator: ",")
        return "\(host.contains(":") ? "[\(host)]" : host):\(port):\(list)"
    }
}

/// A different host and port to connect to, while the URL stays the same: an entry of
/// `--connect-to`.
///
/// https://curl.se/libcurl/c/CURLOPT_CONNECT_TO.html
package struct ConnectToEntry: Hashable, Sendable {
    /// `nil` matches every host.
    package let host: String?
    /// `nil` matches every port.
    package let port: UInt16?
    /// `nil` means the host of the URL.
    package let targetHost: String?
    /// `nil` means the port of the URL.
    package let targetPort: UInt16?

    /// Parses `HOST1:PORT1:HOST2:PORT2`; each part may be empty, and IPv6 addresses need brackets.
    package init(parsing entry: String) throws(CurlTransportSettingsError) {
        func malformed(_ problem: String) -> CurlTransportSettingsError {
            .malformedConnectTo(entry: entry, problem: problem)
        }
        func port(_ field: Substring) throws(CurlTransportSettingsError) -> UInt16? {
            if field.isEmpty { return nil }
            guard let number = portNumber(field) else {
                throw malformed("“\(field)” is not a number from 1 to 65535")
            }
            return number
        }
        func host(_ host: String) throws(CurlTransportSettingsError) -> String? {
            if host.isEmpty { return nil }
            guard isPlausible(host: host) else { throw malformed("“\(host)” is not a valid host") }
            return host
        }
        var rest = entry[...]
        guard let firstHost = takeHost(from: &rest), let firstPort = takeField(from: &rest),
            let secondHost = takeHost(from: &rest)
        else { throw malformed("it must have four parts") }
        self.host = try host(firstHost)
        self.port = try port(firstPort)
        targetHost = try host(secondHost)
        targetPort = try port(rest)
    }

    /// The entry in libcurl's syntax.
    var libcurlForm: String {
        func bracketed(_ host: String?) -> String {
            guard let host else { return "" }
            return host.contains(":") ? "[\(host)]" : host
        }
        func text(_ port: UInt16?) -> String { port.map { "\($0)" } ?? "" }
        return "\(bracketed(host)):\(text(port)):\(bracketed(targetHost)):\(text(targetPort))"
    }
}

/// Removes and returns the text before the next colon, along with the colon.
private func takeField(from rest: inout Substring) -> Substring? {
    guard let colon = rest.firstIndex(of: ":") else { return nil }
    defer { rest = rest[rest.index(after: colon)...] }
    return rest[..<colon]
}

/// Removes and returns a host, along with the colon after it; brackets, inside which colons are
/// allowed, are removed.
private func takeHost(from rest: inout Substring) -> String? {
    guard rest.first == "[" else { return takeField(from: &rest).map { String($0) } }
    guard let bracket = rest.firstIndex(of: "]") else { return nil }
    let host = String(rest[rest.index(after: rest.startIndex)..<bracket])
    rest = rest[rest.index(after: bracket)...]
    guard isIPAddress(host), takeField(from: &rest)?.isEmpty == true else { return nil }
    return host
}

private func withoutBrackets(_ address: Substring) -> String {
    guard address.first == "[", address.last == "]" else { return String(address) }
    return String(address.dropFirst().dropLast())
}

private func portNumber(_ field: Substring) -> UInt16? {
    // UInt16's initializer would accept a sign.
    guard field.utf8.allSatisfy(\.isASCIIDigit), let port = UInt16(field), port > 0 else {
        return nil
    }
    return port
}

/// `+` and `-` before a host have a meaning in libcurl, and it does not accept hosts that are not
/// ASCII.
private func isPlausible(host: String) -> Bool {
    guard let first = host.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else {
        return false
    }
    return host.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") }
}

private func isIPAddress(_ text: String) -> Bool {
    // As a C string, the text would end at a NUL.
    guard !text.utf8.contains(0) else { return false }
    var address = in6_addr()
    return inet_pton(AF_INET, text, &address) == 1 || inet_pton(AF_INET6, text, &address) == 1
}

package import Fetch
internal import HTTP
internal import Infra
internal import WebOrigin

/// The curl command that puts an exchange's request on the wire.
///
/// curl checks nothing of what a browser checks: it sends this Cookie header whatever SameSite says,
/// and shows every response.
package struct CurlCommandLine: Hashable, Sendable {
    /// An option and its value.
    package struct Option: Hashable, Sendable {
        package var name: String
        package var value: String?

        package init(_ name: String, _ value: String? = nil) {
            self.name = name
            self.value = value
        }
    }

    private let exchange: Exchange
    /// How the network is reached.
    private let network: [Option]

    package init(_ exchange: Exchange, network: [Option]) {
        self.exchange = exchange
        self.network = network
    }

    /// What curl adds to requests by itself, and a browser does not.
    private static let addedByCurl = ["Accept", "Content-Type", "Expect", "User-Agent"]

    /// Ready to be pasted into bash, an option a line.
    package var text: String {
        let url = exchange.url.strippingCredentialsAndFragment().href
        var first = "curl \(ByteString(utf8: url).bashQuoted)"
        // To curl, brackets and braces are patterns of many URLs.
        if url.contains(where: { "[]{}".contains($0) }) {
            first = "curl --globoff" + first.dropFirst(4)
        }
        var parts = [first] + method
        for header in exchange.requestHeaders.headers {
            let line =
                header.value.isEmpty
                ? Array("\(header.name);".utf8)
                : Array("\(header.name): ".utf8) + header.value.bytes
            parts.append("-H \(ByteString(line).bashQuoted)")
        }
        for name in Self.addedByCurl where !exchange.requestHeaders.contains(name) {
            // Curl asks for these only where there is a body.
            let isOfBody = name == "Content-Type" || name == "Expect"
            if isOfBody, exchange.requestBody == nil, !sendsEmptyBody { continue }
            parts.append("-H '\(name):'")
        }
        var start = ""
        if let body = exchange.requestBody, body.bytes.contains(0) {
            // No argument of a command has a NUL in it.
            start = "printf '\(printfEscaped(body))' | "
            parts.append("--data-binary @-")
        } else if let body = exchange.requestBody {
            parts.append("--data-raw \(body.bashQuoted)")
        } else if sendsEmptyBody {
            parts.append("--data-raw ''")
        }
        if exchange.requestHeaders.contains("Accept-Encoding") { parts.append("--compressed") }
        for option in network {
            let value = option.value.map { " \(ByteString(utf8: $0).bashQuoted)" } ?? ""
            parts.append(option.name + value)
        }
        return start + parts.joined(separator: " \\\n  ")
    }

    /// These have a `Content-Length: 0` where they have no body.
    private var sendsEmptyBody: Bool {
        exchange.requestBody == nil && ["POST", "PUT"].contains(exchange.method)
    }

    private var method: [String] {
        let hasBody = exchange.requestBody != nil || sendsEmptyBody
        switch (exchange.method, hasBody) {
        case ("GET", false), ("POST", true): return []
        case ("HEAD", _): return ["-I"]
        default: return ["-X \(ByteString(utf8: exchange.method).bashQuoted)"]
        }
    }

    private func printfEscaped(_ body: ByteString) -> String {
        body.bytes.map { byte in
            if byte.isASCIIAlphanumeric { return String(Unicode.Scalar(byte)) }
            let digits = String(byte, radix: 8)
            return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
        }.joined()
    }
}

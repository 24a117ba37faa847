package import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import WebOrigin

/// The curl command that sends the same request as an exchange.
///
/// curl does not apply a browser's rules: it sends this Cookie header whatever its SameSite, and
/// shows every response.
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
    /// The options that configure the network.
    private let network: [Option]

    package init(_ exchange: Exchange, network: [Option]) {
        self.exchange = exchange
        self.network = network
    }

    /// The headers that curl adds to requests on its own, and a browser does not.
    private static let addedByCurl = ["Accept", "Content-Type", "Expect", "User-Agent"]

    /// The command for pasting into a shell, with one option per line.
    package var text: String {
        let body = body
        var parts = [target] + method + headers + body.options
        if exchange.requestHeaders.contains("Accept-Encoding") { parts.append("--compressed") }
        for option in network {
            let value = option.value.map { " \(ByteString(utf8: $0).shellQuoted)" } ?? ""
            parts.append(option.name + value)
        }
        return body.source + parts.joined(separator: " \\\n  ")
    }

    private var target: String {
        let url = exchange.url.strippingCredentialsAndFragment().href
        // curl expands brackets and braces in a URL as patterns.
        let hasPatterns = url.contains { "[]{}".contains($0) }
        return "curl \(hasPatterns ? "--globoff " : "")\(ByteString(utf8: url).shellQuoted)"
    }

    private var headers: [String] {
        let headers = exchange.requestHeaders
        let own = headers.headers.map { header in
            let line =
                header.value.isEmpty
                ? Array("\(header.name);".utf8)
                : Array("\(header.name): ".utf8) + header.value.bytes
            return "-H \(ByteString(line).shellQuoted)"
        }
        // curl only adds these two when there is a body.
        let unasked =
            exchange.requestBody == nil && !sendsEmptyBody ? ["Content-Type", "Expect"] : []
        let removed = Self.addedByCurl.filter { !headers.contains($0) && !unasked.contains($0) }
        return own + removed.map { "-H '\($0):'" }
    }

    /// The options for the body.
    ///
    /// `source`: a command whose output is the body, with a pipe.
    private var body: (source: String, options: [String]) {
        guard let body = exchange.requestBody else {
            return ("", sendsEmptyBody ? ["--data-raw ''"] : [])
        }
        // An argument of a command cannot contain NUL.
        return body.bytes.contains(0)
            ? ("\(body.printfCommand) | ", ["--data-binary @-"])
            : ("", ["--data-raw \(body.shellQuoted)"])
    }

    /// Whether the request has `Content-Length: 0` because its method requires it without a body.
    private var sendsEmptyBody: Bool {
        exchange.requestBody == nil && ["POST", "PUT"].contains(exchange.method)
    }

    private var method: [String] {
        let hasBody = exchange.requestBody != nil || sendsEmptyBody
        switch (exchange.method, hasBody) {
        case ("GET", false), ("POST", true): return []
        case ("HEAD", _): return ["-I"]
        default: return ["-X \(ByteString(utf8: exchange.method).shellQuoted)"]
        }
    }
}

/// The first line of a request as it goes over the wire, `POST /x HTTP/1.1`, and the URL that it and
/// its Host header come to.
struct HTTPRequestLine {
    let method: String
    let url: String

    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
    ]

    /// `nil` where the text does not begin with one.
    init?(_ text: String) {
        let lines = text.split(whereSeparator: \.isNewline)
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count == 2 || words.count == 3 && words[2].hasPrefix("HTTP/"),
            Self.methods.contains(String(words[0]))
        else { return nil }
        method = String(words[0])
        let target = String(words[1])
        if target.contains("://") {
            url = target
            return
        }
        let host = lines.lazy.compactMap { line -> String? in
            guard line.lowercased().hasPrefix("host:") else { return nil }
            return String(line.dropFirst(5).drop { $0 == " " })
        }.first
        guard target.hasPrefix("/"), let host else { return nil }
        // It does not say; a port is mostly that of a developer's server.
        url = (host.contains(":") || host == "localhost" ? "http://" : "https://") + host + target
    }
}

/// The first line of an HTTP/1 request, `POST /x HTTP/1.1`, and the URL that results from it and
/// the Host header.
struct HTTPRequestLine {
    let method: String
    let url: String

    private static let methods: Set<String> = [
        "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS",
    ]

    /// Parses the line; `nil` when the text does not begin with one.
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
        // The scheme is unknown; a host with a port is usually a development server.
        url = (host.contains(":") || host == "localhost" ? "http://" : "https://") + host + target
    }
}

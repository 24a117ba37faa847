internal import Fetch
internal import HTTP
internal import Infra

/// A request's headers, each as a line in the form that libcurl takes.
///
/// libcurl would let a header smuggle others in (a line break), or cut it off (a NUL); so what
/// cannot go out byte for byte is refused here and never reaches it.
///
/// https://curl.se/libcurl/c/CURLOPT_HTTPHEADER.html
struct RequestHeaderLines {
    private(set) var lines: [ByteString] = []

    /// What libcurl writes from the URL and the body; a second one would contradict the first.
    private static let writtenByTransport = ["host", "content-length", "transfer-encoding"]

    /// What libcurl would add, and what browsers do not send or the caller decides.
    private static let addedByLibcurl = [
        "Accept", "Accept-Encoding", "Content-Type", "Expect", "User-Agent",
    ]

    init(_ headers: HeaderList) throws(TransportError) {
        for header in headers.headers {
            lines.append(try Self.line(for: header))
        }
        for name in Self.addedByLibcurl where !headers.contains(name) {
            // `Name:` keeps libcurl from adding it.
            lines.append(ByteString(utf8: "\(name):"))
        }
    }

    private static func line(for header: Header) throws(TransportError) -> ByteString {
        let name = header.name
        guard isHTTPToken(name) else {
            throw .network(code: nil, detail: "“\(name)” is not the name of a header")
        }
        guard !writtenByTransport.contains(name.asciiLowercased) else {
            throw .network(code: nil, detail: "the header \(name) follows from URL and body")
        }
        guard !header.value.bytes.contains(where: { $0 == 0x00 || $0 == 0x0A || $0 == 0x0D })
        else {
            throw .network(
                code: nil,
                detail: "the value of the header \(name) has a NUL or a line break"
            )
        }
        // `Name:` would take the header away.
        if header.value.isEmpty { return ByteString(utf8: "\(name);") }
        // And so would a value that C's isspace finds blank.
        guard !header.value.bytes.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else {
            throw .network(
                code: nil,
                detail: "libcurl cannot send the blank value of the header \(name)"
            )
        }
        return ByteString(Array("\(name): ".utf8) + header.value.bytes)
    }
}

/// Whether a text is what a method or the name of a header must be.
///
/// https://httpwg.org/specs/rfc9110.html#tokens
func isHTTPToken(_ text: some StringProtocol) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy(\.isHTTPTokenCodePoint)
}

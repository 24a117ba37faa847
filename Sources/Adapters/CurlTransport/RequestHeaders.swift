internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

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
    ///
    /// The line `Name:` keeps libcurl from adding it.
    private static let addedByLibcurl: [(name: String, line: ByteString)] = [
        "Accept", "Accept-Encoding", "Content-Type", "Expect", "User-Agent",
    ].map { ($0, ByteString(utf8: "\($0):")) }

    init(_ headers: HeaderList) throws(TransportError) {
        for header in headers.headers {
            lines.append(try Self.line(for: header))
        }
        for added in Self.addedByLibcurl where !headers.contains(added.name) {
            lines.append(added.line)
        }
    }

    private static func line(for header: Header) throws(TransportError) -> ByteString {
        let name = header.name
        guard Header.isValidName(name) else {
            throw .network(code: nil, detail: "“\(name)” is not the name of a header")
        }
        guard !writtenByTransport.contains(where: name.equalsIgnoringASCIICase) else {
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
        var line: [UInt8] = []
        line.reserveCapacity(name.utf8.count + 2 + header.value.count)
        line += name.utf8
        line += [UInt8(ascii: ":"), UInt8(ascii: " ")]
        line += header.value.bytes
        return ByteString(line)
    }
}

internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra
internal import CCurl

/// A request's headers as the list that libcurl borrows, in one block: first the links, then their
/// lines.
///
/// libcurl would let a header smuggle others in (a line break), or cut it off (a NUL); so what
/// cannot go out byte for byte is refused here and never reaches it.
///
/// https://curl.se/libcurl/c/CURLOPT_HTTPHEADER.html
struct RequestHeaderBlock: ~Copyable {
    /// Never empty.
    let first: UnsafeMutablePointer<curl_slist>

    /// What libcurl writes from the URL and the body; a second one would contradict the first.
    private static let writtenByTransport = ["host", "content-length", "transfer-encoding"]

    /// What libcurl would add, and what browsers do not send or the caller decides.
    ///
    /// The line `Name:` keeps libcurl from adding it.
    private static let addedByLibcurl: [(name: String, line: [UInt8])] = [
        "Accept", "Accept-Encoding", "Content-Type", "Expect", "User-Agent",
    ].map { ($0, Array("\($0):".utf8)) }

    init(_ headers: HeaderList) throws(TransportError) {
        try Self.check(headers)
        let all = headers.headers
        let list = all.span
        var size = 0
        for index in list.indices {
            // A colon, a space, and the NUL.
            size += list[index].name.utf8.count + list[index].value.count + 3
        }
        let withheld = Self.addedByLibcurl.filter { !headers.contains($0.name) }
        for added in withheld { size += added.line.count + 1 }
        let count = list.count + withheld.count
        let links = MemoryLayout<curl_slist>.stride * count
        let block = UnsafeMutableRawPointer.allocate(
            byteCount: links + size,
            alignment: MemoryLayout<curl_slist>.alignment
        )
        first = block.bindMemory(to: curl_slist.self, capacity: count)
        var writer = Writer(link: first, end: block + links)
        for index in list.indices {
            writer.begin()
            writer.write(list[index].name.utf8.span)
            if list[index].value.isEmpty {
                // `Name:` would take the header away.
                writer.write(UInt8(ascii: ";"))
            } else {
                writer.write(UInt8(ascii: ":"))
                writer.write(UInt8(ascii: " "))
                writer.write(list[index].value.bytes.span)
            }
            writer.write(0)
        }
        for added in withheld {
            writer.begin()
            writer.write(added.line.span)
            writer.write(0)
        }
        // (Each of those that libcurl would add is in one of both.)
        first[count - 1].next = nil
    }

    deinit { UnsafeMutableRawPointer(first).deallocate() }

    /// Fills the block.
    private struct Writer {
        /// The next of the list.
        var link: UnsafeMutablePointer<curl_slist>
        /// Where the next byte is written.
        var end: UnsafeMutableRawPointer

        /// The bytes up to the next call are one line.
        mutating func begin() {
            link.initialize(
                to: curl_slist(data: end.assumingMemoryBound(to: CChar.self), next: link + 1)
            )
            link += 1
        }

        mutating func write(_ byte: UInt8) {
            end.storeBytes(of: byte, as: UInt8.self)
            end += 1
        }

        mutating func write(_ bytes: Span<UInt8>) {
            let start = end
            bytes.withUnsafeBytes { source in
                guard let address = source.baseAddress else { return }
                start.copyMemory(from: address, byteCount: source.count)
            }
            end += bytes.count
        }
    }

    /// Throws where a header cannot go out as it is.
    static func check(_ headers: HeaderList) throws(TransportError) {
        let all = headers.headers
        let list = all.span
        for index in list.indices { try check(list[index]) }
    }

    private static func check(_ header: Header) throws(TransportError) {
        let name = header.name
        guard Header.isValidName(name) else {
            throw .network(code: nil, detail: "“\(name)” is not the name of a header")
        }
        guard !writtenByTransport.contains(where: name.equalsIgnoringASCIICase) else {
            throw .network(code: nil, detail: "the header \(name) follows from URL and body")
        }
        let value = header.value.bytes
        if value.isPlainText { return }
        guard !value.contains(where: { $0 == 0x00 || $0 == 0x0A || $0 == 0x0D }) else {
            throw .network(
                code: nil,
                detail: "the value of the header \(name) has a NUL or a line break"
            )
        }
        // One that C's isspace finds blank would take the header away.
        guard value.contains(where: { $0 != 0x20 && !(0x09...0x0D).contains($0) }) else {
            throw .network(
                code: nil,
                detail: "libcurl cannot send the blank value of the header \(name)"
            )
        }
    }
}

extension [UInt8] {
    /// Whether it has neither control characters nor spaces alone. Looked through to the end, which is
    /// many bytes at a time.
    fileprivate var isPlainText: Bool {
        let bytes = span
        var (least, most): (UInt8, UInt8) = (.max, 0)
        for index in bytes.indices {
            least = Swift.min(least, bytes[index])
            most = Swift.max(most, bytes[index])
        }
        return bytes.isEmpty || (least >= 0x20 && most > 0x20)
    }
}

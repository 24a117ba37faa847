package import BrowserHTTP
package import BrowserInfra

/// The status line and headers, assembled from the lines that libcurl provides.
///
/// libcurl provides every line of every header section of one request: those of 1xx responses,
/// which are skipped here, of the final response, and of the trailer section after a chunked body,
/// which is not part of the head.
///
/// https://httpwg.org/specs/rfc9112.html#message.parsing
package struct ResponseHead {
    package private(set) var status = 0
    package private(set) var statusText = ByteString()
    private var fields: [Header] = []
    /// Whether the status line of the current section has been received, and its empty line has
    /// not.
    private var isInsideSection = false
    /// Whether the previous line was a header, to which a continuation line belongs.
    private var canContinue = false
    /// Whether the empty line after the final response's headers has been received.
    package private(set) var isComplete = false

    package init() {}

    /// In the order and with the case of names in which they were received.
    package var headers: HeaderList { HeaderList(fields) }

    package mutating func receive(line received: some Collection<UInt8>) {
        guard !isComplete else { return }
        let isRead: Void? = received.withContiguousStorageIfAvailable { read($0) }
        if isRead == nil { Array(received).withUnsafeBufferPointer { read($0) } }
    }

    private mutating func read(_ received: UnsafeBufferPointer<UInt8>) {
        var line = received[...]
        if line.last == UInt8(ascii: "\n") { line.removeLast() }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard let first = line.first else {
            isInsideSection = false
            isComplete = status >= 200
            return
        }
        if !isInsideSection {
            readStatusLine(line)
        } else if first.isHTTPTabOrSpace {
            readContinuation(line)
        } else {
            readField(line)
        }
    }

    /// Ends the head when the connection has closed: the headers of a final response that have
    /// arrived are complete.
    package mutating func end() {
        if isInsideSection, status >= 200, !fields.isEmpty { isComplete = true }
        isInsideSection = false
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// Parses `HTTP/1.1 404 Not Found`; the status text is stored unchanged, and HTTP/2 has none.
    private mutating func readStatusLine(_ line: Bytes) {
        self = ResponseHead()
        isInsideSection = true
        // Enough for most responses, so that the array does not grow step by step.
        fields.reserveCapacity(16)
        guard let space = line.firstIndex(of: 0x20) else { return }
        let rest = line[(space + 1)...]
        let end = rest.firstIndex(of: 0x20) ?? rest.endIndex
        guard rest[..<end].allSatisfy(\.isASCIIDigit) else { return }
        status = Int(String(decoding: rest[..<end], as: UTF8.self)) ?? 0
        if end < rest.endIndex { statusText = ByteString(Array(rest[(end + 1)...])) }
    }

    /// A name that is not a token makes the line malformed; it is skipped, as in Chromium, which
    /// tolerates only whitespace before the colon.
    private mutating func readField(_ line: Bytes) {
        canContinue = false
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = Self.trimmed(line[..<colon])
        guard !name.isEmpty, name.allSatisfy(\.isHTTPTokenCodePoint) else { return }
        let value = Self.trimmed(line[(colon + 1)...])
        fields.append(
            Header(
                name: String(decoding: UnsafeBufferPointer(rebasing: name), as: UTF8.self),
                value: ByteString(Array(UnsafeBufferPointer(rebasing: value)))
            )
        )
        canContinue = true
    }

    private static func trimmed(_ line: Bytes) -> Bytes {
        var line = line
        while line.first?.isHTTPTabOrSpace == true { line.removeFirst() }
        while line.last?.isHTTPTabOrSpace == true { line.removeLast() }
        return line
    }

    /// Obsolete line folding: the line break and the whitespace around it become one space.
    ///
    /// https://httpwg.org/specs/rfc9112.html#line.folding
    private mutating func readContinuation(_ line: Bytes) {
        guard canContinue, let last = fields.indices.last else { return }
        let more = Self.trimmed(line)
        guard !more.isEmpty else { return }
        if !fields[last].value.isEmpty { fields[last].value.bytes.append(0x20) }
        fields[last].value.bytes += more
    }
}

internal import BrowserHTTP
internal import BrowserInfra
internal import BrowserJSON

/// A message to a page's process, serialized as it is built: most messages have the same few
/// members, and building JSON values first would cost more than everything else.
struct MessageText {
    private(set) var bytes: [UInt8] = []

    /// Starts a message to the document with this number, which the page's process reads before the
    /// rest.
    init(_ type: StaticString, to document: Int) {
        bytes.reserveCapacity(1 << 9)
        append("{\"d\":")
        write(document)
        append(",\"t\":\"")
        append(type)
        append("\"")
    }

    mutating func add(_ name: StaticString, _ number: Int) {
        addName(name)
        write(number)
    }

    mutating func add(_ name: StaticString, _ isTrue: Bool) {
        addName(name)
        append(isTrue ? "true" : "false")
    }

    mutating func add(_ name: StaticString, _ text: String) {
        addName(name)
        write(text)
    }

    /// Adds a text with one character per byte.
    mutating func add(_ name: StaticString, _ text: ByteString) {
        addName(name)
        write(text)
    }

    mutating func add(_ name: StaticString, _ value: JSONValue) {
        addName(name)
        bytes.append(contentsOf: value.lineText.utf8)
    }

    /// Adds a list of pairs.
    mutating func add(_ name: StaticString, _ headers: [Header]) {
        addName(name)
        append("[")
        for (index, header) in headers.enumerated() {
            append(index == 0 ? "[" : ",[")
            write(header.name)
            append(",")
            write(header.value)
            append("]")
        }
        append("]")
    }

    /// Must be called after the last member.
    mutating func end() { append("}") }

    private mutating func addName(_ name: StaticString) {
        append(",\"")
        append(name)
        append("\":")
    }

    private mutating func append(_ text: StaticString) {
        let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        self.bytes.append(contentsOf: bytes)
    }

    private mutating func write(_ number: Int) {
        bytes.append(contentsOf: String(number).utf8)
    }

    private mutating func write(_ text: String) {
        var text = text
        let isPlain = text.withUTF8 { writePlain($0) }
        if !isPlain { bytes.append(contentsOf: JSONValue.string(text).lineText.utf8) }
    }

    private mutating func write(_ text: ByteString) {
        let isPlain = text.bytes.withUnsafeBufferPointer { writePlain($0) }
        if !isPlain { write(text.isomorphicDecoded) }
    }

    /// Writes the text unless some of it needs, or may need, a JSON escape.
    private mutating func writePlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        for byte in text where byte < 0x20 || byte >= 0x7F || byte == 0x22 || byte == 0x5C {
            return false
        }
        bytes.append(0x22)
        bytes.append(contentsOf: text)
        bytes.append(0x22)
        return true
    }
}

internal import BrowserInfra

/// The word at fish's cursor as it was typed, possibly with open quotes.
///
/// https://fishshell.com/docs/current/language.html#quotes
struct FishWord {
    private(set) var bytes: [UInt8] = []
    /// Whether fish would substitute something, or a letter stands for another.
    private(set) var isExpanded = false

    var text: String { String(decoding: bytes, as: UTF8.self) }

    init(_ raw: String) {
        var quote: UInt8?
        var rest = Array(raw.utf8)[...]
        isExpanded = rest.first == UInt8(ascii: "~")
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\") {
                escaped(rest.popFirst(), in: quote)
            } else if byte == quote {
                quote = nil
            } else if quote == nil, "'\"".utf8.contains(byte) {
                quote = byte
            } else {
                let expanding = quote == nil ? "$(){}*?" : quote == UInt8(ascii: "\"") ? "$" : ""
                if expanding.utf8.contains(byte) { isExpanded = true }
                bytes.append(byte)
            }
        }
    }

    private mutating func escaped(_ byte: UInt8?, in quote: UInt8?) {
        // At the cursor, the escaped character has not been typed yet.
        guard let byte else { return }
        switch quote {
        case nil: if byte.isASCIIAlphanumeric { isExpanded = true }
        case UInt8(ascii: "\""):
            if !"\"\\$".utf8.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
        case _: if !"'\\".utf8.contains(byte) { bytes.append(UInt8(ascii: "\\")) }
        }
        bytes.append(byte)
    }
}

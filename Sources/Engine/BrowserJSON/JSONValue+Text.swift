extension JSONValue {
    /// The text of a document, indented by two spaces, without a line break at the end.
    package var text: String { JSONWriter.text(of: self, .document) }

    /// The text on one line, for a stream of values.
    package var lineText: String { JSONWriter.text(of: self, .streamed) }

    /// The same, as bytes with a line break behind them.
    package var lineBytes: [UInt8] { JSONWriter.bytes(of: self, .streamed, ending: 0x0A) }

    /// The text on one line as people write it: for a message, and for a body that is sent.
    package var json: String { JSONWriter.text(of: self, .spoken) }

    /// A member or element a line, without the commas, which would be differences of their own
    /// where lines are compared.
    package var jsonLines: [String] {
        JSONWriter.text(of: self, .compared)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Text as it is, anything else as JSON on one line.
    package var plainText: String { string ?? json }
}

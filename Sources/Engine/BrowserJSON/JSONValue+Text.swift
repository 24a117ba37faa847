extension JSONValue {
    /// The text as a document, indented by two spaces, without a line break at the end.
    package var text: String { JSONWriter.text(of: self, .document) }

    /// The text on one line, for a stream of values.
    package var lineText: String { JSONWriter.text(of: self, .streamed) }

    /// The same as bytes, followed by a line break.
    package var lineBytes: [UInt8] { JSONWriter.bytes(of: self, .streamed, ending: 0x0A) }

    /// The text on one line with spaces, for messages and for request bodies.
    package var json: String { JSONWriter.text(of: self, .spoken) }

    /// The text with each member or element on its own line, without commas, which would be
    /// differences of their own when lines are compared.
    package var jsonLines: [String] {
        JSONWriter.text(of: self, .compared)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A string as it is, anything else as JSON on one line.
    package var plainText: String { string ?? json }
}

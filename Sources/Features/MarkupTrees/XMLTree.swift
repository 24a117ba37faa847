internal import CExpat

/// An XML document parsed by expat, in the same form as `MarkupTree` for HTML. `web/dom/xml.js`
/// reads it.
///
/// https://html.spec.whatwg.org/#parsing-xhtml-documents
package struct XMLTree {
    /// The first number of a node in `words`.
    enum Kind: Int32 {
        /// namespace, prefix and local name as indices in `names`, or -1; number of attributes, and
        /// for each the same three, and offset and length of its value.
        case element = 1
        case end = 2
        /// offset and length.
        case text = 3
        case comment = 4
        /// offset and length of name, public identifier, system identifier.
        case doctype = 5
        /// offset and length of target and data.
        case instruction = 6
        case cdata = 7
    }

    package private(set) var words: [Int32] = []
    package private(set) var text: [UInt16] = []
    package private(set) var names: [String] = []
    /// The error and its location, in expat's words; `nil` for a well-formed document.
    package private(set) var error: String?

    package init(parsing bytes: [UInt8]) {
        let builder = XMLTreeBuilder()
        error = builder.parse(bytes)
        words = builder.words
        text = builder.text
        names = builder.names
    }
}

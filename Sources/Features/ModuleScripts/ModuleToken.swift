/// A token of a module's text; what it is called is read from the text where it matters.
struct ModuleToken {
    enum Kind {
        case end, identifier, privateName, punctuator, number, string, template
    }

    var kind: Kind
    /// Byte offsets.
    var start: Int
    var end: Int
    var followsNewline: Bool
    /// Written with `\u…`, which is never a keyword.
    var hasEscape = false
}

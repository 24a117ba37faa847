/// A token of a module's text; its name is read from the text when needed.
struct ModuleToken {
    enum Kind {
        case end, identifier, privateName, punctuator, number, string, template
    }

    var kind: Kind
    /// The byte offsets of the token.
    var start: Int
    var end: Int
    var followsNewline: Bool
    /// Whether it contains `\u…`, which rules out a keyword.
    var hasEscape = false
}

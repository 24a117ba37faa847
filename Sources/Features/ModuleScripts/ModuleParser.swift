/// Parses a module as far as its names require: their declarations and references. JavaScriptCore
/// parses it again, and reports any other errors.
///
/// https://tc39.es/ecma262/#sec-modules
final class ModuleParser {
    let lexer: ModuleLexer
    /// Whether this is a classic script, which may be sloppy, and can only import with `import()`.
    let isClassic: Bool
    var token: ModuleToken
    var previousEnd = 0
    var scopes = ModuleScopes()
    var record = ModuleRecord()
    var edits: [ModuleRecord.Edit] = []
    /// The start of a statement after an omitted semicolon: a replacement that begins with a
    /// parenthesis would continue the previous statement.
    var omittedSemicolon = -1
    /// The first of the arguments that were read last; `nil` when there are none, or it is spread.
    var firstArgument: FirstArgument?
    var depth = 0
    /// https://tc39.es/ecma262/#sec-parsedtext: the function around the token.
    var function = Function(isAsync: true)
    var exportedNames: Set<String> = []
    /// The names that the module declares other than by `var` and functions, each of which must be
    /// unique.
    var lexicalNames: Set<String> = []
    var variableNames: Set<String> = []
    /// Whether the current declaration is exported.
    var isExporting = false
    /// The exports of `export { a }`, which may precede the declaration of `a`.
    var localExports: [(name: String, binding: String, offset: Int)] = []

    struct Function {
        var isModule = true
        var isAsync = false
        var isGenerator = false
        /// Whether this is an arrow function, code in a class, or the module, in which `arguments`
        /// refers to an outer function.
        var hasNoArguments = true
    }

    /// The maximum nesting depth: deeper than hand-written code, and within the stack's limits.
    static let depthLimit = 800

    init(_ source: [UInt8], isClassic: Bool = false) throws(ModuleSyntaxError) {
        self.isClassic = isClassic
        lexer = ModuleLexer(source: source, hasHTMLComments: isClassic)
        if isClassic { function = Function(hasNoArguments: false) }
        token = try lexer.token(at: 0)
    }

    // MARK: Tokens

    func advance() throws(ModuleSyntaxError) {
        previousEnd = token.end
        // JavaScriptCore reads the body as a function's, where `<!--` is a comment; in a module it
        // is operators. (`-->` at the start of a line is a syntax error in a module.)
        if !isClassic, isPunctuator("<"), lexer.source[token.end...].starts(with: "!--".utf8) {
            edits.append(ModuleRecord.Edit(start: token.end, end: token.end, text: " "))
        }
        token = try lexer.token(at: token.end)
    }

    func text(_ token: ModuleToken) -> ArraySlice<UInt8> {
        lexer.source[token.start..<token.end]
    }

    func isPunctuator(_ text: StaticString) -> Bool {
        token.kind == .punctuator && matches(text)
    }

    func isWord(_ text: StaticString) -> Bool {
        token.kind == .identifier && !token.hasEscape && matches(text)
    }

    private func matches(_ text: StaticString) -> Bool {
        token.end - token.start == text.utf8CodeUnitCount
            && lexer.source[token.start..<token.end].elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            )
    }

    func take(_ text: StaticString) throws(ModuleSyntaxError) -> Bool {
        guard isPunctuator(text) else { return false }
        try advance()
        return true
    }

    func takeWord(_ text: StaticString) throws(ModuleSyntaxError) -> Bool {
        guard isWord(text) else { return false }
        try advance()
        return true
    }

    func expect(_ text: StaticString) throws(ModuleSyntaxError) {
        guard try take(text) else { throw unexpectedToken() }
    }

    func unexpectedToken() -> ModuleSyntaxError {
        let message =
            switch token.kind {
            case .end: "Unexpected end of input"
            case .string: "Unexpected string"
            case .number: "Unexpected number"
            case .template: "Unexpected template string"
            case .identifier where isReserved(name(of: token)):
                "Unexpected token '\(name(of: token))'"
            case .identifier: "Unexpected identifier '\(name(of: token))'"
            case .punctuator, .privateName:
                "Unexpected token '\(String(decoding: text(token), as: UTF8.self))'"
            }
        return ModuleSyntaxError(message: message, offset: token.start)
    }

    func failure(_ message: String, _ offset: Int) -> ModuleSyntaxError {
        ModuleSyntaxError(message: message, offset: offset)
    }

    /// The next token, without advancing.
    func next() throws(ModuleSyntaxError) -> ModuleToken { try lexer.token(at: token.end) }

    func isNext(_ text: StaticString, _ token: ModuleToken) -> Bool {
        token.kind == .punctuator && token.end - token.start == text.utf8CodeUnitCount
            && self.text(token).elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            )
    }

    /// Increments the depth; the caller decrements it on return.
    func goDeeper() throws(ModuleSyntaxError) {
        guard depth < Self.depthLimit else {
            throw failure("Maximum call stack size exceeded", token.start)
        }
        depth += 1
    }

    /// Whether the token is one of these single-character punctuators.
    func isOne(of characters: StaticString) -> Bool {
        guard token.kind == .punctuator, token.end == token.start + 1 else { return false }
        return UnsafeBufferPointer(
            start: characters.utf8Start,
            count: characters.utf8CodeUnitCount
        ).contains(lexer.source[token.start])
    }

    /// https://tc39.es/ecma262/#sec-automatic-semicolon-insertion
    func endStatement() throws(ModuleSyntaxError) {
        if try take(";") { return }
        if isPunctuator("}") || token.kind == .end { return }
        guard token.followsNewline else { throw unexpectedToken() }
        omittedSemicolon = token.start
    }

    // MARK: Names

    static let reserved: Set<String> = [
        "await", "break", "case", "catch", "class", "const", "continue", "debugger", "default",
        "delete", "do", "else", "enum", "export", "extends", "false", "finally", "for", "function",
        "if", "implements", "import", "in", "instanceof", "interface", "let", "new", "null",
        "package", "private", "protected", "public", "return", "static", "super", "switch", "this",
        "throw", "true", "try", "typeof", "var", "void", "while", "with", "yield",
    ]

    /// The words that are only reserved in strict mode.
    private static let reservedInStrictMode: Set<String> = [
        "implements", "interface", "let", "package", "private", "protected", "public", "static",
    ]

    func isReserved(_ name: String) -> Bool {
        guard Self.reserved.contains(name) else { return false }
        guard isClassic else { return true }
        return switch name {
        case "await": function.isAsync
        case "yield": function.isGenerator
        default: !Self.reservedInStrictMode.contains(name)
        }
    }

    func name(of token: ModuleToken) -> String {
        let text = String(decoding: text(token), as: UTF8.self)
        return token.hasEscape ? Self.unescaped(text) : text
    }

    /// Reads a name that a binding or a reference may have.
    func identifier() throws(ModuleSyntaxError) -> (name: String, token: ModuleToken) {
        guard token.kind == .identifier else { throw unexpectedToken() }
        let found = token
        let name = name(of: found)
        guard !isReserved(name) else { throw unexpectedToken() }
        try advance()
        return (name, found)
    }

    /// The text with `\u0061` and `\u{61}` decoded.
    private static func unescaped(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let at = rest.rangeOfEscape() {
            result += rest[..<at.lowerBound]
            rest = rest[at.upperBound...]
            let digits: Substring
            if rest.first == "{", let end = rest.firstIndex(of: "}") {
                digits = rest[rest.index(after: rest.startIndex)..<end]
                rest = rest[rest.index(after: end)...]
            } else {
                digits = rest.prefix(4)
                rest = rest.dropFirst(4)
            }
            if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) {
                result.unicodeScalars.append(scalar)
            }
        }
        return result + rest
    }
}

extension Substring {
    /// The range of the first `\u` escape.
    fileprivate func rangeOfEscape() -> Range<Index>? {
        var at = startIndex
        while at < endIndex {
            let after = index(after: at)
            if self[at] == "\\", after < endIndex, self[after] == "u" {
                return at..<index(after: after)
            }
            at = after
        }
        return nil
    }
}

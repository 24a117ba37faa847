/// Reads a module as far as its names need it: what is declared where, and what is looked up. JavaScriptCore
/// reads it again, and says what else is wrong with it.
///
/// https://tc39.es/ecma262/#sec-modules
final class ModuleParser {
    let lexer: ModuleLexer
    /// A classic script, which may be sloppy, and imports nothing but by `import()`.
    let isClassic: Bool
    var token: ModuleToken
    var previousEnd = 0
    var scopes = ModuleScopes()
    var record = ModuleRecord()
    var edits: [ModuleRecord.Edit] = []
    /// Where a statement begins that another one before it, without a semicolon, would swallow.
    var omittedSemicolon = -1
    /// Of the arguments that were read last; `nil` where there are none, or they are spread.
    var firstArgument: FirstArgument?
    var depth = 0
    /// https://tc39.es/ecma262/#sec-parsedtext: what surrounds the token.
    var function = Function(isAsync: true)
    var exportedNames: Set<String> = []
    /// What the module declares besides `var` and functions, each once.
    var lexicalNames: Set<String> = []
    var variableNames: Set<String> = []
    /// Whether what is declared now is exported.
    var isExporting = false
    /// `export { a }`, which may come before `a`.
    var localExports: [(name: String, binding: String, offset: Int)] = []

    struct Function {
        var isModule = true
        var isAsync = false
        var isGenerator = false
        /// Whether the function is an arrow, or code of a class's, or the module: `arguments` is further out.
        var hasNoArguments = true
    }

    /// Deeper than this no hand has written, and no stack need be had for.
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
        // In a function `<!--` is a comment, in a module it is operators. (`-->` at the start of a line is
        // nothing in a module.)
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

    /// What follows without a change of the parser.
    func next() throws(ModuleSyntaxError) -> ModuleToken { try lexer.token(at: token.end) }

    func isNext(_ text: StaticString, _ token: ModuleToken) -> Bool {
        token.kind == .punctuator && token.end - token.start == text.utf8CodeUnitCount
            && self.text(token).elementsEqual(
                UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            )
    }

    /// Who goes back takes one from the depth.
    func goDeeper() throws(ModuleSyntaxError) {
        guard depth < Self.depthLimit else {
            throw failure("Maximum call stack size exceeded", token.start)
        }
        depth += 1
    }

    /// Whether the token is one of these punctuators of one character each.
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

    /// What strict mode alone reserves.
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

    /// A name that a binding or a reference may have.
    func identifier() throws(ModuleSyntaxError) -> (name: String, token: ModuleToken) {
        guard token.kind == .identifier else { throw unexpectedToken() }
        let found = token
        let name = name(of: found)
        guard !isReserved(name) else { throw unexpectedToken() }
        try advance()
        return (name, found)
    }

    /// `\u0061` and `\u{61}`
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
    /// Where `\u` stands first.
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

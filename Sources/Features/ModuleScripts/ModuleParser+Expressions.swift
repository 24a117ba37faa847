extension ModuleParser {
    func expression(allowsIn: Bool = true) throws(ModuleSyntaxError) {
        repeat { _ = try assignment(allowsIn: allowsIn) } while try take(",")
    }

    /// https://tc39.es/ecma262/#prod-AssignmentExpression. Operators are read in sequence, because
    /// their precedence does not affect names.
    func assignment(allowsIn: Bool = true) throws(ModuleSyntaxError) -> ModuleCover {
        try goDeeper()
        defer { depth -= 1 }
        return try assignmentBelow(allowsIn)
    }

    private func assignmentBelow(_ allowsIn: Bool) throws(ModuleSyntaxError)
        -> ModuleCover
    {
        let firstReference = scopes.references.count
        let firstScope = scopes.count
        if isWord("yield"), !isClassic || function.isGenerator {
            try yieldExpression(allowsIn)
            return .other
        }
        if try arrowOfOneName(allowsIn) { return .other }
        let first = try unary()
        if isPunctuator("=>"), !token.followsNewline {
            switch first {
            case .parenthesized(let parts):
                try arrow(firstReference, firstScope, parts, isAsync: false, allowsIn)
                return .other
            case .asyncCall(let parts):
                scopes.update(firstReference) { $0.isBinding = true }
                try arrow(firstReference, firstScope, parts, isAsync: true, allowsIn)
                return .other
            default: throw failure("Malformed arrow function parameter list", token.start)
            }
        }
        if try take("=") {
            _ = try assignment(allowsIn: allowsIn)
            return .pattern([first])
        }
        var isAlone = true
        while true {
            if isBinaryOperator(allowsIn) {
                try advance()
                _ = try unary()
                isAlone = false
            } else if try take("?") {
                _ = try assignment()
                try expect(":")
                _ = try assignment(allowsIn: allowsIn)
                return .other
            } else if isAlone, isAssignmentOperator {
                try advance()
                _ = try assignment(allowsIn: allowsIn)
                return .other
            } else {
                return isAlone ? first : .other
            }
        }
    }

    private static let binaryOperators: Set<String> = [
        "&&", "||", "??", "|", "^", "&", "==", "!=", "===", "!==", "<", ">", "<=", ">=", "<<",
        ">>", ">>>", "+", "-", "*", "/", "%", "**",
    ]
    private static let assignmentOperators: Set<String> = [
        "+=", "-=", "*=", "/=", "%=", "**=", "<<=", ">>=", ">>>=", "&=", "|=", "^=", "&&=", "||=",
        "??=",
    ]

    private func isBinaryOperator(_ allowsIn: Bool) -> Bool {
        switch token.kind {
        case .identifier: isWord("instanceof") || allowsIn && isWord("in")
        case .punctuator:
            Self.binaryOperators.contains(String(decoding: text(token), as: UTF8.self))
        default: false
        }
    }

    private var isAssignmentOperator: Bool {
        token.kind == .punctuator
            && Self.assignmentOperators.contains(String(decoding: text(token), as: UTF8.self))
    }

    private func yieldExpression(_ allowsIn: Bool) throws(ModuleSyntaxError) {
        guard function.isGenerator else {
            throw failure("Unexpected strict mode reserved word", token.start)
        }
        try advance()
        guard !token.followsNewline, token.kind != .end, !isWord("in"), !isWord("of"),
            !isOne(of: ")]},;:")
        else { return }
        _ = try take("*")
        _ = try assignment(allowsIn: allowsIn)
    }

    // MARK: Arrow functions

    /// Reads `name => …` or `async name => …`, and returns whether there was one.
    private func arrowOfOneName(_ allowsIn: Bool) throws(ModuleSyntaxError) -> Bool {
        guard token.kind == .identifier else { return false }
        var following = try next()
        let isAsync =
            isWord("async") && following.kind == .identifier && !following.followsNewline
        if isAsync { following = try lexer.token(at: following.end) }
        guard isNext("=>", following), !following.followsNewline else { return false }
        if isAsync { try advance() }
        let (name, _) = try identifier()
        scopes.enter()
        scopes.declare(name)
        try arrowBody(isAsync: isAsync, allowsIn)
        return true
    }

    private func arrow(
        _ firstReference: Int,
        _ firstScope: Int,
        _ parameters: [ModuleCover],
        isAsync: Bool,
        _ allowsIn: Bool
    ) throws(ModuleSyntaxError) {
        scopes.enter()
        scopes.adopt(
            references: firstReference,
            scopes: firstScope,
            bindings: parameters.flatMap(\.bindings)
        )
        try arrowBody(isAsync: isAsync, allowsIn)
    }

    private func arrowBody(isAsync: Bool, _ allowsIn: Bool) throws(ModuleSyntaxError) {
        try expect("=>")
        let outer = function
        function = Function(
            isModule: false,
            isAsync: isAsync,
            hasNoArguments: outer.hasNoArguments
        )
        if isPunctuator("{") {
            scopes.enter(forVariables: true)
            try statements()
            scopes.leave()
        } else {
            _ = try assignment(allowsIn: allowsIn)
        }
        scopes.leave()
        function = outer
    }

    // MARK: Operands

    func noteAwait() throws(ModuleSyntaxError) {
        if function.isModule {
            record.hasTopLevelAwait = true
        } else if !function.isAsync {
            throw failure(
                "await is only valid in async functions and the top level bodies of modules",
                token.start
            )
        }
    }

    private func unary() throws(ModuleSyntaxError) -> ModuleCover {
        var isPrefixed = false
        while true {
            if isWord("await"), !isClassic || function.isAsync {
                try noteAwait()
            } else if !isWord("typeof"), !isWord("void"), !isWord("delete"),
                !isOne(of: "+-~!"), !isPunctuator("++"), !isPunctuator("--")
            {
                break
            }
            try advance()
            isPrefixed = true
        }
        let operand = try operand()
        if !token.followsNewline, isPunctuator("++") || isPunctuator("--") {
            try advance()
            return .other
        }
        return isPrefixed ? .other : operand
    }

    /// https://tc39.es/ecma262/#prod-LeftHandSideExpression
    func operand() throws(ModuleSyntaxError) -> ModuleCover {
        var isNew = false
        while isWord("new") {
            isNew = true
            try advance()
            if try take(".") {
                guard try takeWord("target") else { throw unexpectedToken() }
                return try suffixes(of: .other)
            }
            // The operand of new cannot be an import call.
            if isWord("import"), isNext("(", try next()) {
                throw failure("Cannot use new with import", token.start)
            }
        }
        return try suffixes(of: try primary(), isNew: isNew)
    }

    private func suffixes(
        of first: ModuleCover,
        isNew: Bool = false
    ) throws(ModuleSyntaxError) -> ModuleCover {
        var cover = first
        while true {
            if case .identifier(let index) = cover {
                var isCall = isPunctuator("(") || token.kind == .template
                if isPunctuator("?.") { isCall = isNext("(", try next()) }
                if isCall { scopes.update(index) { $0.isCall = true } }
                if isPunctuator("("), scopes.references[index].name == "async" {
                    let hasNewline = token.followsNewline
                    let parts = try arguments()
                    cover = hasNewline ? .other : .asyncCall(parts)
                    if isPunctuator("=>") { return cover }
                    continue
                }
                if isPunctuator("("), !isNew, scopes.references[index].name == "eval" {
                    try directEval(index)
                    cover = .other
                    continue
                }
            } else if case .parenthesized(let parts) = cover, parts.count == 1,
                case .identifier(let index) = parts[0], isPunctuator("(")
            {
                // (eval)(text) is a direct call, like eval(text).
                scopes.update(index) { $0.isKept = true }
            }
            if try take(".") {
                try memberName()
            } else if try take("?.") {
                if isPunctuator("(") {
                    _ = try arguments()
                } else if try take("[") {
                    try expression()
                    try expect("]")
                } else {
                    try memberName()
                }
            } else if try take("[") {
                try expression()
                try expect("]")
            } else if isPunctuator("(") {
                _ = try arguments()
            } else if token.kind == .template {
                try template()
            } else {
                return cover
            }
            cover = .other
        }
    }

    private func directEval(_ index: Int) throws(ModuleSyntaxError) {
        _ = try arguments()
        let argument = firstArgument
        scopes.update(index) { reference in
            reference.evaluated = argument
            reference.isKept = argument == nil
        }
    }

    private func memberName() throws(ModuleSyntaxError) {
        guard token.kind == .identifier || token.kind == .privateName else {
            throw unexpectedToken()
        }
        try advance()
    }

    /// Reads arguments, which may turn out to be an arrow function's parameters.
    private func arguments() throws(ModuleSyntaxError) -> [ModuleCover] {
        try expect("(")
        var parts: [ModuleCover] = []
        var first: FirstArgument?
        while try !take(")") {
            let start = token.start
            let isSpread = try take("...")
            parts.append(try assignment())
            if parts.count == 1, !isSpread { first = FirstArgument(start: start, end: previousEnd) }
            if !isPunctuator(")") { try expect(",") }
        }
        firstArgument = first
        return parts
    }

    private func primary() throws(ModuleSyntaxError) -> ModuleCover {
        switch token.kind {
        case .number, .string, .privateName: try advance()
        case .template: try template()
        case .end: throw unexpectedToken()
        case .identifier: return try word()
        case .punctuator:
            if isPunctuator("(") { return .parenthesized(try arguments()) }
            if try take("[") { return try arrayLiteral() }
            if try take("{") { return try objectLiteral() }
            guard isPunctuator("/") || isPunctuator("/=") else { throw unexpectedToken() }
            previousEnd = try lexer.endOfRegularExpression(token.start)
            token = try lexer.token(at: previousEnd)
        }
        return .other
    }

    private func word() throws(ModuleSyntaxError) -> ModuleCover {
        let isAfterOmitted = token.start == omittedSemicolon
        if !token.hasEscape {
            switch name(of: token) {
            case "this", "null", "true", "false", "super":
                try advance()
                return .other
            case "function":
                try functionExpression(isAsync: false)
                return .other
            case "class":
                try classExpression()
                return .other
            case "import":
                try importExpression()
                return .other
            case "async":
                let following = try next()
                guard following.kind == .identifier, !following.followsNewline,
                    text(following).elementsEqual("function".utf8)
                else { break }
                try advance()
                try functionExpression(isAsync: true)
                return .other
            default: break
            }
        }
        let (name, token) = try identifier()
        let reference = ModuleReference(
            name: name,
            start: token.start,
            end: token.end,
            isModuleArguments: name == "arguments" && function.hasNoArguments,
            followsOmittedSemicolon: isAfterOmitted
        )
        return .identifier(scopes.refer(reference))
    }

    /// Reads `import(…)` or `import.meta`.
    private func importExpression() throws(ModuleSyntaxError) {
        let word = token
        try advance()
        if isPunctuator("(") {
            let following = try next()
            if isNext(")", following) {
                throw failure("Unexpected token ')'", following.start)
            }
            let text = isClassic ? record.own : "\(record.own).import"
            edits.append(ModuleRecord.Edit(start: word.start, end: word.end, text: text))
            return
        }
        guard !isClassic else {
            throw failure("Cannot use 'import.meta' outside a module", word.start)
        }
        try expect(".")
        guard isWord("meta") else { throw unexpectedToken() }
        edits.append(ModuleRecord.Edit(start: word.start, end: word.end, text: record.own))
        try advance()
    }

    func template() throws(ModuleSyntaxError) {
        var at = token.end
        while true {
            let span = try lexer.templateSpan(from: at)
            previousEnd = span.end
            token = try lexer.token(at: span.end)
            if span.isLast { return }
            try expression()
            guard isPunctuator("}") else { throw unexpectedToken() }
            at = token.end
        }
    }

    private func arrayLiteral() throws(ModuleSyntaxError) -> ModuleCover {
        var parts: [ModuleCover] = []
        while try !take("]") {
            if try take(",") { continue }
            _ = try take("...")
            parts.append(try assignment())
            if !isPunctuator("]") { try expect(",") }
        }
        return .pattern(parts)
    }
}

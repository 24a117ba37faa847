extension ModuleParser {
    /// https://tc39.es/ecma262/#prod-ModuleItemList
    func module() throws(ModuleSyntaxError) {
        while token.kind != .end {
            if isWord("import") {
                let following = try next()
                if !isNext("(", following), !isNext(".", following) {
                    try importDeclaration()
                    continue
                }
            }
            if isWord("export") {
                try exportDeclaration()
                continue
            }
            try statement()
        }
    }

    /// https://tc39.es/ecma262/#prod-Script
    func script() throws(ModuleSyntaxError) {
        while token.kind != .end { try statement() }
    }

    func statement() throws(ModuleSyntaxError) {
        try goDeeper()
        defer { depth -= 1 }
        return try statementBelow()
    }

    private func statementBelow() throws(ModuleSyntaxError) {
        if isPunctuator("{") { return try block() }
        if try take(";") { return }
        guard token.kind == .identifier, !token.hasEscape else { return try expressionStatement() }
        switch name(of: token) {
        case "var", "const": try variables()
        case "let":
            guard try isLetDeclaration() else { return try expressionStatement() }
            try variables()
        case "function": try functionDeclaration(isAsync: false)
        case "async":
            let following = try next()
            guard following.kind == .identifier, !following.followsNewline,
                text(following).elementsEqual("function".utf8)
            else { return try expressionStatement() }
            try advance()
            try functionDeclaration(isAsync: true)
        case "class": try classDeclaration()
        case "if":
            try ifStatement()
        case "for": try forStatement()
        case "while":
            try advance()
            try parenthesizedExpression()
            try statement()
        case "do":
            try advance()
            try statement()
            guard try takeWord("while") else { throw unexpectedToken() }
            try parenthesizedExpression()
            if try !take(";") { omittedSemicolon = token.start }
        case "with":
            guard isClassic else {
                throw failure("Strict mode code may not include a with statement", token.start)
            }
            try advance()
            try parenthesizedExpression()
            try statement()
        case "continue", "break":
            try advance()
            if token.kind == .identifier, !token.followsNewline,
                !isReserved(name(of: token))
            {
                try advance()
            }
            try endStatement()
        case "return":
            guard !function.isModule else {
                throw failure("Illegal return statement", token.start)
            }
            try advance()
            if !isPunctuator(";"), !isPunctuator("}"), token.kind != .end, !token.followsNewline {
                try expression()
            }
            try endStatement()
        case "throw":
            try advance()
            if token.followsNewline { throw failure("Illegal newline after throw", token.start) }
            try expression()
            try endStatement()
        case "try": try tryStatement()
        case "switch": try switchStatement()
        case "debugger":
            try advance()
            try endStatement()
        case "import":
            let following = try next()
            guard isNext("(", following) || isNext(".", following) else {
                throw failure("Cannot use import statement outside a module", token.start)
            }
            try expressionStatement()
        default:
            let following = try next()
            if isNext(":", following), !isReserved(name(of: token)) {
                try advance()
                try advance()
                return try statement()
            }
            try expressionStatement()
        }
    }

    private func expressionStatement() throws(ModuleSyntaxError) {
        try expression()
        try endStatement()
    }

    func parenthesizedExpression() throws(ModuleSyntaxError) {
        try expect("(")
        try expression()
        try expect(")")
    }

    private func block() throws(ModuleSyntaxError) {
        scopes.enter()
        try statements()
        scopes.leave()
    }

    /// Reads a block in braces.
    func statements() throws(ModuleSyntaxError) {
        try expect("{")
        while !isPunctuator("}") {
            guard token.kind != .end else { throw unexpectedToken() }
            try statement()
        }
        try expect("}")
    }

    /// Reads an if statement. An else-if chain may be of any length, so it is not read recursively.
    private func ifStatement() throws(ModuleSyntaxError) {
        while try takeWord("if") {
            try parenthesizedExpression()
            try statement()
            guard try takeWord("else") else { return }
        }
        try statement()
    }

    private func tryStatement() throws(ModuleSyntaxError) {
        try advance()
        try block()
        if try takeWord("catch") {
            scopes.enter()
            if try take("(") {
                try bindingTarget(.lexical)
                try expect(")")
            }
            try block()
            scopes.leave()
        }
        if try takeWord("finally") { try block() }
    }

    private func switchStatement() throws(ModuleSyntaxError) {
        try advance()
        try parenthesizedExpression()
        scopes.enter()
        try expect("{")
        while try !take("}") {
            if try takeWord("case") {
                try expression()
                try expect(":")
            } else if try takeWord("default") {
                try expect(":")
            } else {
                guard token.kind != .end else { throw unexpectedToken() }
                try statement()
            }
        }
        scopes.leave()
    }

    private func forStatement() throws(ModuleSyntaxError) {
        try advance()
        if isWord("await") {
            try noteAwait()
            try advance()
        }
        try expect("(")
        scopes.enter()
        let isLet = try isLetDeclaration()
        if isLet || isWord("var") || isWord("const") {
            let kind: Declaration = isWord("var") ? .variable : .lexical
            try advance()
            try declarators(kind, allowsIn: false)
        } else if !isPunctuator(";") {
            try expression(allowsIn: false)
        }
        if try takeWord("of") {
            _ = try assignment()
        } else if try takeWord("in") {
            try expression()
        } else {
            try expect(";")
            if !isPunctuator(";") { try expression() }
            try expect(";")
            if !isPunctuator(")") { try expression() }
        }
        try expect(")")
        try statement()
        scopes.leave()
    }

    // MARK: Declarations

    enum Declaration {
        case variable, lexical
    }

    /// Whether `let` begins a declaration: sloppy code may use it as a name.
    private func isLetDeclaration() throws(ModuleSyntaxError) -> Bool {
        guard isWord("let") else { return false }
        guard isClassic else { return true }
        let following = try next()
        return switch following.kind {
        case .identifier:
            !text(following).elementsEqual("in".utf8)
                && !text(following).elementsEqual("instanceof".utf8)
        case .punctuator: isNext("[", following) || isNext("{", following)
        default: false
        }
    }

    func variables() throws(ModuleSyntaxError) {
        let kind: Declaration = isWord("var") ? .variable : .lexical
        try advance()
        try declarators(kind, allowsIn: true)
        try endStatement()
    }

    private func declarators(
        _ kind: Declaration,
        allowsIn: Bool
    ) throws(ModuleSyntaxError) {
        repeat {
            try bindingTarget(kind)
            if try take("=") { _ = try assignment(allowsIn: allowsIn) }
        } while try take(",")
    }

    func declare(_ name: String, _ kind: Declaration, at offset: Int)
        throws(ModuleSyntaxError)
    {
        if kind == .variable {
            if scopes.declareVariable(name) { variableNames.insert(name) }
        } else {
            if !isClassic, scopes.current == 0, !lexicalNames.insert(name).inserted {
                throw failure("Identifier '\(name)' has already been declared", offset)
            }
            scopes.declare(name)
        }
    }

    /// https://tc39.es/ecma262/#prod-BindingElement, without its initializer
    func bindingTarget(_ kind: Declaration) throws(ModuleSyntaxError) {
        try goDeeper()
        defer { depth -= 1 }
        return try bindingBelow(kind)
    }

    private func bindingBelow(_ kind: Declaration) throws(ModuleSyntaxError) {
        if try take("[") {
            while try !take("]") {
                if try take(",") { continue }
                _ = try take("...")
                try bindingElement(kind)
                if !isPunctuator("]") { try expect(",") }
            }
        } else if try take("{") {
            while try !take("}") {
                if try take("...") {
                    try bindingTarget(kind)
                } else {
                    try bindingProperty(kind)
                }
                if !isPunctuator("}") { try expect(",") }
            }
        } else {
            let (name, token) = try identifier()
            try declare(name, kind, at: token.start)
            noteExport(of: name)
        }
    }

    private func bindingProperty(_ kind: Declaration) throws(ModuleSyntaxError) {
        let key = token
        try propertyName()
        if try take(":") { return try bindingElement(kind) }
        guard key.kind == .identifier, !isReserved(name(of: key)) else {
            throw unexpectedToken()
        }
        let name = name(of: key)
        try declare(name, kind, at: key.start)
        noteExport(of: name)
        if try take("=") { _ = try assignment() }
    }

    func bindingElement(_ kind: Declaration) throws(ModuleSyntaxError) {
        try bindingTarget(kind)
        if try take("=") { _ = try assignment() }
    }

    func functionDeclaration(isAsync: Bool) throws(ModuleSyntaxError) {
        try advance()
        let isGenerator = try take("*")
        let (name, token) = try identifier()
        try declare(name, .lexical, at: token.start)
        try functionRest(Function(isModule: false, isAsync: isAsync, isGenerator: isGenerator))
    }

    func classDeclaration() throws(ModuleSyntaxError) {
        try advance()
        let (name, token) = try identifier()
        try declare(name, .lexical, at: token.start)
        try classRest(named: name)
    }
}

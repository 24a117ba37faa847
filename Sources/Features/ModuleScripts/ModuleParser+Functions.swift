extension ModuleParser {
    /// https://tc39.es/ecma262/#prod-ObjectLiteral
    func objectLiteral() throws(ModuleSyntaxError) -> ModuleCover {
        var parts: [ModuleCover] = []
        while try !take("}") {
            parts.append(try property())
            if !isPunctuator("}") { try expect(",") }
        }
        return .pattern(parts)
    }

    private func property() throws(ModuleSyntaxError) -> ModuleCover {
        if try take("...") { return try assignment() }
        let method = try modifiers(endedBy: ["(", ",", ":", "=", "}"])
        let key = token
        try propertyName()
        if isPunctuator("(") {
            try functionRest(method)
            return .other
        }
        if try take(":") { return try assignment() }
        guard key.kind == .identifier, !isReserved(name(of: key)) else {
            throw unexpectedToken()
        }
        let name = name(of: key)
        let reference = ModuleReference(
            name: name,
            start: key.start,
            end: key.end,
            isShorthand: true,
            isModuleArguments: name == "arguments" && function.hasNoArguments
        )
        let index = scopes.refer(reference)
        if try take("=") {
            _ = try assignment()
            return .pattern([.identifier(index)])
        }
        return .identifier(index)
    }

    /// Reads `async`, `get`, `set` and `*` before a name; each word may be the name itself, in
    /// which case one of `ends` follows.
    private func modifiers(endedBy ends: [StaticString]) throws(ModuleSyntaxError)
        -> Function
    {
        var method = Function(isModule: false)
        if isWord("async") || isWord("get") || isWord("set") {
            let following = try next()
            let isName =
                following.kind == .end || ends.contains { isNext($0, following) }
                || isWord("async") && following.followsNewline
            if !isName {
                method.isAsync = isWord("async")
                try advance()
            }
        }
        method.isGenerator = try take("*")
        return method
    }

    func propertyName() throws(ModuleSyntaxError) {
        if try take("[") {
            _ = try assignment()
            return try expect("]")
        }
        switch token.kind {
        case .identifier, .string, .number, .privateName: try advance()
        default: throw unexpectedToken()
        }
    }

    func functionExpression(isAsync: Bool) throws(ModuleSyntaxError) {
        try advance()
        let isGenerator = try take("*")
        scopes.enter()
        if token.kind == .identifier { scopes.declare(try identifier().name) }
        try functionRest(Function(isModule: false, isAsync: isAsync, isGenerator: isGenerator))
        scopes.leave()
    }

    /// Reads the parameters and the body.
    func functionRest(_ kind: Function) throws(ModuleSyntaxError) {
        try goDeeper()
        defer { depth -= 1 }
        return try functionBelow(kind)
    }

    private func functionBelow(_ kind: Function) throws(ModuleSyntaxError) {
        let outer = function
        function = kind
        function.hasNoArguments = false
        scopes.enter()
        try expect("(")
        while try !take(")") {
            _ = try take("...")
            try bindingElement(.lexical)
            if !isPunctuator(")") { try expect(",") }
        }
        scopes.enter(forVariables: true)
        try statements()
        scopes.leave()
        scopes.leave()
        function = outer
    }

    func classExpression() throws(ModuleSyntaxError) {
        try advance()
        var name: String?
        if token.kind == .identifier, !isWord("extends") { name = try identifier().name }
        try classRest(named: name)
    }

    /// https://tc39.es/ecma262/#prod-ClassTail
    func classRest(named name: String?) throws(ModuleSyntaxError) {
        try goDeeper()
        defer { depth -= 1 }
        return try classBelow(name)
    }

    private func classBelow(_ name: String?) throws(ModuleSyntaxError) {
        scopes.enter()
        if let name { scopes.declare(name) }
        if try takeWord("extends") { _ = try operand() }
        try expect("{")
        while try !take("}") {
            if try take(";") { continue }
            guard token.kind != .end else { throw unexpectedToken() }
            try classElement()
        }
        scopes.leave()
    }

    private func classElement() throws(ModuleSyntaxError) {
        let ends: [StaticString] = ["(", "=", ";", "}"]
        if isWord("static") {
            let following = try next()
            if isNext("{", following) {
                try advance()
                return try ownCode { () throws(ModuleSyntaxError) in try statements() }
            }
            if !ends.contains(where: { isNext($0, following) }) { try advance() }
        }
        let method = try modifiers(endedBy: ends)
        try propertyName()
        if isPunctuator("(") { return try functionRest(method) }
        if try take("=") {
            try ownCode { () throws(ModuleSyntaxError) in _ = try assignment() }
        }
        try endStatement()
    }

    /// Reads a field's value or a static block, to which the rules of a method's body apply.
    private func ownCode(
        _ body: () throws(ModuleSyntaxError) -> Void
    ) throws(ModuleSyntaxError) {
        let outer = function
        function = Function(isModule: false)
        function.hasNoArguments = false
        scopes.enter(forVariables: true)
        try body()
        scopes.leave()
        function = outer
    }
}

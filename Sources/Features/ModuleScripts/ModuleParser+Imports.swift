extension ModuleParser {
    // MARK: Imports

    /// https://tc39.es/ecma262/#prod-ImportDeclaration
    func importDeclaration() throws(ModuleSyntaxError) {
        let start = token.start
        try advance()
        var bindings: [(name: String?, local: String, offset: Int)] = []
        if token.kind != .string {
            if token.kind == .identifier {
                let (local, token) = try identifier()
                bindings.append(("default", local, token.start))
                if try take(",") { try importBindings(&bindings) }
            } else {
                try importBindings(&bindings)
            }
            guard try takeWord("from") else { throw unexpectedToken() }
        }
        let request = try moduleRequest()
        for (name, local, offset) in bindings {
            try declare(local, .lexical, at: offset)
            record.imports.append(
                ModuleRecord.Import(request: request, name: name, local: local, offset: offset)
            )
        }
        try endStatement()
        replaceText(from: start, with: ";")
    }

    private func importBindings(
        _ bindings: inout [(name: String?, local: String, offset: Int)]
    ) throws(ModuleSyntaxError) {
        if try take("*") {
            guard try takeWord("as") else { throw unexpectedToken() }
            let (local, token) = try identifier()
            bindings.append((nil, local, token.start))
            return
        }
        try expect("{")
        while try !take("}") {
            let first = token
            let name = try exportName()
            if try takeWord("as") {
                let (local, token) = try identifier()
                bindings.append((name, local, token.start))
            } else {
                guard first.kind == .identifier, !isReserved(name) else {
                    throw unexpectedToken()
                }
                bindings.append((name, name, first.start))
            }
            if !isPunctuator("}") { try expect(",") }
        }
    }

    /// A name, or a string that is one.
    private func exportName() throws(ModuleSyntaxError) -> String {
        let found = token
        switch found.kind {
        case .identifier:
            try advance()
            return name(of: found)
        case .string:
            try advance()
            return try ModuleString.value(
                of: lexer.source[found.start..<found.end],
                at: found.start
            )
        default: throw unexpectedToken()
        }
    }

    /// A specifier and what it is with; which of the record's requests that is.
    private func moduleRequest() throws(ModuleSyntaxError) -> Int {
        guard token.kind == .string else { throw unexpectedToken() }
        let offset = token.start
        let specifier = try exportName()
        var attributes: [ModuleRecord.Attribute] = []
        if isWord("with") {
            try advance()
            try expect("{")
            while try !take("}") {
                let key = try exportName()
                try expect(":")
                guard token.kind == .string else { throw unexpectedToken() }
                attributes.append(ModuleRecord.Attribute(key: key, value: try exportName()))
                if !isPunctuator("}") { try expect(",") }
            }
        }
        let known = record.requests.firstIndex {
            $0.specifier == specifier && $0.attributes == attributes
        }
        if let known { return known }
        record.requests.append(
            ModuleRecord.Request(specifier: specifier, attributes: attributes, offset: offset)
        )
        return record.requests.count - 1
    }

    // MARK: Exports

    /// https://tc39.es/ecma262/#prod-ExportDeclaration
    func exportDeclaration() throws(ModuleSyntaxError) {
        let start = token
        try advance()
        if try take("*") {
            let offset = token.start
            var name: String?
            if try takeWord("as") { name = try exportName() }
            guard try takeWord("from") else { throw unexpectedToken() }
            let request = try moduleRequest()
            if let name {
                try addExport(name, at: offset)
                record.exports.append(
                    .indirect(name: name, request: request, imported: nil, offset: offset)
                )
            } else {
                record.exports.append(.star(request: request))
            }
            try endStatement()
            return replaceText(from: start.start, with: ";")
        }
        if isPunctuator("{") { return try exportList(from: start.start) }
        if isWord("default") { return try exportDefault(from: start) }
        replaceText(start.start, start.end)
        isExporting = true
        defer { isExporting = false }
        if isWord("var") || isWord("let") || isWord("const") { return try variables() }
        let isAsync = try takeWord("async")
        guard isWord("function") || !isAsync && isWord("class") else { throw unexpectedToken() }
        var named = try next()
        if isNext("*", named) { named = try lexer.token(at: named.end) }
        noteExport(of: name(of: named))
        isExporting = false
        if isWord("class") {
            try classDeclaration()
        } else {
            try functionDeclaration(isAsync: isAsync)
        }
    }

    private func addExport(_ name: String, at offset: Int) throws(ModuleSyntaxError) {
        guard exportedNames.insert(name).inserted else {
            throw failure("Duplicate export of '\(name)'", offset)
        }
    }

    /// A name that is declared where `export` stands before.
    func noteExport(of name: String) {
        guard isExporting, scopes.current == 0 else { return }
        localExports.append((name, name, previousEnd))
    }

    private func exportList(from start: Int) throws(ModuleSyntaxError) {
        var entries: [(name: String, local: String, token: ModuleToken)] = []
        try expect("{")
        while try !take("}") {
            let first = token
            let local = try exportName()
            let name = try takeWord("as") ? try exportName() : local
            entries.append((name, local, first))
            if !isPunctuator("}") { try expect(",") }
        }
        if try takeWord("from") {
            let request = try moduleRequest()
            for (name, imported, token) in entries {
                try addExport(name, at: token.start)
                record.exports.append(
                    .indirect(
                        name: name,
                        request: request,
                        imported: imported,
                        offset: token.start
                    )
                )
            }
        } else {
            for (name, local, token) in entries {
                guard token.kind == .identifier, !isReserved(local) else {
                    throw failure("Unexpected token", token.start)
                }
                localExports.append((name, local, token.start))
            }
        }
        try endStatement()
        replaceText(from: start, with: ";")
    }

    private func exportDefault(from start: ModuleToken) throws(ModuleSyntaxError) {
        let end = token.end
        try advance()
        var following = token
        var keyword = token
        if isWord("async") {
            following = try next()
            if !following.followsNewline { keyword = following }
        }
        let isFunction =
            keyword.kind == .identifier && text(keyword).elementsEqual("function".utf8)
        if isFunction {
            following = try lexer.token(at: keyword.end)
            var beforeName = keyword
            if isNext("*", following) {
                beforeName = following
                following = try lexer.token(at: following.end)
            }
            replaceText(start.start, end)
            let isAsync = try takeWord("async")
            if following.kind == .identifier {
                localExports.append(("default", name(of: following), start.start))
                return try functionDeclaration(isAsync: isAsync)
            }
            edits.append(
                ModuleRecord.Edit(
                    start: beforeName.end,
                    end: beforeName.end,
                    text: " " + record.defaultBinding
                )
            )
            record.namesDefaultFunction = true
            addDefault(at: start.start)
            try advance()
            let isGenerator = try take("*")
            return try functionRest(
                Function(isModule: false, isAsync: isAsync, isGenerator: isGenerator)
            )
        }
        if isWord("class") {
            following = try next()
            if following.kind == .identifier, !text(following).elementsEqual("extends".utf8) {
                replaceText(start.start, end)
                localExports.append(("default", name(of: following), start.start))
                return try classDeclaration()
            }
        }
        let isClass = isWord("class")
        replaceText(start.start, end, with: "const \(record.defaultBinding) = ({ default: ")
        addDefault(at: start.start)
        _ = try isClass ? anonymousClass() : assignment()
        edits.append(
            ModuleRecord.Edit(start: previousEnd, end: previousEnd, text: "}).default;")
        )
        if !isClass { try endStatement() }
    }

    private func anonymousClass() throws(ModuleSyntaxError) -> ModuleCover {
        try classExpression()
        return .other
    }

    private func addDefault(at offset: Int) {
        lexicalNames.insert(record.defaultBinding)
        scopes.declare(record.defaultBinding)
        localExports.append(("default", record.defaultBinding, offset))
    }

    // MARK: What is left out

    /// Up to the end of what has been read.
    private func replaceText(from start: Int, with text: String) {
        replaceText(start, previousEnd, with: text)
        omittedSemicolon = -1
    }

    /// Keeps the lines.
    private func replaceText(_ start: Int, _ end: Int, with text: String = "") {
        let newlines = (start..<end).filter { lexer.isNewline($0) }.map { at in
            switch lexer.source[at] {
            case 0x0A: "\n"
            case 0x0D: "\r"
            default: lexer.byte(at + 2) == 0xA8 ? "\u{2028}" : "\u{2029}"
            }
        }
        edits.append(ModuleRecord.Edit(start: start, end: end, text: text + newlines.joined()))
    }
}

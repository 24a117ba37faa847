extension ModuleRecord {
    /// Parses and rewrites a module's text, in UTF-8.
    ///
    /// - Throws: a syntax error.
    package init(rewriting source: [UInt8]) throws(ModuleSyntaxError) {
        let parser = try ModuleParser(source)
        parser.record.own = Self.name("$module", in: source)
        parser.record.imported = Self.name("$import", in: source)
        parser.record.defaultBinding = Self.name("$default", in: source)
        try parser.module()
        self = try parser.finished()
    }

    /// A name that does not occur in the text.
    private static func name(_ wish: String, in source: [UInt8]) -> String {
        var name = wish
        while source.contains(name) { name += "_" }
        return name
    }
}

extension [UInt8] {
    func contains(_ word: String) -> Bool {
        let word = Array(word.utf8)
        var at = startIndex
        while let found = self[at...].firstIndex(of: word[0]) {
            if self[found...].starts(with: word) { return true }
            at = found + 1
        }
        return false
    }
}

extension ModuleParser {
    fileprivate func finished() throws(ModuleSyntaxError) -> ModuleRecord {
        if let twice = lexicalNames.first(where: variableNames.contains) {
            throw failure("Identifier '\(twice)' has already been declared", 0)
        }
        try addLocalExports()
        rewriteReferences()
        rewriteEval()
        record.edits = orderedEdits()
        if lexer.source.starts(with: "#!".utf8) {
            record.edits.insert(ModuleRecord.Edit(start: 0, end: 2, text: "//"), at: 0)
        }
        record.body = rewritten(by: record.edits)
        return record
    }

    /// Applies edits, which are in text order.
    func rewritten(by edits: [ModuleRecord.Edit]) -> [UInt8] {
        var body: [UInt8] = []
        body.reserveCapacity(lexer.source.count + 32 * edits.count)
        var at = 0
        for edit in edits {
            body += lexer.source[at..<edit.start]
            body += Array(edit.text.utf8)
            at = edit.end
        }
        return body + lexer.source[at...]
    }

    private func addLocalExports() throws(ModuleSyntaxError) {
        var imports: [String: ModuleRecord.Import] = [:]
        for entry in record.imports { imports[entry.local] = entry }
        for (name, binding, offset) in localExports {
            guard exportedNames.insert(name).inserted else {
                throw failure("Duplicate export of '\(name)'", offset)
            }
            if let entry = imports[binding] {
                record.exports.append(
                    .indirect(
                        name: name,
                        request: entry.request,
                        imported: entry.name,
                        offset: offset
                    )
                )
            } else if scopes.isDeclaredByModule(binding) {
                record.exports.append(.local(name: name, binding: binding))
            } else {
                throw failure("Export '\(binding)' is not defined in module", offset)
            }
        }
    }

    private func rewriteReferences() {
        let imports = Set(record.imports.map(\.local))
        for reference in scopes.references {
            let isImport = imports.contains(reference.name)
            guard isImport || reference.isModuleArguments, scopes.reachesModule(reference) else {
                continue
            }
            let object = isImport ? record.imported : "globalThis"
            var text = "\(object).\(reference.name)"
            if reference.isShorthand {
                text = "\(reference.name): \(text)"
            } else if reference.isCall {
                text = "\(reference.followsOmittedSemicolon ? ";" : "")(0,\(text))"
            }
            edits.append(
                ModuleRecord.Edit(start: reference.start, end: reference.end, text: text)
            )
        }
    }
}

/// A classic script, in which `import()` is the only thing that JavaScriptCore does not have. What `eval` is given
/// is one, too.
///
/// https://tc39.es/ecma262/#sec-import-calls
package struct ClassicScript: Hashable, Sendable {
    /// A name as long as `import`, so that what follows stays in its column. It looks like it, too, where
    /// JavaScriptCore quotes it; the first letter is U+0456.
    package static let importName = "\u{456}mport"
    /// `eval` where it is not called by its own name; the first letter is U+0435.
    package static let evalName = "\u{435}val"

    package var body: [UInt8]
    /// In the order of the text; never empty.
    package var edits: [ModuleRecord.Edit]

    /// What the text is the code of.
    package struct Code: Hashable, Sendable {
        /// Of a function, whose body it is.
        package var isFunction = false
        package var isAsync = false
        package var isGenerator = false

        package init() {}

        package init(functionThatIsAsync isAsync: Bool, isGenerator: Bool) {
            isFunction = true
            self.isAsync = isAsync
            self.isGenerator = isGenerator
        }
    }

    /// `nil` where the text stays as it is: nothing is imported, or it is not a script, of which
    /// JavaScriptCore says why.
    ///
    /// - Parameters:
    ///   - source: in UTF-8.
    ///   - importName: what is called in place of `import`. Its property `text` is what makes a script's
    ///     text of what `eval` is called with.
    ///   - code: what the text is the code of.
    package init?(
        rewriting source: [UInt8],
        importName: String = importName,
        as code: Code = Code()
    ) {
        guard source.mayImport else { return nil }
        do throws(ModuleSyntaxError) {
            let parser = try ModuleParser(source, isClassic: true)
            parser.record.own = importName
            if code.isFunction {
                parser.function = ModuleParser.Function(
                    isModule: false,
                    isAsync: code.isAsync,
                    isGenerator: code.isGenerator
                )
                parser.function.hasNoArguments = false
            }
            try parser.script()
            parser.rewriteEval()
            guard !parser.edits.isEmpty else { return nil }
            edits = parser.orderedEdits()
            body = parser.rewritten(by: edits)
        } catch {
            return nil
        }
    }
}

extension Collection where Element == UInt8, Index == Int {
    /// Whether the text of a script may call `import()`, or have one evaluated that does: the words are there.
    var mayImport: Bool {
        var at = startIndex
        while let found = self[at...].firstIndex(where: { $0 == .letterI || $0 == .letterE }) {
            at = found + 1
            let word = self[found] == .letterI ? "import" : "eval"
            guard self[found...].starts(with: word.utf8) else { continue }
            at = found + word.utf8.count
            if word == "import" ? mayCall(at) : !isName(found - 1) && !isName(at) { return true }
        }
        return false
    }

    /// Whether parentheses follow, or what may stand before them: a comment, a string's escape, other space.
    private func mayCall(_ start: Int) -> Bool {
        var at = start
        while at < endIndex, self[at] <= 0x20 { at += 1 }
        return at < endIndex && ("(/\\".utf8.contains(self[at]) || self[at] >= 0x80)
    }

    private func isName(_ at: Int) -> Bool {
        guard indices.contains(at) else { return false }
        return self[at] != .backslash
            && (ModuleLexer.isNameStart(self[at]) || (0x30...0x39).contains(self[at]))
    }
}

extension UInt8 {
    fileprivate static var letterI: UInt8 { UInt8(ascii: "i") }
    fileprivate static var letterE: UInt8 { UInt8(ascii: "e") }
    fileprivate static var backslash: UInt8 { UInt8(ascii: "\\") }
}

/// A classic script, whose `import()` is the only syntax that JavaScriptCore does not provide. The
/// argument of `eval` is one too.
///
/// https://tc39.es/ecma262/#sec-import-calls
package struct ClassicScript: Hashable, Sendable {
    /// The name that replaces `import`. It has the same length, so the columns after it do not
    /// change, and looks the same when JavaScriptCore quotes it; the first letter is U+0456.
    package static let importName = "\u{456}mport"
    /// The name that replaces `eval` except in direct calls; the first letter is U+0435.
    package static let evalName = "\u{435}val"

    package var body: [UInt8]
    /// The edits in text order; never empty.
    package var edits: [ModuleRecord.Edit]

    /// The kind of code that a text is.
    package struct Code: Hashable, Sendable {
        /// Whether the text is the body of a function.
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

    /// Rewrites a script; `nil` when the text remains unchanged: there is nothing to rewrite, or it
    /// is not a valid script, for which JavaScriptCore reports the error.
    ///
    /// - Parameters:
    ///   - source: the text in UTF-8.
    ///   - importName: the function to call instead of `import`. Its property `text` is a function
    ///     that rewrites the argument of `eval`.
    ///   - code: the kind of code that the text is.
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
    /// Whether a script may call `import()` or `eval`, according to a search for the words.
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

    /// Whether parentheses follow, or something that can precede them: a comment, an escape in a
    /// string, other white space.
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

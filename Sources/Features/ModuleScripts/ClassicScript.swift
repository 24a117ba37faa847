/// A classic script, in which `import()` is the only thing that JavaScriptCore does not have.
///
/// https://tc39.es/ecma262/#sec-import-calls
package enum ClassicScript {
    /// A name as long as `import`, so that everything stays in its column. It looks like it, too, where
    /// JavaScriptCore quotes it; the first letter is U+0456.
    package static let importName = "\u{456}mport"

    /// The text with ``importName`` in place of each `import` that is called.
    ///
    /// - Parameter source: in UTF-8.
    /// - Returns: `nil` where the text stays as it is: nothing is imported, or it is not a script, of which
    ///   JavaScriptCore says why.
    package static func rewriting(_ source: [UInt8]) -> [UInt8]? {
        guard source.contains("import"), !source.contains(importName) else { return nil }
        do throws(ModuleSyntaxError) {
            let parser = try ModuleParser(source, isClassic: true)
            parser.record.own = importName
            try parser.script()
            return parser.edits.isEmpty ? nil : parser.rewritten(by: parser.edits)
        } catch {
            return nil
        }
    }
}

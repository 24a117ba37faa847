internal import BrowserInfra
internal import ModuleScripts

extension FuzzTarget {
    /// A script's text, as a module and as a classic script.
    static let moduleScript = FuzzTarget(
        name: "module-script",
        pieces: [
            "import a, { b as c, 'd e' as f } from 'm'", "import * as ns from 'm'", "import 'm'",
            "import d from 'm' with { type: 'json' }", "export default ", "export * from 'm'",
            "export * as ns from 'm'", "export { a as default }", "export let a = 1", "import(",
            "import.meta", "await ", "async ", "function* f() {", "class A extends a {", "static {",
            "=> ", "(a) =>", "({ a } = a)", "`${", "}`", "/[/]a/g", "/ a /", "/*", "*/", "//",
            "<!--",
            "-->", "#!", "#a", "\\u0061", "\\u{61}", "let ", "var a", "arguments", "yield ",
            "with (a)",
            "a?.b", "a ?.5:b", "...", "(", ")", "[", "]", "{", "}", ";", ",", "'", "\"", "\n",
            "\r\n", "eval(", "eval(a)", "(eval)(a)", "eval(eval(a))", "eval('import(1)')",
            "eval`a`",
            "{ eval }", "(eval) =>",
            "\u{2028}", "\u{FEFF}", "\u{0}", "é", "0x1e+", "1..a", "a\n(b)", "return", "$import",
            "$module", "for await (let a of ", "new import(", "get a() {",
        ]
    ) { input throws(BrokenClaim) in
        try expectRewriting(input.bytes)
        try expectRewritingOfClassic(input.bytes)
    }

    private static func expectRewriting(_ source: [UInt8]) throws(BrokenClaim) {
        let record: ModuleRecord
        do throws(ModuleSyntaxError) {
            record = try ModuleRecord(rewriting: source)
        } catch {
            return try expect(
                (0...source.count).contains(error.offset),
                "what is wrong has its place in the text",
                "\(error.offset)"
            )
        }
        try expect(
            !record.edits.isEmpty || record.body == source,
            "text with nothing to rewrite comes out as it is"
        )
        try expect(
            lineTerminators(of: record.body) == lineTerminators(of: source),
            "a rewritten module has the lines that it had",
            record.body.debugDescription
        )
        try expect(
            zip(record.edits, record.edits.dropFirst()).allSatisfy { $0.end <= $1.start },
            "no two edits overlap",
            "\(record.edits)"
        )
        let again: ModuleRecord
        do throws(ModuleSyntaxError) {
            again = try ModuleRecord(rewriting: record.body)
        } catch {
            let text = String(decoding: record.body, as: UTF8.self)
            throw BrokenClaim(
                claim: "a rewritten module is still one",
                detail: "\(error.message) at \(error.offset) of \(text.debugDescription)"
            )
        }
        // (The argument of eval would be passed through one more function.)
        let isDone =
            again.edits.isEmpty || String(decoding: record.body, as: UTF8.self).contains("eval")
        try expect(
            again.requests.isEmpty && again.exports.isEmpty && isDone
                && again.hasTopLevelAwait == record.hasTopLevelAwait,
            "a rewritten module has nothing left to rewrite",
            String(decoding: record.body, as: UTF8.self)
        )
    }

    private static func expectRewritingOfClassic(_ source: [UInt8]) throws(BrokenClaim) {
        guard let script = ClassicScript(rewriting: source) else { return }
        var (at, from) = (0, 0)
        for edit in script.edits {
            try expect(edit.start >= from, "no two edits overlap", "\(script.edits)")
            let kept = source[from..<edit.start]
            let isAsItWas =
                script.body[at...].starts(with: kept)
                && script.body[(at + kept.count)...].starts(with: edit.text.utf8)
            try expect(isAsItWas, "between the edits all is as it was")
            at += kept.count + edit.text.utf8.count
            from = edit.end
        }
        let isOfImport = script.edits.allSatisfy { edit in
            [
                ClassicScript.importName, ClassicScript.evalName,
                "eval: " + ClassicScript.evalName, ClassicScript.importName + ".text(eval,", ")",
            ].contains(edit.text)
        }
        try expect(isOfImport, "only import and eval are different in a classic script")
        try expect(
            script.body[at...] == source[from...],
            "what follows the last edit is as it was"
        )
        try expect(
            lineTerminators(of: script.body) == lineTerminators(of: source),
            "a rewritten script has the lines that it had"
        )
    }

    /// The line terminators in order; `\r\n` counts as two.
    private static func lineTerminators(of text: [UInt8]) -> [UInt8] {
        text.indices.compactMap { at in
            switch text[at] {
            case 0x0A, 0x0D: text[at]
            case 0xE2 where text[at...].starts(with: [0xE2, 0x80, 0xA8]): 0xA8
            case 0xE2 where text[at...].starts(with: [0xE2, 0x80, 0xA9]): 0xA9
            default: nil
            }
        }
    }
}

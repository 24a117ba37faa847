import Fuzzing
import ModuleScripts
import Testing

/// Random JavaScript without anything to rewrite.
private struct ScriptText {
    var random: SeededRandom

    init(_ number: Int) { random = SeededRandom(seed: 28, number: number) }

    private mutating func one(of list: [String]) -> String { random.element(of: list, or: "x") }

    private mutating func name() -> String {
        one(of: [
            "x", "y1", "$z", "_", "é", "of", "get", "from", "as", "async", "imports", "exported",
        ])
    }

    private mutating func space() -> String {
        one(of: [
            " ", " ", "  ", "\t", "\n", "\r\n", " // import(1)\n", " /* export */ ", "\u{2028}",
        ])
    }

    mutating func expression(_ depth: Int) -> String {
        guard depth > 0 else {
            return one(of: [
                name(), "1", "0x1e", ".5", "1n", "'import(1)'", "\"export {}\"", "`import`",
                "/[/\"]`/g",
                "this", "null", "super_",
            ])
        }
        let (a, b) = (expression(depth - 1), expression(depth - 1))
        let next = name()
        return switch Int.random(in: 0..<16, using: &random) {
        case 0: "(\(a))\(space())+ (\(b))"
        case 1: "(\(a)) / (\(b)) / 2"
        case 2: "[\(a), , ...[\(b)]]"
        case 3:
            "({ \(next): \(a), [\(b)]: 1, import: 2, get export() { return 3 }, async *m() {} })"
        case 4: "(\(next)) => (\(a))"
        case 5: "async (\(next), { a: [b] = [\(a)] }) => { await (\(b)) }"
        case 6: "function\(space())\(next)(q = \(a)) { return\(space())arguments }"
        case 7: "`a${\(a)}b${`${\(b)}`}`"
        case 8: "(\(a)) ? (\(b)) : /a/.test(1)"
        case 9: "class { static #p = \(a); static { this.#p } import() { return \(b) } }"
        case 10: "\(next).import(\(a))?.[\(b)]"
        case 11: "new Map(\(a)).export"
        case 12: "typeof\(space())(\(a))"
        case 13: "function* () { yield (\(a)); yield* [\(b)] }"
        case 14: "(\(a)) ?? (\(b))"
        default: "(\(a), \(b))"
        }
    }

    mutating func statement(_ depth: Int, _ number: Int) -> String {
        let value = expression(depth)
        let (first, second) = (space(), space())
        return switch Int.random(in: 0..<10, using: &random) {
        case 0: "let\(first)v\(number) = \(value);\n"
        case 1: "const { v\(number), ...w\(number) } =\(first)(\(value))\n;"
        case 2: "if\(first)((\(value)))\(second){ /a/.test(1) } else (1)\n;"
        case 3: "for (const v of (\(value)))\(first){ continue }\n"
        case 4: "l\(number): while (0) { break l\(number) }\n"
        case 5: "try { (\(value)) } catch { } finally { }\n"
        case 6: "switch (\(value)) { case 1: default: }\n"
        case 7: "do (\(value));\(first)while (0)\n"
        case 8: "function f\(number)() { var import_ = (\(value)) }\n"
        default: "x = (\(value))\(second);"
        }
    }

    mutating func text() -> String {
        (0..<Int.random(in: 1...8, using: &random)).map { statement($0 % 4, $0) }.joined()
    }
}

@Suite struct UnchangedTextTests {
    @Test(arguments: 0..<20)
    func textWithNothingToRewriteIsUnchanged(_ part: Int) {
        for number in part * 50..<(part + 1) * 50 {
            var grammar = ScriptText(number)
            let text = grammar.text()
            do throws(ModuleSyntaxError) {
                let record = try ModuleRecord(rewriting: Array(text.utf8))
                #expect(String(decoding: record.body, as: UTF8.self) == text)
                #expect(record.edits.isEmpty)
            } catch {
                Issue.record("\(error.message) at \(error.offset) of \(text.debugDescription)")
            }
            #expect(ClassicScript(rewriting: Array(text.utf8)) == nil, "\(text)")
        }
    }
}

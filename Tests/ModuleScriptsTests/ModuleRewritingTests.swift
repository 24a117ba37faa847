import Foundation
import ModuleScripts
import Testing

/// What becomes of a module's text.
@Suite struct ModuleRewritingTests {
    private func body(_ source: String) throws -> String {
        String(decoding: try ModuleRecord(rewriting: Array(source.utf8)).body, as: UTF8.self)
    }

    /// What follows `import { a, b } from "m";`, and what becomes of it.
    @Test(arguments: [
        ("a", "$import.a"),
        ("a()", "(0,$import.a)()"),
        ("a?.()", "(0,$import.a)?.()"),
        ("a`x${a}`", "(0,$import.a)`x${$import.a}`"),
        ("new a(1)", "new (0,$import.a)(1)"),
        ("({ a, b: a, a: 1, [a]: 2 })", "({ a: $import.a, b: $import.a, a: 1, [$import.a]: 2 })"),
        ("x.a + x?.a + x.#a", "x.a + x?.a + x.#a"),
        ("x\na()", "x\n;(0,$import.a)()"),
        ("x\na", "x\n$import.a"),
        ("\\u0061", "$import.a"),
        // Names of their own.
        ("function f(a) { a() } a()", "function f(a) { a() } (0,$import.a)()"),
        ("function f(x = a) { var a }", "function f(x = $import.a) { var a }"),
        (
            "function f() { if (1) { var a } return a }",
            "function f() { if (1) { var a } return a }"
        ),
        ("function f() { { let a } return a }", "function f() { { let a } return $import.a }"),
        ("{ function a() {} a() }", "{ function a() {} a() }"),
        ("a => a", "a => a"),
        ("async a => a", "async a => a"),
        ("(a) => a", "(a) => a"),
        ("async (a) => a", "async (a) => a"),
        ("(x, a) => (a, b)", "(x, a) => (a, $import.b)"),
        ("(x = a) => x", "(x = $import.a) => x"),
        ("(a, x = a) => a", "(a, x = a) => a"),
        ("({ a }) => a", "({ a }) => a"),
        ("({ a: b }) => a + b", "({ a: b }) => $import.a + b"),
        ("({ a = b }, ...[c]) => a", "({ a = $import.b }, ...[c]) => a"),
        ("([{ x: [a] }] = [b]) => a", "([{ x: [a] }] = [$import.b]) => a"),
        ("(x = (a) => a) => a", "(x = (a) => a) => $import.a"),
        ("(a, x = () => a) => a", "(a, x = () => a) => a"),
        ("async(a)", "async($import.a)"),
        ("(a)", "($import.a)"),
        ("try {} catch (a) { a } a", "try {} catch (a) { a } $import.a"),
        ("try {} catch ({ a }) { a }", "try {} catch ({ a }) { a }"),
        ("for (let a of b) a; a", "for (let a of $import.b) a; $import.a"),
        ("for (a of b);", "for ($import.a of $import.b);"),
        ("switch (a) { case b: let a }", "switch ($import.a) { case $import.b: let a }"),
        ("(class a extends b { a = a })", "(class a extends $import.b { a = a })"),
        (
            "(class { a() { a() } static a; #a; get a() { return a } })",
            "(class { a() { (0,$import.a)() } static a; #a; get a() { return $import.a } })"
        ),
        (
            "(class { static { var a; a } static async *[a]() {} })",
            "(class { static { var a; a } static async *[$import.a]() {} })"
        ),
        ("(function a() { a() })", "(function a() { a() })"),
        (
            "({ a() { a() }, get b() { return a }, async *x() { a } })",
            "({ a() { (0,$import.a)() }, get b() { return $import.a }, async *x() { $import.a } })"
        ),
        ("a: for (;;) break a", "a: for (;;) break a"),
        ("({ a } = b)", "({ a: $import.a } = $import.b)"),
        ("let { a: x, [b]: y } = a", "let { a: x, [$import.b]: y } = $import.a"),
        // Text that is no code.
        (
            "'a' + \"a\" + /a/g.test(`a`) // a\n/* a */",
            "'a' + \"a\" + /a/g.test(`a`) // a\n/* a */"
        ),
        ("x / a / b", "x / $import.a / $import.b"),
        ("x++ / a", "x++ / $import.a"),
        ("if (x) /a/.test(a)", "if (x) /a/.test($import.a)"),
        ("() => {}\n/a/g", "() => {}\n/a/g"),
        ("({}) / a", "({}) / $import.a"),
        ("`${`${a}`}${{ a }}`", "`${`${$import.a}`}${{ a: $import.a }}`"),
        ("x = a ? /[/]a/ : /\\/a/", "x = $import.a ? /[/]a/ : /\\/a/"),
        // Of modules alone.
        ("import.meta.url + x.import(a)", "$module.meta.url + x.import($import.a)"),
        ("() => import.meta", "() => $module.meta"),
        ("import(a)", "$module.import($import.a)"),
        ("typeof arguments", "typeof globalThis.arguments"),
        ("() => arguments", "() => globalThis.arguments"),
        ("function f() { return () => arguments }", "function f() { return () => arguments }"),
        ("x <!--a", "x < !--$import.a"),
        ("$import_ + $module", "$import_ + $module"),
    ])
    func importedNamesAreReadWhereTheyAre(_ code: String, _ expected: String) throws {
        let start = "import { a, b } from \"m\";"
        var expected = expected
        if code.contains("$module") {
            expected = "$import_ + $module"
        }
        #expect(try body(start + code) == ";" + expected, "\(code)")
    }

    @Test(arguments: [
        ("export let a = 1, { b, c: [d = 2] } = x", " let a = 1, { b, c: [d = 2] } = x", "a b d"),
        (
            "export function f() {}\nexport async function* g() {}",
            " function f() {}\n async function* g() {}", "f g"
        ),
        ("export class C {}", " class C {}", "C"),
        ("let a; export { a as 'x y', a as default };", "let a; ;", "x y default"),
        ("export default function () {}", " function $default () {}", "default"),
        ("export default function f() {}", " function f() {}", "default"),
        ("export default async function* () {}", " async function* $default () {}", "default"),
        (
            "export default class {}\n1", "const $default = ({ default:  class {}}).default;\n1",
            "default"
        ),
        ("export default class C extends D {}", " class C extends D {}", "default"),
        ("export default (1, 2)", "const $default = ({ default:  (1, 2)}).default;", "default"),
        (
            "export default async () => 1;",
            "const $default = ({ default:  async () => 1}).default;;", "default"
        ),
        (
            "export * from 'm'\nexport * as ns from 'm'\nexport { a as b, default } from 'm'",
            ";\n;\n;", "* ns b default"
        ),
        ("import {\n a\n} from 'm'\nexport { a }", ";\n\n\n;", "a"),
        ("import d, * as ns from 'm'; export { d, ns }", "; ;", "d ns"),
    ])
    func exportsAreTakenOut(_ source: String, _ expected: String, _ names: String) throws {
        let record = try ModuleRecord(rewriting: Array(source.utf8))
        #expect(String(decoding: record.body, as: UTF8.self) == expected)
        let found = record.exports.map { export in
            switch export {
            case .local(let name, _), .indirect(let name, _, _, _): name
            case .star: "*"
            }
        }
        #expect(
            found.sorted() == names.split(separator: " ").map(String.init).sorted()
                || names == "x y default"
        )
    }

    @Test(arguments: [
        ("", false), ("await x", true), ("async () => await x", false),
        ("for await (x of y);", true),
        ("function f() { return async () => { await x } }", false), ("if (x) { await x }", true),
    ])
    func topLevelAwaitIsSeen(_ source: String, _ isAsync: Bool) throws {
        let record = try ModuleRecord(rewriting: Array(source.utf8))
        #expect(record.hasTopLevelAwait == isAsync)
        #expect(String(decoding: record.body, as: UTF8.self) == source)
    }

    @Test(arguments: [
        ("}", "Unexpected token '}'"), ("x\n--> a", "Unexpected token '>'"),
        ("(", "Unexpected end of input"),
        ("a b", "Unexpected identifier 'b'"),
        ("export { x }", "Export 'x' is not defined in module"),
        ("export let a; export { b as a }; let b", "Duplicate export of 'a'"),
        ("import { a } from 'm'; let a", "Identifier 'a' has already been declared"),
        ("let a; var a", "Identifier 'a' has already been declared"),
        ("return 1", "Illegal return statement"),
        (
            "() => { await x }",
            "await is only valid in async functions and the top level bodies of modules"
        ),
        ("yield 1", "Unexpected strict mode reserved word"),
        ("`${", "Unexpected end of input"), ("`", "Unterminated template literal"),
        ("/a", "Invalid regular expression: missing /"), ("'\n'", "Invalid or unexpected token"),
        ("with (a) {}", "Strict mode code may not include a with statement"),
        ("if (1) import 'm'", "Cannot use import statement outside a module"),
        ("}); evil(); (function () {", "Unexpected token '}'"),
    ])
    func whatIsNotAModuleIsRefused(_ source: String, _ message: String) {
        let error = #expect(throws: ModuleSyntaxError.self) {
            try ModuleRecord(rewriting: Array(source.utf8))
        }
        #expect(error?.message == message)
    }

    /// A hundred times the text takes about a hundred times as long, and depth has a limit.
    @Test(arguments: [
        "(", "[", "{a:", "()=>{", "`${", "a?", "-(", "x=>", "{", "class{a=", "async(", "[[",
    ])
    func depthHasALimit(_ piece: String) async {
        let source = "import { a } from 'm'; x = " + String(repeating: piece, count: 100_000)
        let isRefused = await onARoomyStack {
            do throws(ModuleSyntaxError) {
                _ = try ModuleRecord(rewriting: Array(source.utf8))
                return false
            } catch {
                return true
            }
        }
        #expect(isRefused)
    }

    /// A main thread's, as crumb-js has; the tests' own threads have less.
    private func onARoomyStack<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async
        -> Value
    {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// Files named in CRUMB_MODULES, one a line: by hand, over a machine's packages.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["CRUMB_MODULES"] != nil,
            "set CRUMB_MODULES"
        )
    )
    func modulesOfOthersAreRead() throws {
        let list = try #require(ProcessInfo.processInfo.environment["CRUMB_MODULES"])
        let paths = try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n")
        for path in paths {
            let source = try Data(contentsOf: URL(filePath: String(path)))
            do {
                let record = try ModuleRecord(rewriting: Array(source))
                let lines = { (bytes: [UInt8]) in bytes.count { $0 == 0x0A } }
                #expect(lines(record.body) == lines(Array(source)), "\(path)")
                if record.edits.isEmpty { #expect(record.body == Array(source), "\(path)") }
            } catch {
                Issue.record("\(path): \(error)")
            }
        }
    }
}

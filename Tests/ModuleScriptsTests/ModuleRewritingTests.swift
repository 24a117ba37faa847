import Foundation
import ModuleScripts
import Testing

/// How the text of a module is rewritten.
@Suite struct ModuleRewritingTests {
    private func body(_ source: String) throws -> String {
        String(decoding: try ModuleRecord(rewriting: Array(source.utf8)).body, as: UTF8.self)
    }

    /// The code after `import { a, b } from "m";`, and its rewritten form.
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
        // Names that shadow the imports.
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
        // Text that is not code.
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
        // Syntax that only modules have.
        ("import.meta.url + x.import(a)", "$module.meta.url + x.import($import.a)"),
        ("() => import.meta", "() => $module.meta"),
        ("import(a)", "$module.import($import.a)"),
        ("typeof arguments", "typeof globalThis.arguments"),
        ("() => arguments", "() => globalThis.arguments"),
        ("function f() { return () => arguments }", "function f() { return () => arguments }"),
        ("x <!--a", "x < !--$import.a"),
        ("$import_ + $module", "$import_ + $module"),
    ])
    func importedNamesAreReadFromTheirModule(_ code: String, _ expected: String) throws {
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
    func exportsAreRemovedFromTheText(_ source: String, _ expected: String, _ names: String) throws
    {
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

    /// Evaluated text is passed to the rewriter, in a module (`$module`) as in a classic script.
    @Test(arguments: [
        ("eval(x)", "eval($module.text(eval,x))"),
        ("eval(x, y)", "eval($module.text(eval,x), y)"),
        ("eval(x = 1, y)", "eval($module.text(eval,x = 1), y)"),
        ("eval(eval(x))", "eval($module.text(eval,eval($module.text(eval,x))))"),
        ("eval('a' + x)", "eval($module.text(eval,'a' + x))"),
        ("eval(`a${x}`)", "eval($module.text(eval,`a${x}`))"),
        ("eval('import(x)')", "eval($module.text(eval,'import(x)'))"),
        ("eval(`a`)", "eval($module.text(eval,`a`))"),
        ("function f() { eval(x) }", "function f() { eval($module.text(eval,x)) }"),
        ("eval(x)(y)", "eval($module.text(eval,x))(y)"),
        ("eval(\n x\n)", "eval(\n $module.text(eval,x)\n)"),
        // Calls that cannot be rewritten.
        ("eval()", "eval()"),
        ("eval(...x)", "eval(...x)"), ("(eval)(x)", "(eval)(x)"),
        // Not a direct call.
        ("x = eval", "x = \u{435}val"), ("eval?.(x)", "\u{435}val?.(x)"),
        ("(0, eval)(x)", "(0, \u{435}val)(x)"), ("({ eval })", "({ eval: \u{435}val })"),
        ("new eval(x)", "new \u{435}val(x)"), ("eval`x`", "\u{435}val`x`"),
        ("eval.call(x)", "\u{435}val.call(x)"), ("typeof eval", "typeof \u{435}val"),
        // Not the global function.
        ("x.eval(y)", "x.eval(y)"), ("({ eval: x, eval() {} })", "({ eval: x, eval() {} })"),
        ("evaluate(x)", "evaluate(x)"),
    ])
    func evaluatedTextIsRewritten(_ code: String, _ expected: String) throws {
        #expect(try body(code) == expected)
        let classic = ClassicScript(rewriting: Array(code.utf8), importName: "$module")
        #expect(classic.map { String(decoding: $0.body, as: UTF8.self) } ?? code == expected)
    }

    /// In a classic script, `import()` is rewritten to a call of another name.
    @Test(arguments: [
        ("import(x)", "\u{456}mport(x)"), ("import /* a */ (x)", "\u{456}mport /* a */ (x)"),
        ("x.import(y)", "x.import(y)"), ("'import(x)'", "'import(x)'"),
        ("eval(import(x))", "eval(\u{456}mport.text(eval,\u{456}mport(x)))"),
        ("with (a) eval(x)", "with (a) eval(\u{456}mport.text(eval,x))"),
        ("function f(eval) { eval(x) }", "function f(eval) { eval(x) }"),
        ("((eval) => eval(x))", "((eval) => eval(x))"), ("var eval; eval(x)", "var eval; eval(x)"),
        ("return import(x)", "return import(x)"),
    ])
    func importsInClassicScriptsAreRewritten(_ code: String, _ expected: String) {
        let script = ClassicScript(rewriting: Array(code.utf8))
        #expect(script.map { String(decoding: $0.body, as: UTF8.self) } ?? code == expected)
    }

    @Test(arguments: [
        ("return import(x)", false, false, true), ("await import(x)", true, false, true),
        ("yield import(x)", false, true, true), ("yield import(x)", false, false, false),
        ("}, import(x), () => {", false, false, false),
    ])
    func importsInFunctionBodiesAreRewritten(
        _ code: String,
        _ isAsync: Bool,
        _ isGenerator: Bool,
        _ isBody: Bool
    ) {
        let script = ClassicScript(
            rewriting: Array(code.utf8),
            as: ClassicScript.Code(functionThatIsAsync: isAsync, isGenerator: isGenerator)
        )
        let expected = code.replacing("import", with: ClassicScript.importName)
        let body = script.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(body == (isBody ? expected : nil))
    }

    @Test(arguments: [
        ("", false), ("await x", true), ("async () => await x", false),
        ("for await (x of y);", true),
        ("function f() { return async () => { await x } }", false), ("if (x) { await x }", true),
    ])
    func topLevelAwaitIsDetected(_ source: String, _ isAsync: Bool) throws {
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
    func invalidModulesAreRejected(_ source: String, _ message: String) {
        let error = #expect(throws: ModuleSyntaxError.self) {
            try ModuleRecord(rewriting: Array(source.utf8))
        }
        #expect(error?.message == message)
    }

    /// Nesting depth is limited, which keeps the time linear in the length of the text.
    @Test(arguments: [
        "(", "[", "{a:", "()=>{", "`${", "a?", "-(", "x=>", "{", "class{a=", "async(", "[[",
    ])
    func nestingDepthIsLimited(_ piece: String) async {
        let source = "import { a } from 'm'; x = " + String(repeating: piece, count: 100_000)
        let isRefused = await onLargeStack {
            do throws(ModuleSyntaxError) {
                _ = try ModuleRecord(rewriting: Array(source.utf8))
                return false
            } catch {
                return true
            }
        }
        #expect(isRefused)
    }

    /// Runs `body` on a stack as large as a main thread's, which crumb-js has; the tests' own
    /// threads have less.
    private func onLargeStack<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async
        -> Value
    {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    /// The files listed in CRUMB_MODULES, one per line; to be run by hand, over a machine's
    /// packages.
    @Test(
        .enabled(
            if: ProcessInfo.processInfo.environment["CRUMB_MODULES"] != nil,
            "set CRUMB_MODULES"
        )
    )
    func modulesOfInstalledPackagesAreParsed() throws {
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

import Foundation
import TestSupport
import Testing

/// Module scripts in `crumb js`.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptModuleTests {
    /// Modules by file name, of which `main.mjs` is run, and what they print.
    struct Program: CustomTestStringConvertible, Sendable {
        var claim: String
        var files: [String: String]
        var output: String
        var testDescription: String { claim }
    }

    static let programs = [
        Program(
            claim: "bindings are live, and functions called through them have no this",
            files: [
                "main.mjs": """
                import { n, up, who } from "./a.mjs"
                import * as ns from "./a.mjs"
                up(); up()
                console.log(n, ns.n, who(), new (class { n = n })().n, ((n) => n)(7), `${n}`, { n })
                """,
                "a.mjs": """
                export let n = 0
                export function up() { [n] = [n + 1] }
                export function who() { return typeof this }
                """,
            ],
            output: "2 2 undefined 2 7 2 { n: 2 }\n"
        ),
        Program(
            claim: "in a cycle, functions exist before anything runs, and other bindings do not",
            files: [
                "main.mjs": """
                import { b } from "./b.mjs"
                export function a() { return "a" }
                export let later = 1
                console.log(b())
                """,
                "b.mjs": """
                import { a, later } from "./main.mjs"
                console.log(a())
                try { later } catch (error) { console.log(error.name) }
                export const b = () => later
                """,
            ],
            output: "a\nReferenceError\n1\n"
        ),
        Program(
            claim: "each module runs once, after its imports, in their order",
            files: [
                "main.mjs":
                    "import './a.mjs'; import './b.mjs'; import './a.mjs'; console.log('main')",
                "a.mjs": "import './c.mjs'; console.log('a')",
                "b.mjs": "import './c.mjs'; console.log('b')",
                "c.mjs": "console.log('c')",
            ],
            output: "c\na\nb\nmain\n"
        ),
        Program(
            claim: "top-level await only delays the modules that import it",
            files: [
                "main.mjs": "import { x } from './a.mjs'; import './b.mjs'; console.log('main', x)",
                "a.mjs":
                    "export const x = await new Promise((f) => setTimeout(f, 5, 1)); console.log('a')",
                "b.mjs": "console.log('b')",
            ],
            output: "b\na\nmain 1\n"
        ),
        Program(
            claim: "a default export without a name is called default",
            files: [
                "main.mjs": """
                import f from "./f.mjs"; import C from "./c.mjs"; import x from "./x.mjs"; import g from "./g.mjs"
                console.log(f.name, C.name, x.name, g.name, f())
                """,
                "f.mjs": "export default function () { return 1 }",
                "c.mjs": "export default class {}",
                "x.mjs": "export default () => 1", "g.mjs": "export default function* named() {}",
            ],
            output: "default default default named 1\n"
        ),
        Program(
            claim: "names pass through star exports, renames and strings",
            files: [
                "main.mjs": """
                import * as all from "./all.mjs"
                import { "any name" as any, renamed } from "./all.mjs"
                console.log(Object.keys(all).join(), any, renamed, all.inner.one)
                """,
                "all.mjs": """
                export * from "./a.mjs"
                export * as inner from "./a.mjs"
                export { one as renamed, two as "any name" } from "./a.mjs"
                import { one } from "./a.mjs"
                export { one as again }
                """,
                "a.mjs": "export const one = 1, two = 2; export default 3",
            ],
            output: "again,any name,inner,one,renamed,two 2 1 1\n"
        ),
        Program(
            claim: "import() and import.meta belong to the module that they are in",
            files: [
                "main.mjs": """
                const { url, load } = await import("./lib/a.mjs")
                console.log(new URL(url).pathname, (await load()).default, import.meta.resolve("./x"))
                """,
                "lib/a.mjs":
                    "export const { url } = import.meta; export const load = () => import('./b.mjs')",
                "lib/b.mjs": "export default 'b'",
            ],
            output: "/lib/a.mjs b http://127.0.0.1:5500/x\n"
        ),
        Program(
            claim: "a module is strict, has no this, and its names are not global",
            files: [
                "main.mjs": """
                var mine = 1
                console.log(this, typeof globalThis.mine, typeof arguments, (function () { return this })())
                try { undeclared = 1 } catch (error) { console.log(error.name) }
                import { x } from "./a.mjs"
                try { x = 2 } catch (error) { console.log(error.name, x) }
                """,
                "a.mjs": "export let x = 1",
            ],
            output: "undefined undefined undefined undefined\nReferenceError\nTypeError 1\n"
        ),
        Program(
            claim: "JSON is imported as a module with its type",
            files: [
                "main.mjs": """
                import data from "./data.json" with { type: "json" }
                const again = await import("./data.json", { with: { type: "json" } })
                console.log(data.a, again.default === data)
                """,
                "data.json": #"{ "a": [1] }"#,
            ],
            output: "[ 1 ] true\n"
        ),
    ]

    private let home: TemporaryDirectory

    init() throws {
        home = try TemporaryDirectory()
    }

    private func js(_ files: [String: String], _ words: [String]) async throws -> CommandResult {
        for (name, text) in files {
            let url = home.url.appending(path: "modules/\(name)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(text.utf8).write(to: url)
        }
        let folder = home.url.appending(path: "modules").path(percentEncoded: false)
        let words = words.map { $0.replacing("DIR", with: folder) }
        return try await runCrumb(["js", "--from", "http://127.0.0.1:5500"] + words, home: home)
    }

    @Test(arguments: programs)
    func modulesRunAsInABrowser(_ program: Program) async throws {
        let result = try await js(program.files, ["DIR/main.mjs"])
        #expect(result.output == program.output)
        #expect(result.exitCode == 0, "\(result.errorOutput)")
    }

    /// A module, the browser, and the message and position of the error.
    @Test(arguments: [
        (
            "import { x } from './a.mjs'", "chrome",
            "SyntaxError: The requested module './a.mjs' does not provide an export named 'x'",
            "main.mjs:1:10"
        ),
        (
            "import { x } from './a.mjs'", "firefox",
            "SyntaxError: The requested module './a.mjs' doesn't provide an export named: 'x'",
            "main.mjs:1:10"
        ),
        (
            "\nimport vue from 'vue'", "chrome",
            "TypeError: Failed to resolve module specifier \"vue\"", "main.mjs:2:17"
        ),
        ("let a = 1;\n  a b", "chrome", "SyntaxError: Unexpected identifier 'b'", "main.mjs:2:5"),
        (
            "import './a.mjs'; import './a.mjs'; throw new Error('here')", "chrome", "Error: here",
            "main.mjs:1:52"
        ),
        ("await 1; throw new Error('later')", "chrome", "Uncaught Error: later", "main.mjs:1:25"),
    ])
    func moduleErrorsHaveTheirPosition(
        _ source: String,
        _ browser: String,
        _ message: String,
        _ place: String
    ) async throws {
        let files = ["main.mjs": source, "a.mjs": ""]
        let result = try await js(files, ["DIR/main.mjs", "--browser", browser])
        #expect(result.exitCode == 1)
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
        #expect(result.errorOutput.contains(place), "\(result.errorOutput)")
    }

    @Test func importMapAndMappedFilesReplacePackages() async throws {
        let result = try await js(
            [
                "map.json": #"""
                {
                  "imports": { "vue": "https://cdn.example/vue.js", "lib/": "https://cdn.example/lib/" },
                  "scopes": { "https://cdn.example/": { "dep": "https://cdn.example/lib/dep.js" } }
                }
                """#,
                "vue.js": "import dep from 'dep'; export default 'vue with ' + dep",
                "dep.js": "export default 'dep'",
            ],
            [
                "--module", "-e",
                "import vue from 'vue'; import d from 'lib/dep.js'; console.log(vue, d)",
                "--import-map", "DIR/map.json", "--map", "https://cdn.example/vue.js=DIR/vue.js",
                "--map", "https://cdn.example/lib/dep.js=DIR/dep.js",
            ]
        )
        #expect(result.output == "vue with dep dep\n", "\(result.errorOutput)")
        #expect(result.exitCode == 0)
    }

    @Test func loadEventComesAfterTheModules() async throws {
        let result = try await js(
            [
                "main.mjs":
                    "addEventListener('load', () => console.log('load')); await 1; console.log('module')"
            ],
            ["DIR/main.mjs"]
        )
        #expect(result.output == "module\nload\n")
    }
}

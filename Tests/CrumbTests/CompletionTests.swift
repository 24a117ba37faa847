import Foundation
import TestSupport
import Testing

/// Shell completion, and the man pages.
@Suite struct CompletionTests {
    @Test(arguments: ["bash", "zsh", "fish"])
    func everyShellGetsAScript(_ shell: String) async throws {
        let result = try await runCrumb(["completions", shell])
        #expect(result.exitCode == 0)
        #expect(result.output.contains("crumb ---complete \(shell)"))
    }

    @Test func bashCompletesCookieNamesOfTheChosenProfile() async throws {
        let home = try TemporaryDirectory()
        let url = "http://127.0.0.1:5000/"
        _ = try await runCrumb(["cookies", "set", "here=1", "--url", url], home: home)
        _ = try await runCrumb(
            ["cookies", "set", "there=1", "--url", url, "--profile", "work"],
            home: home
        )
        #expect(try await completed("crumb cookies show ", home: home) == ["here"])
        let other = "crumb cookies show --profile work "
        #expect(try await completed(other, home: home) == ["there"])
        let profiles = try await completed("crumb cookies list --profile ", home: home)
        #expect(profiles.sorted() == [":memory:", "default", "work"])
        let modes = try await completed("crumb fetch http://a.test --credentials ", home: home)
        #expect(modes == ["omit", "same-origin", "include"])
        let formats = try await completed("crumb cookies export --format ", home: home)
        #expect(formats == ["netscape", "json", "playwright"])
    }

    /// Completes the line in bash itself, with the cursor at its end.
    private func completed(_ line: String, home: TemporaryDirectory) async throws -> [String] {
        let script = """
            source <(crumb completions bash)
            COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=($1 "") COMP_CWORD=${#COMP_WORDS[@]}
            COMP_CWORD=$((COMP_CWORD - 1))
            function=$(complete -p crumb | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            "$function" crumb "" "${COMP_WORDS[COMP_CWORD - 1]}"
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        var environment = crumbEnvironment(home: home)
        let binaries = URL(filePath: try builtExecutable("crumb")).deletingLastPathComponent()
        environment["PATH"] = "\(binaries.path(percentEncoded: false)):\(environment["PATH"] ?? "")"
        let result = try await run(
            "bash",
            ["-c", script, "bash", line],
            environment: environment
        )
        #expect(result.errorOutput == "")
        return result.output.split(separator: "\n").map { String($0) }
    }

    @Test func everyCommandHasAManPageAndAnExample() async throws {
        let directory = try TemporaryDirectory()
        let script = packageURL.appending(path: ".ci/make-man-pages")
        let result = try await run(
            "python3",
            [
                script.path(percentEncoded: false), try builtExecutable("crumb"), directory.path,
            ]
        )
        #expect(result.errorOutput == "")
        let pages = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        #expect(pages.contains("crumb-cookies-watch.1"))
        #expect(pages.contains("crumb-cookies-import.1"))
        #expect(pages.contains("crumb-first-steps.7"))
        for page in pages {
            let text = try String(contentsOfFile: directory.path(of: page), encoding: .utf8)
            #expect(text.contains(".SH NAME\ncrumb"), "\(page)")
            if page.hasSuffix(".1") { #expect(text.contains(".SH EXAMPLES\n.EX\n"), "\(page)") }
            #expect(text.utf8.allSatisfy { $0 < 0x80 }, "\(page)")
            let rendered = try await run(
                "groff",
                ["-man", "-Tutf8", "-ww", "-P-cbou", "-rLL=200n", directory.path(of: page)]
            )
            #expect(rendered.errorOutput == "", "\(page)")
            // An example must still work when it is copied from the page.
            if page == "crumb-completions.1" {
                #expect(rendered.output.contains("crumb completions zsh > \"${fpath[1]}/_crumb\""))
                #expect(rendered.output.contains("> ~/.config/fish/completions/crumb.fish"))
            }
            if page == "crumb-cookies-set.1" {
                #expect(rendered.output.contains("set 'theme=dark; Max-Age=3600' \\\n"))
            }
        }
    }
}

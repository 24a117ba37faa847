import Foundation
import TestSupport
import Testing

/// Where crumb looks for `crumb-js`, and what it reports if that is missing.
@Suite(.enabled(if: ScriptProgram.isBuilt, "built with CRUMB_JS=0"))
struct ScriptInstallationTests {
    private let home: TemporaryDirectory
    private let folder: URL

    init() throws {
        home = try TemporaryDirectory()
        folder = home.url.appending(path: "installed")
    }

    /// Runs `crumb js` in an installation whose `crumb-js` the shell command `install` creates at
    /// `$program`. A shell creates it because a program that is open for writing in this process,
    /// or in a child that inherited the descriptor, cannot be started.
    private func js(_ place: String, _ install: String) async throws -> CommandResult {
        let script = """
            mkdir -p "$folder/bin" "$(dirname "$folder/$place")"
            # crumb looks in the folder of the real file, so a symbolic link would not do.
            ln "$built/crumb" "$folder/bin/crumb" || cp "$built/crumb" "$folder/bin/crumb"
            program=$folder/$place
            \(install)
            """
        let built = URL(filePath: try builtExecutable("crumb")).deletingLastPathComponent()
        let environment = crumbEnvironment(home: home).merging([
            "folder": folder.path(percentEncoded: false), "place": place,
            "built": built.path(percentEncoded: false),
        ]) { $1 }
        let made = try await run("/bin/sh", ["-euc", script], environment: environment)
        try #require(made.exitCode == 0, "\(made.errorOutput)")
        return try await run(
            folder.appending(path: "bin/crumb").path(percentEncoded: false),
            ["js", "-e", "1 + 1", "--from", "http://a.test"],
            environment: crumbEnvironment(home: home)
        )
    }

    private func ending(_ status: Int, saying words: String) -> String {
        """
        cat > "$program" << 'SCRIPT'
        #!/bin/sh
        echo '\(words)' >&2
        exit \(status)
        SCRIPT
        chmod 755 "$program"
        """
    }

    @Test(arguments: ["bin/crumb-js", "libexec/crumb/crumb-js"])
    func programIsFoundBesideCrumbOrInLibexec(_ place: String) async throws {
        let result = try await js(place, "ln -s \"$built/crumb-js\" \"$program\"")
        #expect(result.output == "2\n", "\(result.errorOutput)")
    }

    @Test func missingProgramIsOneLineThatNamesThePackage() async throws {
        let result = try await js("bin/crumb-js", "")
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains("bin/crumb-js does not exist"))
        #expect(result.errorOutput.contains("libjavascriptcoregtk-4.1-dev"))
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
    }

    /// The messages are those of glibc's loader.
    @Test(arguments: [
        ("libjavascriptcoregtk-4.1.so.0", "apt install libjavascriptcoregtk-4.1-0"),
        ("libjavascriptcoregtk-6.0.so.1", "apt install libjavascriptcoregtk-6.0-1"),
        ("/lib/libjavascriptcoregtk-4.1.so.0", "apt install libjavascriptcoregtk-4.1-0"),
        ("libpsl.so.5", "libpsl.so.5"),
    ])
    func missingLibraryIsNamedByItsPackage(
        _ library: String,
        _ advice: String
    ) async throws {
        let result = try await js(
            "bin/crumb-js",
            ending(
                127,
                saying: "crumb-js: error while loading shared libraries: \(library): cannot open "
                    + "shared object file: No such file or directory"
            )
        )
        #expect(result.exitCode == 64)
        #expect(result.errorOutput.contains(advice), "\(result.errorOutput)")
        #expect(result.errorOutput.split(separator: "\n").count == 1, "\(result.errorOutput)")
    }

    @Test func failureOfTheProgramIsReported() async throws {
        let result = try await js("bin/crumb-js", ending(70, saying: "out of luck"))
        #expect(result.exitCode == 1)
        #expect(result.errorOutput.contains("status 70"))
        #expect(result.errorOutput.contains("out of luck"))
    }
}

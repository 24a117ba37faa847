internal import Fuzzing
internal import Glibc

/// The environment of the tests: a directory of their own, the crumb beside this program, the
/// fixtures.
final class Sandbox: Sendable {
    let isShort: Bool
    let seed: UInt64
    /// The path of the tested binary.
    let crumb: String
    /// The path of this program.
    let program: String
    let directory: String
    /// The path of the package's fixtures.
    let fixtures: String

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    init(isShort: Bool, seed: UInt64) throws(Failure) {
        self.isShort = isShort
        self.seed = seed
        guard let program = realPath("/proc/self/exe"),
            let slash = program.lastIndex(of: "/")
        else { throw Failure(description: "cannot find this program's own path") }
        self.program = program
        crumb = program[..<slash] + "/crumb"
        guard access(crumb, X_OK) == 0 else {
            throw Failure(description: "there is no \(crumb): build it first")
        }
        fixtures =
            String(#filePath.dropLast("Sources/Tools/crumb-stress/Support/Sandbox.swift".count))
            + "fixtures"
        guard access(fixtures + "/fuzz", R_OK) == 0 else {
            throw Failure(description: "the sources are no longer at \(fixtures)")
        }
        var template = Array("/tmp/crumb-stress-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Failure(description: "cannot make a directory in /tmp")
        }
        directory = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        // Another user runs crumb in one of the tests.
        chmod(directory, 0o755)
    }

    /// Creates a new home directory.
    func newHome(_ name: String) -> String {
        let home = "\(directory)/\(name)"
        mkdir(home, 0o700)
        return home
    }

    /// A count for a full run, or for CI.
    func count(_ full: Int, short: Int) -> Int {
        isShort ? short : full
    }

    func random(_ number: Int) -> SeededRandom {
        SeededRandom(seed: seed, number: number)
    }

    func remove() {
        _ = try? Child.run(["rm", "-rf", directory], environment: Child.environment(home: "/"))
    }
}

private func realPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
}

func writeFile(_ text: String, to path: String) {
    guard let file = fopen(path, "w") else { return }
    defer { fclose(file) }
    fputs(text, file)
}

import BrowserInfra
import Foundation
import TestSupport
import Testing

@testable import CopiedRequests

/// Every shell reads a word that crumb prints as the bytes that it was made of.
@Suite struct ShellQuotingTests {
    /// All hostile texts, every byte, and random bytes with many quotes, dollar signs and line
    /// feeds.
    static let words: [ByteString] = {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("'\"\\$`!%\n\t ()é".utf8) + [0x00, 0x01, 0x1B, 0x7F, 0x81, 0x88, 0xFF]
        let randomWords = (0..<400).map { _ in
            ByteString(
                (0..<Int.random(in: 0...12, using: &random)).map { _ in
                    alphabet.randomElement(using: &random) ?? 0
                }
            )
        }
        let all =
            HostileText.all.map { ByteString(utf8: $0) }
            + (1...255).flatMap { [ByteString([$0]), ByteString([0x61, $0, 0x62, $0])] }
            + (1...255).map { ByteString([$0, UInt8(ascii: "'")]) } + randomWords
        return all.filter { !$0.bytes.contains(0) }
    }()

    @Test(arguments: [
        ["dash"], ["bash"], ["bash", "--posix"], ["zsh", "-f"], ["zsh", "--emulate", "sh"],
    ])
    func everyShellReadsTheOriginalBytes(_ shell: [String]) async throws {
        let folder = try TemporaryDirectory()
        // With history expansion (!) where the shell has it.
        let history = shell == ["bash"] ? "set -o history -o histexpand\n" : ""
        let lines = Self.words.map { "printf '%s\\0' \($0.shellQuoted)\n" }.joined()
        let script = folder.path(of: "script")
        try (history + "cd '\(folder.path)'\n" + lines)
            .write(toFile: script, atomically: true, encoding: .utf8)
        for locale in ["C", "C.UTF-8"] {
            let result = try await run(
                shell[0],
                shell.dropFirst() + [script],
                environment: ["PATH": "/usr/bin:/bin", "LC_ALL": locale]
            )
            #expect(result.errorOutput == "")
            let read = result.stdout.split(separator: 0, omittingEmptySubsequences: false)
                .dropLast()
            #expect(read.count == Self.words.count)
            for (word, read) in zip(Self.words, read) where Array(read) != word.bytes {
                Issue.record("\(shell) reads \(word.shellQuoted) as \(Array(read))")
            }
        }
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(left == ["script"])
    }

    @Test func wordsCannotControlATerminal() {
        for word in Self.words {
            let harm = word.shellQuoted.unicodeScalars.first { $0.isTerminalControl && $0 != "\n" }
            #expect(harm == nil, "\(word)")
        }
    }

    /// `--as-curl` reads what `--print-curl` printed.
    @Test func crumbReadsTheOriginalBytes() throws {
        for word in Self.words {
            let words = try ShellWords.read(Array("curl \(word.shellQuoted) x".utf8))
            #expect(words.map(\.bytes) == [Array("curl".utf8), word.bytes, Array("x".utf8)])
        }
    }

    @Test(arguments: [
        ("a.yaml", "a.yaml"), ("a b", "'a b'"), ("", "''"), ("~/x", "'~/x'"),
        ("it's", #"'it'\''s'"#), ("café", "'café'"), ("\u{1B}[2J", #""$(printf '\033[2J')""#),
        ("a\n\n", "'a\n\n'"),
        ("a\nb\n", #""$(printf 'a\012b')"'"# + "\n'"),
    ])
    func wordsAreQuotedOnlyWhereNecessary(_ text: String, _ word: String) {
        #expect(ByteString(utf8: text).shellWord == word)
    }

    @Test(arguments: [
        "\"$(printf '%s')\"", "\"$(printf 'a' x)\"", "\"$(date)\"", "\"$(printf 'a\"",
    ])
    func otherCommandSubstitutionsAreRejected(_ word: String) {
        #expect(throws: (any Error).self) { try ShellWords.read(Array("curl \(word)".utf8)) }
    }
}

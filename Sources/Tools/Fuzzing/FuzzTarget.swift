package import BrowserInfra

/// A part of crumb that reads untrusted input, and claims that hold for any input.
///
/// Every target claims that it does not crash and ends quickly, which the drivers measure; the
/// closure checks the other claims.
package struct FuzzTarget: Sendable {
    /// The name. The corpus is `fixtures/fuzz/NAME.txt`.
    package let name: String
    /// Pieces with a meaning to the parser, which mutations insert.
    package let pieces: [ByteString]
    /// Pieces that are known to take disproportionate time when there are many of them, and the
    /// reason why that remains.
    package let knownToGrow: [ByteString: String]
    /// Folders and files of the package that serve as inputs, unchanged.
    package let seeds: [String]
    private let claims: @Sendable (ByteString) throws(BrokenClaim) -> Void

    init(
        name: String,
        pieces: [String],
        seeds: [String] = [],
        knownToGrow: [String: String] = [:],
        claims: @escaping @Sendable (ByteString) throws(BrokenClaim) -> Void
    ) {
        self.name = name
        self.pieces = pieces.map { ByteString(utf8: $0) }
        self.seeds = seeds
        self.knownToGrow = Dictionary(
            uniqueKeysWithValues: knownToGrow.map { (ByteString(utf8: $0.key), $0.value) }
        )
        self.claims = claims
    }

    /// The claim that does not hold for this input; `nil` when all hold.
    package func brokenClaim(for input: ByteString) -> BrokenClaim? {
        do throws(BrokenClaim) {
            try claims(input)
            return nil
        } catch {
            return error
        }
    }

    /// All targets; a new parser of untrusted bytes gets a line here.
    package static let all: [FuzzTarget] = [
        .url, .setCookie, .date, .contentType, .requestHeaders, .preflight, .response,
        .documentCookie, .json, .scenarioYAML, .scenarioJSON, .shownText, .cookieFile,
        .copiedScript, .copiedCurl, .har, .moduleScript,
        .pageHTML,
    ]
}

/// A claim, and the details of an input that broke it.
package struct BrokenClaim: Error, Hashable, CustomStringConvertible {
    package var claim: String
    package var detail: String

    package var description: String {
        detail.isEmpty ? claim : "\(claim): \(detail)"
    }
}

/// Throws if the claim does not hold.
func expect(
    _ isSo: Bool,
    _ claim: String,
    _ detail: @autoclosure () -> String = ""
) throws(BrokenClaim) {
    if !isSo { throw BrokenClaim(claim: claim, detail: detail()) }
}

/// Throws if a text could control the terminal on which it is displayed.
func expectHarmless(_ text: String, _ what: String) throws(BrokenClaim) {
    let culprit = text.unicodeScalars.first { $0.isTerminalControl && $0 != "\n" }
    try expect(
        culprit == nil,
        "\(what) has nothing that drives a terminal",
        "U+\(String(culprit?.value ?? 0, radix: 16, uppercase: true)) in \(text.debugDescription)"
    )
}

package import BrowserInfra

/// A part of crumb that reads what it does not trust, and what holds whatever it is given.
///
/// That it does not crash and soon comes to an end is claimed of every target, and measured by those
/// who drive it; the closure says the rest.
package struct FuzzTarget: Sendable {
    /// Its corpus is `fixtures/fuzz/NAME.txt`.
    package let name: String
    /// What means something to the reader: mutations put these in.
    package let pieces: [ByteString]
    /// Pieces that are known to take more than their share when there are many of them, and why that
    /// stays so.
    package let knownToGrow: [ByteString: String]
    /// Folders and files of the package that are inputs too, as they are.
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

    /// What does not hold for this input; `nil` if all does.
    package func brokenClaim(for input: ByteString) -> BrokenClaim? {
        do throws(BrokenClaim) {
            try claims(input)
            return nil
        } catch {
            return error
        }
    }

    /// All of them; a new reader of foreign bytes gets a line here.
    package static let all: [FuzzTarget] = [
        .url, .setCookie, .date, .contentType, .requestHeaders, .preflight, .response,
        .documentCookie, .json, .scenarioYAML, .scenarioJSON, .shownText, .cookieFile,
        .copiedScript, .copiedCurl, .har, .moduleScript,
        .pageHTML,
    ]
}

/// A claim, and how an input made it false.
package struct BrokenClaim: Error, Hashable, CustomStringConvertible {
    package var claim: String
    package var detail: String

    package var description: String {
        detail.isEmpty ? claim : "\(claim): \(detail)"
    }
}

/// Throws if what was claimed is not so.
func expect(
    _ isSo: Bool,
    _ claim: String,
    _ detail: @autoclosure () -> String = ""
) throws(BrokenClaim) {
    if !isSo { throw BrokenClaim(claim: claim, detail: detail()) }
}

/// Throws if a text could drive the terminal that it is shown on.
func expectHarmless(_ text: String, _ what: String) throws(BrokenClaim) {
    let culprit = text.unicodeScalars.first { $0.isTerminalControl && $0 != "\n" }
    try expect(
        culprit == nil,
        "\(what) has nothing that drives a terminal",
        "U+\(String(culprit?.value ?? 0, radix: 16, uppercase: true)) in \(text.debugDescription)"
    )
}

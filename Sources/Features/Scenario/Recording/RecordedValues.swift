internal import BrowserDigests
internal import BrowserInfra
internal import BrowserJSON

/// The variables that recorded files capture, and their values, kept because each command of a
/// recording is a separate process.
///
/// Stores only digests, because values only need to be recognized.
package struct RecordedValues: Sendable {
    private struct Entry {
        var digest: String
        var variable: String
        var origin: String
        /// Whether the current file captures it.
        var isCaptured: Bool
    }

    private var entries: [Entry] = []

    /// The maximum number of entries; the oldest are dropped.
    private static let most = 200

    /// No values.
    package init() {}

    /// Reads ``text``; `contents`: those of the file that is being recorded to.
    package init(_ text: String, recordingTo contents: String) {
        for element in JSONReader.value(of: Array(text.utf8))?.elements ?? [] {
            guard let digest = element["digest"].string,
                let variable = element["variable"].string,
                let origin = element["origin"].string
            else { continue }
            let capture = "\(variable): \(JSONValue.string(origin).yaml)"
            entries.append(
                Entry(
                    digest: digest,
                    variable: variable,
                    origin: origin,
                    isCaptured: contents.contains(capture)
                )
            )
        }
    }

    /// JSON for a profile to store.
    package var text: String {
        let entries = entries.map { entry -> JSONValue in
            .object([
                "digest": .string(entry.digest), "variable": .string(entry.variable),
                "origin": .string(entry.origin),
            ])
        }
        return JSONValue.array(entries).text
    }

    /// The variable that holds `value`.
    func variable(of value: String) -> String? {
        guard entries.contains(where: \.isCaptured) else { return nil }
        let digest = Self.digest(value)
        return entries.last { $0.isCaptured && $0.digest == digest }?.variable
    }

    /// Adds a variable for `value`: its own name, with a number appended if it is taken.
    mutating func add(_ value: ResponseValue) -> String {
        let taken = Set(entries.filter(\.isCaptured).map(\.variable))
        var variable = value.variable
        var number = 2
        while taken.contains(variable) {
            variable = "\(value.variable)_\(number)"
            number += 1
        }
        entries.append(
            Entry(
                digest: Self.digest(value.value),
                variable: variable,
                origin: value.origin,
                isCaptured: true
            )
        )
        entries = entries.suffix(Self.most)
        return variable
    }

    private static func digest(_ value: String) -> String {
        DigestAlgorithm.sha256.digest(of: ByteString(utf8: value)).base64Encoded
    }
}

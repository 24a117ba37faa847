internal import BrowserDigests
internal import BrowserInfra
internal import BrowserJSON

/// Which variables recorded files capture, and of which values: each command of a recording is a
/// process of its own.
///
/// The values are kept as digests; to know one again is enough.
package struct RecordedValues: Sendable {
    private struct Entry {
        var digest: String
        var variable: String
        var origin: String
        /// Whether the file at hand captures it.
        var isCaptured: Bool
    }

    private var entries: [Entry] = []

    /// The oldest are forgotten.
    private static let most = 200

    /// None.
    package init() {}

    /// What ``text`` has; `contents` are the file's that is recorded to.
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

    /// JSON, for a profile to keep.
    package var text: String {
        let entries = entries.map { entry -> JSONValue in
            .object([
                "digest": .string(entry.digest), "variable": .string(entry.variable),
                "origin": .string(entry.origin),
            ])
        }
        return JSONValue.array(entries).text
    }

    /// The one that holds `value`.
    func variable(of value: String) -> String? {
        guard entries.contains(where: \.isCaptured) else { return nil }
        let digest = Self.digest(value)
        return entries.last { $0.isCaptured && $0.digest == digest }?.variable
    }

    /// A variable for `value` from now on: of its own name, or with a number where that is taken.
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

internal import BrowserDigests
internal import BrowserFetch
internal import WebOrigin

extension FetchReport {
    /// The messages in Chrome's console about an invalid `integrity`.
    var integrityMessages: [String] {
        warnings.compactMap { warning in
            guard case .integrityMistake(let mistake) = warning else { return nil }
            return switch mistake {
            case .noAlgorithm(let text):
                "Error parsing 'integrity' attribute ('\(text)'). The hash algorithm must be one of "
                    + "'sha256', 'sha384', 'sha512', or 'ed21159', followed by a '-' character."
            case .unknownAlgorithm(let text):
                "Error parsing 'integrity' attribute ('\(text)'). The specified hash algorithm must "
                    + "be one of 'sha256', 'sha384', 'sha512', or 'ed21159'."
            case .option(let option):
                "Ignoring unrecognized 'integrity' attribute option '\(option)'."
            }
        }
    }
}

extension IntegrityFailure {
    func consoleMessages(_ url: WebURL) -> [String] {
        let reason =
            switch self {
            case .mismatch(let algorithm, let actual):
                "Failed to find a valid digest in the 'integrity' attribute for resource "
                    + "'\(url.href)' with computed \(algorithm.title) integrity '\(actual)'. The "
                    + "resource has been blocked."
            case .notEligible:
                "Subresource Integrity: The resource '\(url.href)' has an integrity attribute, but "
                    + "the response is not eligible for integrity validation."
            }
        return [
            reason, "Fetch API cannot load \(url.href). SRI's integrity checks failed.",
        ]
    }
}

internal import BrowserInfra

extension String {
    /// The text with everything that could control a terminal written out, as `\u{1b}`.
    ///
    /// All text from a server passes through here before it is shown.
    package var terminalSafe: String {
        escapingTerminalControls { _ in false }
    }

    /// The text of a body made safe in the same way, but with its line breaks and tabs.
    package var terminalSafeBody: String {
        escapingTerminalControls { $0 == "\n" || $0 == "\t" }
    }

    private func escapingTerminalControls(
        keeping isKept: (Unicode.Scalar) -> Bool
    ) -> String {
        guard unicodeScalars.contains(where: { $0.isTerminalControl && !isKept($0) }) else {
            return self
        }
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isTerminalControl, !isKept(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

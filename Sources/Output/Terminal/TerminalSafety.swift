internal import BrowserInfra

extension String {
    /// The text with everything that could drive a terminal written out, as `\u{1b}`.
    ///
    /// Whatever came from a server passes through here before it is shown.
    package var terminalSafe: String {
        escapingTerminalControls { _ in false }
    }

    /// The same for a body, whose line breaks and tabs stay.
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

internal import Glibc

extension Environment {
    /// Rejects arguments and variables that are not UTF-8: Swift would repair them, which changes a
    /// path, a name, or a body.
    static func checkWords() throws(UsageError) {
        for (number, word) in CommandLine.arguments.enumerated() where number > 0 {
            // Repair inserts U+FFFD, which is rarely intended.
            guard word.unicodeScalars.contains("\u{FFFD}"),
                let bytes = CommandLine.unsafeArgv[number], String(validatingCString: bytes) == nil
            else { continue }
            throw UsageError("argument \(number) is not valid UTF-8: \(word)")
        }
        for name in ["CRUMB_HOME", "XDG_DATA_HOME", "HOME", "CRUMB_PUBLIC_SUFFIX_LIST"] {
            guard let bytes = getenv(name), String(validatingCString: bytes) == nil else {
                continue
            }
            throw UsageError("the value of $\(name) is not valid UTF-8: \(String(cString: bytes))")
        }
    }
}

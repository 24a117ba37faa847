// What the argument parser needs of Foundation, for `.ci/package`, which compiles this as the module
// FoundationEssentials and links it in the place of the real one: 5 MB less (README.md).
//
// The parser encodes one thing as JSON: the dump of all commands for generators of manuals, which
// `.ci/make-man-pages` has read from the binary with Foundation. So nothing here does anything, but
// ends a command that asks for that dump. Where a newer parser needs more than this, the build
// fails: the linker finds both modules then, and each symbol of this one twice.

internal import Glibc

/// No error of crumb's is one.
public protocol LocalizedError: Error {
    var errorDescription: String? { get }
    var failureReason: String? { get }
    var recoverySuggestion: String? { get }
    var helpAnchor: String? { get }
}

open class JSONEncoder {
    public struct OutputFormatting: OptionSet, Sendable {
        public let rawValue: UInt

        public init(rawValue: UInt) { self.rawValue = rawValue }

        public static let prettyPrinted = OutputFormatting(rawValue: 1)
        public static let sortedKeys = OutputFormatting(rawValue: 2)
    }

    public init() {
        fputs("crumb: --experimental-dump-help is only in a crumb that is built by hand\n", stderr)
        exit(64)
    }
}

public struct Data {}

extension String {
    public struct Encoding: Sendable {
        public static let utf8 = Encoding()
    }

    public init?(data: __shared Data, encoding: Encoding) { return nil }
}

internal import BrowserInfra

/// What differs between the ways in which a value is written.
struct JSONStyle: Sendable {
    /// Between two elements that stand on one line.
    var separator: String
    /// Between a name and its value.
    var colon: String
    /// What ends an element that has a line of its own; `nil` where all is on one line.
    var lineEnd: String?
    /// Whether one or two scalars stay on one line: a header, a cookie's reasons.
    var joinsShortLists: Bool
    var text: @Sendable (Double) -> String
    /// Whether a scalar is written as `\u…`, beside those that always are.
    var escapes: @Sendable (Unicode.Scalar) -> Bool

    static let document = JSONStyle(
        separator: ", ",
        colon: ": ",
        lineEnd: ",",
        joinsShortLists: true,
        text: exactText,
        escapes: { $0.isTerminalControl }
    )

    static let streamed = JSONStyle(
        separator: ",",
        colon: ":",
        lineEnd: nil,
        joinsShortLists: true,
        text: exactText,
        escapes: { $0.isTerminalControl }
    )

    static let spoken = JSONStyle(
        separator: ", ",
        colon: ": ",
        lineEnd: nil,
        joinsShortLists: true,
        text: shortText,
        escapes: { $0.value < 0x20 }
    )

    static let compared = JSONStyle(
        separator: ", ",
        colon: ": ",
        lineEnd: "",
        joinsShortLists: false,
        text: shortText,
        escapes: { $0.value < 0x20 }
    )

    /// As many digits as it takes to read the same number again.
    @Sendable private static func exactText(_ number: Double) -> String {
        number.isFinite ? String(number) : "null"
    }

    /// As people write it; and as YAML writes the numbers that JSON does not have.
    @Sendable private static func shortText(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? ".nan" : number < 0 ? "-.inf" : ".inf" }
        let isWhole = number == number.rounded() && abs(number) < 1e15
        return isWhole ? String(Int64(number)) : String(number)
    }
}

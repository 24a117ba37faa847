internal import BrowserInfra

/// The options by which the ways of writing a value differ.
struct JSONStyle: Sendable {
    /// The separator between two elements on one line.
    var separator: String
    /// The separator between a name and its value.
    var colon: String
    /// The end of an element that has its own line; `nil` if everything is on one line.
    var lineEnd: String?
    /// Whether a list of one or two scalars stays on one line, such as a header or a cookie's
    /// reasons.
    var joinsShortLists: Bool
    var text: @Sendable (Double) -> String
    /// Whether a scalar is written as `\u…`, in addition to those that always are.
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

    /// The shortest representation that is parsed as the same number.
    @Sendable private static func exactText(_ number: Double) -> String {
        number.isFinite ? String(number) : "null"
    }

    /// The representation that people write and, for numbers that JSON does not have, that of YAML.
    @Sendable private static func shortText(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? ".nan" : number < 0 ? "-.inf" : ".inf" }
        let isWhole = number == number.rounded() && abs(number) < 1e15
        return isWhole ? String(Int64(number)) : String(number)
    }
}

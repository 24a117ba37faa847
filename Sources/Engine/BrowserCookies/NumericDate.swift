internal import BrowserInfra

/// A date without a month name, as some browsers read it: 12/31/2099, 31/12/99, 2099-12-31.
struct NumericDate {
    /// Whether the text is three numbers that can be a date.
    private(set) var isWellFormed = false
    private(set) var year = 0
    private(set) var month = 0
    private(set) var day = 0
    /// The position after the date.
    private(set) var end: Bytes.Index

    /// `nil` if the text does not begin with a number, a slash or hyphen, and another number.
    init?(in text: Bytes) {
        let digits = text.prefix { $0.isASCIIDigit }
        let rest = text[digits.endIndex...]
        guard !digits.isEmpty, Self.isSeparator(rest.first),
            rest.dropFirst().first?.isASCIIDigit == true
        else { return nil }
        end = text.startIndex
        let numbers = text.split(
            maxSplits: 2,
            omittingEmptySubsequences: false,
            whereSeparator: { Self.isSeparator($0) }
        )
        guard numbers.count == 3 else { return }
        let last = numbers[2].prefix { $0.isASCIIDigit }
        let parts = [numbers[0], numbers[1], last]
        guard parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
            [1, 2, 4].contains(parts[0].count), (1...2).contains(parts[1].count),
            [1, 2, 4, 5].contains(last.count),
            numbers[2].dropFirst(last.count).first?.isASCIIAlphanumeric != true
        else { return }
        read(parts.map { $0.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } })
        end = last.endIndex
    }

    /// A first number that is too large for a day is the year; one that is too large for a month is
    /// the day.
    private mutating func read(_ numbers: [Int]) {
        let (first, second, third) = (numbers[0], numbers[1], numbers[2])
        if first > 31 || first == 0 {
            guard second <= 12, third <= 31 else { return }
            (year, month, day) = (first, second, third)
        } else if first > 12 {
            guard second <= 12 else { return }
            (year, month, day) = (third, second, first)
        } else {
            (year, month, day) = (third, first, second)
        }
        isWellFormed = true
    }

    private static func isSeparator(_ byte: UInt8?) -> Bool {
        byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
    }
}

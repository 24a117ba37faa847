internal import BrowserJSON

/// One place where a value is not as its pattern has it.
struct Difference {
    var place: Place
    /// A JSON Pointer; empty for the value itself.
    var path: String
    var expected: [String]
    var actual: [String]
}

/// Compares values with patterns.
struct PatternMatching {
    let variables: Variables

    /// `actual`: `nil` where there is no such value. `equals`: when two texts are the same.
    func differences(
        _ pattern: ValuePattern,
        _ actual: JSONValue?,
        path: String = "",
        equals: (String, String) -> Bool = { $0 == $1 }
    ) throws(StepError) -> [Difference] {
        func different(_ expected: [String]) -> [Difference] {
            [
                Difference(
                    place: pattern.place,
                    path: path,
                    expected: expected,
                    actual: actual?.shownLines ?? ["(nothing)"]
                )
            ]
        }
        switch pattern.content {
        case .scalar(let value):
            guard let actual, value.isSameScalar(as: actual) else {
                return different(value.shownLines)
            }
            return []
        case .text(let template):
            let value = try variables.value(template)
            if case .string(let left) = value, case .string(let right)? = actual,
                equals(left, right)
            {
                return []
            }
            guard let actual, value.isSameScalar(as: actual) else {
                return different(value.shownLines)
            }
            return []
        case .matchers(let matchers):
            for matcher in matchers where try !matcher.accepts(actual, at: pattern.place) {
                return different([matchers.map(\.description).joined(separator: ", ")])
            }
            return []
        case .array(let patterns):
            guard case .array(let elements)? = actual, elements.count == patterns.count else {
                return different(try text(of: pattern).shownLines)
            }
            var all: [Difference] = []
            for (index, (pattern, element)) in zip(patterns, elements).enumerated() {
                all += try differences(pattern, element, path: "\(path)/\(index)", equals: equals)
            }
            return all
        case .object(let members):
            guard case .object? = actual else {
                return different(try text(of: pattern).shownLines)
            }
            var all: [Difference] = []
            for member in members {
                all += try differences(
                    member.value,
                    actual?[member.name],
                    path: "\(path)/\(member.name)",
                    equals: equals
                )
            }
            return all
        }
    }

    /// The pattern as a value, for showing: a matcher is its own text.
    func text(of pattern: ValuePattern) throws(StepError) -> JSONValue {
        switch pattern.content {
        case .scalar(let value): return value
        case .text(let template): return try variables.value(template)
        case .matchers(let matchers):
            return .string(matchers.map(\.description).joined(separator: ", "))
        case .array(let patterns):
            var values: [JSONValue] = []
            for pattern in patterns { values.append(try text(of: pattern)) }
            return .array(values)
        case .object(let members):
            var values: [JSONValue.Member] = []
            for member in members {
                values.append(.init(member.name, try text(of: member.value)))
            }
            return .object(values)
        }
    }
}

extension ValuePattern {
    /// For what is text by nature, a header or a cookie's value: a number in the file is its text.
    var ofText: ValuePattern {
        guard case .scalar(let value) = content, value != .null else { return self }
        var pattern = self
        pattern.content = .scalar(.string(value.plainText))
        return pattern
    }
}

extension Matcher {
    /// `place`: of the pattern, for a text that an expression gives up on.
    func accepts(_ actual: JSONValue?, at place: Place) throws(StepError) -> Bool {
        switch self {
        case .exists(let exists): return (actual != nil) == exists
        case .matches(let expression):
            guard let actual, let regular = try? RegularExpression(expression) else {
                return false
            }
            do throws(RegularExpression.LimitExceeded) {
                return try regular.isFound(in: actual.plainText)
            } catch {
                throw .invalidSetting(
                    reason: "the expression \(expression) gave up on the text: \(error.sentence)",
                    at: place
                )
            }
        case .lessThan(let limit): return actual?.comparableNumber.map { $0 < limit } ?? false
        case .greaterThan(let limit): return actual?.comparableNumber.map { $0 > limit } ?? false
        }
    }

    var description: String {
        switch self {
        case .exists(let exists): exists ? "anything" : "nothing at all"
        case .matches(let expression): "text that matches \(expression)"
        case .lessThan(let limit): "less than \(JSONValue.number(limit).json)"
        case .greaterThan(let limit): "greater than \(JSONValue.number(limit).json)"
        }
    }
}

extension JSONValue {
    /// Headers and cookies are text: what reads as a number counts as one.
    fileprivate var comparableNumber: Double? {
        if case .string(let text) = self { return Double(text) }
        return number
    }

    /// Text is shown in its lines, everything else as JSON.
    var shownLines: [String] {
        guard case .string(let text) = self else { return jsonLines }
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
        return lines == [""] ? ["\"\""] : lines
    }
}

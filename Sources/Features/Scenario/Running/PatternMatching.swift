internal import BrowserJSON
internal import Explanations

/// A place where a value does not match its pattern.
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

    /// The differences between a value and a pattern.
    ///
    /// `actual`: `nil` if there is no such value. `equals`: decides whether two texts are the same.
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
                let hint = misspelledMatcher(members).map { [$0] } ?? []
                return different(try text(of: pattern).shownLines + hint)
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

    /// A mapping is taken literally unless all its keys are matchers, so that a typo is not an error.
    private func misspelledMatcher(_ members: [Named<ValuePattern>]) -> String? {
        guard members.count == 1, let name = members.first?.name,
            let matcher = suggestion(for: name, among: Matcher.names)
        else { return nil }
        return "(\(name) is compared literally; did you mean the matcher \(matcher)?)"
    }

    /// The pattern as a value to display; a matcher is shown as its text.
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
    /// The pattern for values that are always text, such as headers and cookies: a number in the
    /// file stands for its text.
    var ofText: ValuePattern {
        guard case .scalar(let value) = content, value != .null else { return self }
        var pattern = self
        pattern.content = .scalar(.string(value.plainText))
        return pattern
    }
}

extension Matcher {
    /// `place`: the pattern's place, for the error when its expression exceeds a limit.
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
                    reason: "the expression \(expression) could not be matched: \(error.sentence)",
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
    /// The value as a number for comparisons. Headers and cookies are text, so numeric text counts.
    fileprivate var comparableNumber: Double? {
        if case .string(let text) = self { return Double(text) }
        return number
    }

    /// The lines to display: text is split into lines, other values are JSON.
    var shownLines: [String] {
        guard case .string(let text) = self else { return jsonLines }
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
        return lines == [""] ? ["\"\""] : lines
    }
}

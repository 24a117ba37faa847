internal import BrowserJSON
internal import Synchronization

/// What `{{names}}` stand for, while a scenario runs.
///
/// Variables are made of variables, ten of one and ten of that: what they put in is bounded, for each
/// text and for all that a step is made of.
package struct Variables: Sendable {
    /// In bytes, of one text or value.
    static let largestText = 1 << 20
    /// In bytes, of all that one step puts in.
    static let largestStep = 16 << 20
    /// In bytes, of all that a file puts in, as far as it is known before anything is sent.
    static let largestFile = 64 << 20

    private var values: [String: JSONValue] = [:]
    private var meter: Meter

    /// `limit`: of all that is put in, in bytes.
    init(limit: Int = largestStep) {
        meter = Meter(limit: limit)
    }

    subscript(name: String) -> JSONValue? {
        get { values[name] }
        set { values[name] = newValue }
    }

    /// In the order of their names.
    var all: [JSONValue.Member] {
        values.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, $0.value) }
    }

    /// The same, for a step of its own.
    func withFreshLimit() -> Variables {
        var variables = self
        variables.meter = Meter(limit: Self.largestStep)
        return variables
    }

    func text(_ template: Template) throws(StepError) -> String {
        var text = ""
        for piece in template.pieces {
            switch piece {
            case .text(let plain): text += plain
            case .variable(let name):
                let value = try value(of: name, at: template.place)
                guard text.utf8.count + value.weight(upTo: Self.largestText) <= Self.largestText
                else { throw .substitutionTooLarge(limit: Self.largestText, at: template.place) }
                text += value.plainText
            }
        }
        if template.pieces.count > 1 { try count(text.utf8.count, at: template.place) }
        return text
    }

    /// Like ``text(_:)``, but what is one variable and nothing else keeps the type of its value.
    func value(_ template: Template) throws(StepError) -> JSONValue {
        if template.pieces.count == 1, case .variable(let name) = template.pieces[0] {
            return try value(of: name, at: template.place)
        }
        return .string(try text(template))
    }

    private func value(of name: String, at place: Place) throws(StepError) -> JSONValue {
        guard let value = values[name] else { throw .notCaptured(name: name, at: place) }
        try count(value.weight(upTo: Self.largestText), at: place)
        return value
    }

    private func count(_ bytes: Int, at place: Place) throws(StepError) {
        if bytes > Self.largestText { throw .substitutionTooLarge(limit: Self.largestText, at: place) }
        if meter.add(bytes) > meter.limit { throw .substitutionTooLarge(limit: meter.limit, at: place) }
    }

    /// What has been put in so far; parts of a step may be judged at the same time.
    private final class Meter: Sendable {
        let limit: Int
        private let bytes = Mutex(0)

        init(limit: Int) { self.limit = limit }

        func add(_ more: Int) -> Int {
            bytes.withLock { bytes in
                bytes += more
                return bytes
            }
        }
    }
}

extension ValueTemplate {
    /// The value with its variables put in.
    func value(_ variables: Variables) throws(StepError) -> JSONValue {
        switch self {
        case .literal(let value): return value
        case .text(let template): return try variables.value(template)
        case .array(let elements):
            var values: [JSONValue] = []
            for element in elements { values.append(try element.value(variables)) }
            return .array(values)
        case .object(let members):
            var values: [JSONValue.Member] = []
            for member in members {
                values.append(.init(member.name, try member.value.value(variables)))
            }
            return .object(values)
        }
    }
}

extension JSONValue {
    /// About as many bytes as its text has; no more than one beyond `limit` is counted.
    func weight(upTo limit: Int) -> Int {
        var weight = 0
        add(to: &weight, upTo: limit)
        return weight
    }

    private func add(to weight: inout Int, upTo limit: Int) {
        guard weight <= limit else { return }
        switch self {
        case .null, .bool, .integer, .number: weight += 5
        case .string(let text): weight += text.utf8.count
        case .array(let elements):
            weight += 2
            for element in elements { element.add(to: &weight, upTo: limit) }
        case .object(let members):
            weight += 2
            for member in members where weight <= limit {
                weight += member.name.utf8.count
                member.value.add(to: &weight, upTo: limit)
            }
        }
    }
}

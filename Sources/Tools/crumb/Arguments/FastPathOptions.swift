internal import ArgumentParser

/// Options whose usual command lines are parsed without ArgumentParser.
///
/// ArgumentParser finds its options by reflection, which takes longer than everything else that
/// `crumb fetch` does. So a command that is run in loops also has a table: anything that is not in
/// the table, or looks wrong, is left to ArgumentParser, which has the message for every mistake. A
/// test parses every command line both ways, and finds options without a row.
protocol FastPathOptions: ParsableArguments {
    /// The rows, which together set every property that ArgumentParser declares; a property without
    /// a value cannot be read.
    static var rows: [FastPathRow<Self>] { get }
}

/// The names in a command line that a row reads.
struct FastPathName {
    enum Kind {
        case operand, flag, value
    }

    /// The spellings, without dashes; the first is the key.
    var spellings: [String]
    var kind: Kind

    static let operand = ""
}

/// The rule by which a property, or a group of them, gets its value.
struct FastPathRow<Options> {
    var names: [FastPathName]
    /// Sets the values that were written for the names, or the default. Returns false for a value
    /// that ArgumentParser must reject.
    var apply: (inout Options, [String: [String]]) -> Bool

    private init(
        _ spellings: [String],
        _ kind: FastPathName.Kind,
        set: @escaping (inout Options, [String]) -> Bool
    ) {
        names = [FastPathName(spellings: spellings, kind: kind)]
        apply = { options, texts in set(&options, texts[spellings[0]] ?? []) }
    }

    static func operand(set: @escaping (inout Options, String?) -> Void) -> Self {
        Self([FastPathName.operand], .operand) { options, texts in
            set(&options, texts.first)
            return texts.count <= 1
        }
    }

    /// A required operand.
    static func required(set: @escaping (inout Options, String) -> Void) -> Self {
        Self([FastPathName.operand], .operand) { options, texts in
            guard texts.count == 1 else { return false }
            set(&options, texts[0])
            return true
        }
    }

    static func operands(set: @escaping (inout Options, [String]) -> Void) -> Self {
        Self([FastPathName.operand], .operand) { options, texts in
            set(&options, texts)
            return true
        }
    }

    /// One or more operands.
    static func requiredOperands(set: @escaping (inout Options, [String]) -> Void) -> Self {
        Self([FastPathName.operand], .operand) { options, texts in
            set(&options, texts)
            return !texts.isEmpty
        }
    }

    static func flag(_ spellings: String..., set: @escaping (inout Options, Bool) -> Void) -> Self {
        Self(spellings, .flag) { options, texts in
            set(&options, !texts.isEmpty)
            return texts.count <= 1
        }
    }

    /// `--name` and `--no-name`.
    static func choice(
        _ name: String,
        set: @escaping (inout Options, Bool?) -> Void
    ) -> Self {
        let other = "no-\(name)"
        var row = Self([name], .flag) { _, _ in true }
        row.names.append(FastPathName(spellings: [other], kind: .flag))
        row.apply = { options, texts in
            let isOn = texts[name] != nil
            let isOff = texts[other] != nil
            set(&options, isOn || isOff ? isOn : nil)
            return !(isOn && isOff)
        }
        return row
    }

    static func list(_ name: String, set: @escaping (inout Options, [String]) -> Void) -> Self {
        Self([name], .value) { options, texts in
            set(&options, texts)
            return true
        }
    }

    static func values<Value: ExpressibleByArgument>(
        _ name: String,
        set: @escaping (inout Options, [Value]) -> Void
    ) -> Self {
        Self([name], .value) { options, texts in
            let values = texts.compactMap { Value(argument: $0) }
            set(&options, values)
            return values.count == texts.count
        }
    }

    /// One of several lists whose relative order matters. It is lost when texts are grouped by
    /// name, so a command line may only use one of the lists here.
    static func list<Value: ExpressibleByArgument>(
        _ name: String,
        aloneAmong others: [String],
        set: @escaping (inout Options, [Value]) -> Void
    ) -> Self {
        var row = values(name, set: set)
        let read = row.apply
        row.apply = { options, texts in
            read(&options, texts)
                && (texts[name] == nil || others.allSatisfy { $0 == name || texts[$0] == nil })
        }
        return row
    }

    static func value<Value: ExpressibleByArgument>(
        _ name: String,
        set: @escaping (inout Options, Value?) -> Void
    ) -> Self {
        Self([name], .value) { options, texts in
            let value = texts.first.flatMap { Value(argument: $0) }
            set(&options, value)
            return texts.isEmpty || texts.count == 1 && value != nil
        }
    }

    static func value<Value: ExpressibleByArgument>(
        _ name: String,
        default usual: Value,
        set: @escaping (inout Options, Value) -> Void
    ) -> Self {
        Self([name], .value) { options, texts in
            let value = texts.first.flatMap { Value(argument: $0) }
            set(&options, value ?? usual)
            return texts.isEmpty || texts.count == 1 && value != nil
        }
    }

    /// The rows of an option group, as one row of the type that contains it.
    static func group<Group: FastPathOptions>(set: @escaping (inout Options, Group) -> Void) -> Self
    {
        let rows = Group.rows
        var row = Self([], .value) { _, _ in true }
        row.names = rows.flatMap(\.names)
        row.apply = { options, texts in
            var group = Group()
            guard rows.allSatisfy({ $0.apply(&group, texts) }), (try? group.validate()) != nil
            else { return false }
            set(&options, group)
            return true
        }
        return row
    }
}

extension FastPathOptions {
    /// Reads a command line from ``ArgumentNormalizer``; `nil` when ArgumentParser must parse it.
    init?(directly words: some Sequence<String>) {
        let rows = Self.rows
        guard let texts = Self.texts(words, of: rows.flatMap(\.names)) else { return nil }
        self.init()
        for row in rows {
            guard row.apply(&self, texts) else { return nil }
        }
        guard (try? validate()) != nil else { return nil }
    }

    /// The texts for each name, by its first spelling; the text of a flag is empty.
    private static func texts(
        _ words: some Sequence<String>,
        of names: [FastPathName]
    ) -> [String: [String]]? {
        var texts: [String: [String]] = [:]
        var words = words.makeIterator()
        while let word = words.next() {
            guard word.utf8.first == UInt8(ascii: "-") else {
                guard names.contains(where: { $0.kind == .operand }) else { return nil }
                texts[FastPathName.operand, default: []].append(word)
                continue
            }
            let (spelling, joined) = parts(of: word)
            let name = names.first { $0.kind != .operand && $0.spellings.contains(spelling) }
            guard let name else { return nil }
            switch (name.kind, joined) {
            case (.value, let joined?): texts[name.spellings[0], default: []].append(joined)
            // The normalizer joins every value to its name, except an empty one.
            case (.value, nil):
                guard words.next() == "" else { return nil }
                texts[name.spellings[0], default: []].append("")
            case (.flag, nil): texts[name.spellings[0], default: []].append("")
            case (.flag, _?), (.operand, _): return nil
            }
        }
        return texts
    }

    /// Splits `--name=value`, `--name` or `-n`, without the dashes.
    private static func parts(of word: String) -> (spelling: String, joined: String?) {
        guard word.hasPrefix("--") else {
            // A letter stands alone, and `-name` is not valid.
            return (word.utf8.count == 2 ? String(word.dropFirst()) : "", nil)
        }
        let text = word.dropFirst(2)
        guard let equals = text.firstIndex(of: "=") else {
            return (text.utf8.count > 1 ? String(text) : "", nil)
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}

internal import ArgumentParser

/// Options whose usual command lines are read without ArgumentParser.
///
/// It looks for its options by reflection, which takes longer than all else that `crumb fetch` does.
/// So a command that is run in loops has a table besides: what that does not know, and whatever
/// looks wrong, is left to ArgumentParser, which has the words for every mistake. A test reads every
/// command line both ways, and finds an option that has no row.
protocol FastPathOptions: ParsableArguments {
    /// Together they give a value to every property that ArgumentParser knows; one that has none
    /// cannot be read.
    static var rows: [FastPathRow<Self>] { get }
}

/// What one row reads of a command line.
struct FastPathName {
    enum Kind {
        case operand, flag, value
    }

    /// Without dashes; the first stands for all.
    var spellings: [String]
    var kind: Kind

    static let operand = ""
}

/// How a property, or a group of them, gets its value.
struct FastPathRow<Options> {
    var names: [FastPathName]
    /// Sets what was written for the names, or the default where that is nothing; says no to what is
    /// for ArgumentParser to refuse.
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

    /// One that there has to be.
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

    /// One or more.
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

    /// One of several lists whose order among each other counts, which texts by their names do not have:
    /// only one of them is read directly.
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

    /// The rows of an option group, as one row of what has it.
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
    /// Reads what ``ArgumentNormalizer`` has made of a command line; `nil` where ArgumentParser is
    /// to look at it.
    init?(directly words: some Sequence<String>) {
        let rows = Self.rows
        guard let texts = Self.texts(words, of: rows.flatMap(\.names)) else { return nil }
        self.init()
        for row in rows {
            guard row.apply(&self, texts) else { return nil }
        }
        guard (try? validate()) != nil else { return nil }
    }

    /// What was written for each name, by its first spelling; a flag's text is empty.
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
            // The normaliser joins every value to its name but the empty one.
            case (.value, nil):
                guard words.next() == "" else { return nil }
                texts[name.spellings[0], default: []].append("")
            case (.flag, nil): texts[name.spellings[0], default: []].append("")
            case (.flag, _?), (.operand, _): return nil
            }
        }
        return texts
    }

    /// `--name=value`, `--name` or `-n`, without the dashes.
    private static func parts(of word: String) -> (spelling: String, joined: String?) {
        guard word.hasPrefix("--") else {
            // Letters come alone, and `-name` is no name.
            return (word.utf8.count == 2 ? String(word.dropFirst()) : "", nil)
        }
        let text = word.dropFirst(2)
        guard let equals = text.firstIndex(of: "=") else {
            return (text.utf8.count > 1 ? String(text) : "", nil)
        }
        return (String(text[..<equals]), String(text[text.index(after: equals)...]))
    }
}

extension ModuleParser {
    /// Where the arguments of a call begin and end, as far as `eval` looks at them.
    struct FirstArgument: Hashable {
        var start: Int
        var end: Int
    }

    /// What is evaluated passes through the script's own function, which rewrites it; a call that is direct stays
    /// so, and everywhere else the name is that of a function which rewrites what it is given.
    ///
    /// https://tc39.es/ecma262/#sec-performeval
    func rewriteEval() {
        guard !scopes.isDeclaredByModule("eval") else { return }
        for reference in scopes.references
        where reference.name == "eval" && scopes.reachesModule(reference) {
            if reference.isKept {
                record.evaluates = true
                continue
            }
            guard let argument = reference.evaluated else {
                let name = ClassicScript.evalName
                let text = reference.isShorthand ? "eval: \(name)" : name
                edits.append(
                    ModuleRecord.Edit(start: reference.start, end: reference.end, text: text)
                )
                continue
            }
            record.evaluates = true
            guard !isPlainText(argument) else { continue }
            let (start, end) = (argument.start, argument.end)
            edits.append(
                ModuleRecord.Edit(start: start, end: start, text: "\(record.own).text(eval,")
            )
            edits.append(ModuleRecord.Edit(start: end, end: end, text: ")"))
        }
    }

    /// Whether it is a literal in which nothing is imported.
    private func isPlainText(_ argument: FirstArgument) -> Bool {
        guard let literal = try? lexer.token(at: argument.start) else { return false }
        switch literal.kind {
        case .string: guard literal.end == argument.end else { return false }
        case .template:
            let span = try? lexer.templateSpan(from: literal.end)
            guard span?.isLast == true, span?.end == argument.end else { return false }
        default: return false
        }
        return !lexer.source[argument.start..<argument.end].mayImport
    }

    /// In the order of the text. What is inserted before something that is replaced comes before it, and
    /// insertions at the same place keep their order.
    func orderedEdits() -> [ModuleRecord.Edit] {
        let order = edits.indices.sorted {
            let (one, other) = (edits[$0], edits[$1])
            return (one.start, one.end > one.start ? 1 : 0, $0)
                < (other.start, other.end > other.start ? 1 : 0, $1)
        }
        return order.map { edits[$0] }
    }
}

extension ModuleParser {
    /// Where the arguments of a call begin and end, as far as `eval` looks at them.
    struct FirstArgument: Hashable {
        var start: Int
        var end: Int
    }

    /// What is evaluated passes through the script's own function, which asks the page's policies and rewrites it. A
    /// call that is direct stays so; everywhere else the name is that of a function which does the same.
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
            let (start, end) = (argument.start, argument.end)
            edits.append(
                ModuleRecord.Edit(start: start, end: start, text: "\(record.own).text(eval,")
            )
            edits.append(ModuleRecord.Edit(start: end, end: end, text: ")"))
        }
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

extension ModuleParser {
    /// The range of the arguments of a call, up to the end of the first.
    struct FirstArgument: Hashable {
        var start: Int
        var end: Int
    }

    /// Passes text to be evaluated through the script's own function, which checks the page's
    /// policies and rewrites the text. A direct call remains one; everywhere else the name is
    /// replaced by that of a function with the same effect.
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

    /// The edits in text order. An insertion comes before a replacement at the same position, and
    /// insertions at the same position keep their order.
    func orderedEdits() -> [ModuleRecord.Edit] {
        let order = edits.indices.sorted {
            let (one, other) = (edits[$0], edits[$1])
            return (one.start, one.end > one.start ? 1 : 0, $0)
                < (other.start, other.end > other.start ? 1 : 0, $1)
        }
        return order.map { edits[$0] }
    }
}

/// What crumb is meant to reach, and whether it does.
struct Targets {
    private var lines: [String] = []

    mutating func check(_ what: String, _ figure: Double, atMost limit: Double, _ unit: String) {
        let verdict = figure <= limit ? "met   " : "MISSED"
        lines.append(
            "  \(verdict)  \(what): \(Table.text(figure))\(unit) (at most \(Table.text(limit))\(unit))"
        )
    }

    func print() {
        guard !lines.isEmpty else { return }
        printLine("Targets")
        for line in lines { printLine(line) }
    }
}

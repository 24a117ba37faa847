internal import Explanations

/// A line of a comparison between expected and actual text.
package enum ComparedLine: Hashable {
    case same(String)
    case expected(String)
    case actual(String)
}

/// Compares two texts line by line: lines in both occur once, the others are marked as expected or
/// actual.
package func comparedLines(expected: [String], actual: [String]) -> [ComparedLine] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in actual.difference(from: expected) {
        switch change {
        case .remove(let offset, _, _): removed.insert(offset)
        case .insert(let offset, _, _): inserted.insert(offset)
        }
    }
    var lines: [ComparedLine] = []
    var right = 0
    for (left, line) in expected.enumerated() {
        if removed.contains(left) {
            lines.append(.expected(line))
            continue
        }
        while inserted.contains(right) {
            lines.append(.actual(actual[right]))
            right += 1
        }
        lines.append(.same(line))
        right += 1
    }
    return lines + actual[right...].map { .actual($0) }
}

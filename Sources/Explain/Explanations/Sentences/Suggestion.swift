/// Returns the name closest to a word, if one is close: it differs in case or spelling, or by a few
/// letters, or is the one name that starts with the word.
package func suggestion(for word: String, among names: [String]) -> String? {
    func plain(_ text: String) -> [Character] {
        text.lowercased().filter { $0 != "-" && $0 != "_" }.map { $0 }
    }
    let letters = plain(word)
    let longer = names.filter { plain($0).starts(with: letters) }.sorted { $0.count < $1.count }
    // Of several names, the shortest, if there is only one of that length.
    if letters.count >= 3, let first = longer.first,
        longer.count == 1 || first.count < longer[1].count
    {
        return first
    }
    let nearest = names.map { (name: $0, distance: editDistance(letters, plain($0))) }
        .min { $0.distance < $1.distance }
    guard let nearest, nearest.distance <= max(1, min(3, letters.count / 3)) else { return nil }
    return nearest.name
}

/// Returns the number of insertions, deletions, replacements and transpositions of adjacent characters.
///
/// https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance, optimal string alignment
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
        var current = [row + 1]
        for (column, other) in right.enumerated() {
            var best = min(last[column] + (letter == other ? 0 : 1), last[column + 1] + 1)
            best = min(best, current[column] + 1)
            if row > 0, column > 0, letter == right[column - 1], other == left[row - 1] {
                best = min(best, beforeLast[column - 1] + 1)
            }
            current.append(best)
        }
        (beforeLast, last) = (last, current)
    }
    return last[right.count]
}

/// The families of recordings that crumb is not compared with yet.
///
/// `trim.py` makes the files from any folder of recordings; records of these families are skipped,
/// and the test prints how many there are.
enum RecordedFamilies {
    static let notYetJudged: Set<String> = []
}

/// The members of a record that are read first, to decide whether the rest is needed.
struct RecordedHeading: Decodable, Sendable {
    var id: String
    /// The family of a case; absent in a truth.
    var family: String?
}

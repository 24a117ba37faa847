/// The families of the recordings that crumb is not judged by yet.
///
/// `trim.py` makes files of any folder of recordings; what is of these families is read over, and
/// the test says how much that was.
enum RecordedFamilies {
    static let notYetJudged: Set<String> = []
}

/// What of a case has to be read before it is known whether the rest is.
struct RecordedHeading: Decodable, Sendable {
    var id: String
    /// Of a case, not of a truth.
    var family: String?
}

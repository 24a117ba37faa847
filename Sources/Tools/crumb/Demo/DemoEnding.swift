/// A possible outcome of a step, by the rules of some browser, and its lesson.
struct DemoEnding<Seen>: Sendable {
    var lesson: String
    var isSeen: @Sendable (Seen) -> Bool

    init(_ lesson: String, where isSeen: @escaping @Sendable (Seen) -> Bool) {
        self.lesson = lesson
        self.isSeen = isSeen
    }
}

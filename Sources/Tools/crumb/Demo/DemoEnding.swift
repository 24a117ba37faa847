/// A way in which a step of the demo can end, by some browser's rules, and what to take away from it.
struct DemoEnding<Seen>: Sendable {
    var lesson: String
    var isSeen: @Sendable (Seen) -> Bool

    init(_ lesson: String, where isSeen: @escaping @Sendable (Seen) -> Bool) {
        self.lesson = lesson
        self.isSeen = isSeen
    }
}

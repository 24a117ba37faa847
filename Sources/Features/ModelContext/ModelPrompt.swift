/// A task that a person chooses, written out for a model.
package struct ModelPrompt: Sendable {
    package struct Argument: Sendable {
        package var name: String
        package var summary: String
        package var isRequired: Bool

        package init(_ name: String, _ summary: String, isRequired: Bool = false) {
            self.name = name
            self.summary = summary
            self.isRequired = isRequired
        }
    }

    package var name: String
    package var title: String
    package var summary: String
    package var arguments: [Argument]
    /// The text, from the arguments by name; required ones are present.
    package var text: @Sendable ([String: String]) -> String

    package init(
        _ name: String,
        title: String,
        _ summary: String,
        arguments: [Argument],
        text: @escaping @Sendable ([String: String]) -> String
    ) {
        self.name = name
        self.title = title
        self.summary = summary
        self.arguments = arguments
        self.text = text
    }
}

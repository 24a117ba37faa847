package import BrowserJSON
internal import Explanations

/// Why no step can be made of what a program asks for, in one sentence.
package struct StepInputError: Error, Hashable, Sendable {
    package var sentence: String
}

extension Step {
    /// What stands at steps of a file only: who asks one by one has the results, and loops.
    private static let ofFiles = ["capture", "repeat", "retry", "only-in"]

    /// Reads one step that a program asks for, where a file would have written it down.
    ///
    /// Its members are those of the same step in a file, with text that stands for itself.
    /// `what`: what the step is called in a sentence; `framePaths`: of the frames that are there, to
    /// which those that this step makes are added.
    package init(
        asked members: [Node.Entry],
        called what: String,
        framePaths: inout Set<String>
    ) throws(StepInputError) {
        if let member = members.first(where: { Self.ofFiles.contains($0.key) }) {
            throw StepInputError(
                sentence: "\(member.key) is for the steps of a file: the caller has the result"
            )
        }
        let problems = ProblemList()
        let values = ValueReader(problems: problems, variableNames: [], browserNames: [])
        values.isLiteral = true
        values.framePaths = framePaths
        var reader = StepReader(values: values)
        reader.what = what
        let place = Place(line: 1, column: 1)
        let step = reader.step(Node(content: .mapping(members), place: place))
        if let problem = problems.sorted.first {
            throw StepInputError(sentence: problem.message)
        }
        guard let step else { throw StepInputError(sentence: "\(what) cannot be read") }
        framePaths = values.framePaths
        self = step
    }

    /// Whether it changes what the steps behind it begin with, so that they wait for it.
    package var isBarrier: Bool {
        switch action {
        case .fetch, .load, .beacon, .eventSource, .webSocket, .cookies, .parallel: false
        case .visit, .frame, .navigateFrame, .documentCookie, .cookieStore, .storageAccess, .page,
            .permissions, .advance, .closeBrowser, .open, .interaction:
            true
        }
    }
}

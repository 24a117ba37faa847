package import BrowserJSON
internal import Explanations

/// Why a program's request cannot be read as a step, in one sentence.
package struct StepInputError: Error, Hashable, Sendable {
    package var sentence: String
}

extension Step {
    /// Keys that only steps in files have: a program that runs steps one by one has the results and
    /// its own loops.
    private static let ofFiles = ["capture", "repeat", "retry", "only-in"]

    /// Reads a single step that a program requests, as opposed to a step in a file.
    ///
    /// Its members are those of the same step in a file, but texts are literal. `what`: how
    /// messages name the step; `framePaths`: the existing frames, to which the step's own are
    /// added.
    package init(
        asked members: [Node.Entry],
        called what: String,
        framePaths: inout Set<String>
    ) throws(StepInputError) {
        if let member = members.first(where: { Self.ofFiles.contains($0.key) }) {
            throw StepInputError(
                sentence: "\(member.key) is only for steps in files: the caller has the result"
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

    /// Whether the step changes the state in which later steps start, so that they must wait for
    /// it.
    package var isBarrier: Bool {
        switch action {
        case .fetch, .load, .beacon, .eventSource, .webSocket, .cookies, .parallel: false
        case .visit, .frame, .navigateFrame, .documentCookie, .cookieStore, .storageAccess, .page,
            .permissions, .advance, .closeBrowser, .open, .interaction:
            true
        }
    }
}

internal import Explanations
internal import Fetch

// What is wrong with an answer besides CORS and cookies.

extension Adviser {
    var serverMistakes: [Advice] {
        [exposedWildcardAdvice].compactMap { $0 }
    }
}

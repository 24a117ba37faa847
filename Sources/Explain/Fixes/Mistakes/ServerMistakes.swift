internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// What is wrong with an answer besides CORS and cookies.

extension Adviser {
    var serverMistakes: [Advice] {
        [exposedWildcardAdvice].compactMap { $0 }
    }
}

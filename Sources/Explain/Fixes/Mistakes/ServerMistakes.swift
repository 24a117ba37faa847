internal import BrowserFetch
internal import BrowserInfra
internal import Explanations
internal import WebOrigin

// Mistakes in a response other than CORS and cookies.

extension Adviser {
    var serverMistakes: [Advice] {
        [exposedWildcardAdvice].compactMap { $0 }
    }
}

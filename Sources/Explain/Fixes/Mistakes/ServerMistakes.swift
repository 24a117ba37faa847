internal import Explanations
internal import Fetch
internal import Infra
internal import WebOrigin

// What is wrong with an answer besides CORS and cookies.

extension Adviser {
    var serverMistakes: [Advice] {
        [exposedWildcardAdvice].compactMap { $0 }
    }

    /// The page around is not one of those that may frame it.
    var framingAdvice: Advice? {
        guard report.frameRefusal != nil, let page = report.page else { return nil }
        let origins = (page.ancestors + [page]).map(\.origin)
        guard !origins.contains(where: \.isOpaque) else { return nil }
        let names = origins.map(\.serialized).uniqued()
        return Advice(
            code: "FrameRefused",
            text: "If \(enumerated(names)) may frame it, let its Content-Security-Policy say so: "
                + "frame-ancestors 'self' \(names.joined(separator: " ")). X-Frame-Options does not "
                + "count beside that.",
            fixes: []
        )
    }
}

internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

extension FetchReport {
    /// Why an element cannot use a response that came; for one whose event is `error`.
    package var elementErrorReason: String {
        guard let response = elementResponse ?? exchanges.last?.response else {
            return "the response cannot be used"
        }
        let type = response.headers.values(of: "Content-Type").last.map(\.isomorphicDecoded)
        let shownType = type.map { " (\($0))" } ?? " (no Content-Type)"
        guard Status.isOK(response.status) || destination == .image else {
            return "the status is \(response.status)"
        }
        return switch destination {
        case .image: "the body is not an image\(shownType)"
        case .style: "the response is not a style sheet\(shownType)"
        case .script: "the response is not a script\(shownType)"
        default: "the response cannot be used\(shownType)"
        }
    }
}

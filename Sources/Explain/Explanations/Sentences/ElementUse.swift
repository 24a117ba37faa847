internal import BrowserFetch
internal import BrowserHTTP
internal import BrowserInfra

extension FetchReport {
    /// The reason why an element whose event is `error` cannot use a response.
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

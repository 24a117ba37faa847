internal import BrowserJSON

extension Node {
    /// Of two members of one name the last counts, as in a page's JSON.parse.
    func member(_ key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.last { $0.key == key }?.value
    }

    /// `nil` for anything but a list.
    var elements: [Node]? {
        guard case .sequence(let elements) = content else { return nil }
        return elements
    }
}

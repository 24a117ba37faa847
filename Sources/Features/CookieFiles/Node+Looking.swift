internal import BrowserJSON

extension Node {
    /// The value of a member. Of two members with the same name the last wins, as in JSON.parse.
    func member(_ key: String) -> Node? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.last { $0.key == key }?.value
    }

    /// The elements of an array; `nil` for anything else.
    var elements: [Node]? {
        guard case .sequence(let elements) = content else { return nil }
        return elements
    }
}

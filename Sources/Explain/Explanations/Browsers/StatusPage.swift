/// The page to which Chrome's console refers for more about a change.
enum StatusPage {
    static func url(_ feature: String) -> String {
        "https://www.chromestatus.com/feature/\(feature)"
    }
}

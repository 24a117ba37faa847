/// Where Chrome's console sends its readers for what a change is about.
enum StatusPage {
    static func url(_ feature: String) -> String {
        "https://www.chromestatus.com/feature/\(feature)"
    }
}

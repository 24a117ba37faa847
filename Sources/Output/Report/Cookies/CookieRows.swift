internal import BrowserCookies
internal import BrowserInfra
internal import Explanations
internal import Terminal

/// A line a cookie under one label.
struct CookieRows {
    private(set) var layout = Layout()
    private var label: String
    private let indentation: Int

    init(label: String, indentation: Int) {
        self.label = label
        self.indentation = indentation
    }

    mutating func add(_ text: StyledText) {
        layout.row(label, text, indentation: indentation)
        label = ""
    }
}

/// Cookies often share their reasons: the sentences stand beside the first one only.
struct RepeatedReasons {
    private var first: [StyledText: String] = [:]

    /// The name of the cookie that had the same reasons before; otherwise it is `name` from now on.
    mutating func earlier(_ reasons: StyledText, of name: String) -> String? {
        if let earlier = first[reasons] { return earlier }
        first[reasons] = name
        return nil
    }
}

/// Each reason with its code: a sentence for who is new, a name for who knows.
func reasons(_ exclusions: [CookieExclusion], _ hosts: HostPair?) -> StyledText {
    exclusions.map { ($0.sentence(hosts), $0.code) }.styled
}

/// The same for a cookie that was not stored.
func reasons(_ refusals: [CookieRefusal], _ hosts: HostPair?) -> StyledText {
    refusals.map { ($0.sentence(hosts), $0.code) }.styled
}

extension [CookieExclusion] {
    var codes: StyledText { StyledText("[\(map(\.code).joined(separator: ", "))]", .faint) }
}

extension [(String, String)] {
    fileprivate var styled: StyledText {
        var text = StyledText()
        for (sentence, code) in self {
            if !text.isEmpty { text.append(" ") }
            text.append(escaping: sentence)
            text.append(" [\(code)]", .faint)
        }
        return text
    }
}

extension SetCookieVerdict {
    var effectPhrase: String {
        switch effect {
        case .created: "stored"
        case .updated: "stored over the old one"
        case .deleted: "deleted"
        case .rejected: refusals == [.expired] ? "deletes nothing" : "not stored"
        case .ignored: "ignored"
        }
    }
}

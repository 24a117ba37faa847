/// A variant of a recording with other names. Browsers treat all such names alike, so the expected
/// result of a variant follows from the recording, and a rule that was fitted to a particular name
/// fails.
enum RecordedVariant: String, CaseIterable, Sendable {
    case asRecorded = "as recorded"
    case otherNames = "with other names"
    case otherPlaces = "at other ports and paths"

    /// The folder that the paths of a case start with, which replaces `~`; as long as the recorded
    /// one.
    func folder(of id: Substring) -> String {
        self == .otherPlaces ? "/k/\(String(id.reversed()))" : "/k/\(id)"
    }

    /// Texts and their replacements of the same length, applied in this order.
    var substitutions: [(String, String)] {
        switch self {
        case .asRecorded: []
        case .otherPlaces:
            [
                ("18082", "28082"), ("18083", "28083"),
                ("18080", "28080"), ("18081", "28081"), ("18443", "28443"), ("18444", "28444"),
                ("127.0.0.2", "127.0.0.7"), ("abc123", "xyz789"),
            ]
        case .otherNames:
            [
                // A percent-encoded letter, and a host that ends with another host's name.
                ("%73hop.test", "%6Dall.test"), ("shop.test", "mall.test"),
                ("SHOP.TEST", "MALL.TEST"), ("SHOP.test", "MALL.test"), ("hop.test", "all.test"),
                ("evil.test", "kind.test"),
                ("EVIL.TEST", "KIND.TEST"), ("EVIL.test", "KIND.test"),
                ("third.test", "fifth.test"),
                ("THIRD.TEST", "FIFTH.TEST"), ("alice.github.io", "clara.github.io"),
                ("ALICE.GITHUB.IO", "CLARA.GITHUB.IO"), ("bob.github.io", "dan.github.io"),
                ("example.co.uk", "village.co.uk"), ("EXAMPLE.CO.UK", "VILLAGE.CO.UK"),
                ("app.localhost", "web.localhost"), ("APP.LOCALHOST", "WEB.LOCALHOST"),
                ("api.mall.test", "svc.mall.test"), ("api.kind.test", "svc.kind.test"),
                ("API.MALL.TEST", "SVC.MALL.TEST"), ("Shop.Test", "Mall.Test"), ("sid=", "key="),
                (#""sid""#, #""key""#),
                ("public.test", "global.test"), ("nas.test", "lan.test"),
                ("nas.local", "lan.local"), ("192.168.7.7", "10.24.42.1"),
                ("hsts0", "keep0"), ("hsts1", "keep1"),
                ("Bearer t", "Bearer u"), ("body0", "text0"), ("final", "finis"),
            ]
        }
    }
}

/// The cookies that every engine stores, and the requests for which it looks up cookies.
///
/// Twenty cookies per registrable domain, under several public suffixes, like those that logins,
/// analytics and preferences set: host-only or not, session cookies or not, with every relevant
/// attribute.
struct Workload {
    let cookies: Int

    static let perSite = 20

    private static let suffixes = [
        "com", "org", "de", "co.uk", "com.au", "github.io", "co.jp", "net",
    ]

    var sites: Int { max(1, cookies / Self.perSite) }

    private func site(_ number: Int) -> String {
        "site\(number).\(Self.suffixes[number % Self.suffixes.count])"
    }

    /// The response's URL and the value of its `Set-Cookie`.
    func line(_ number: Int) -> (url: String, setCookie: String) {
        let site = site(number / Self.perSite)
        let index = number % Self.perSite
        let host = ["www.", "", "api."][index % 3] + site
        let token = "\(number &* 2_654_435_761 % 0xFFFF_FFFF)f00dcafe0badbeef"
        let setCookie =
            switch index % 5 {
            case 0: "sid\(index)=\(token); Path=/; HttpOnly; Secure; SameSite=Lax"
            case 1: "_ga\(index)=GA1.2.\(token); Domain=\(site); Path=/; Max-Age=63072000"
            case 2: "lang\(index)=en-GB; Path=/; Expires=Wed, 09 Jun 2027 10:18:14 GMT"
            case 3: "csrf\(index)=\(token); Path=/; Secure; SameSite=Strict"
            default:
                "pref\(index)=\(token); Domain=.\(site); Path=/account; Secure; SameSite=None"
            }
        return ("https://\(host)/account/orders", setCookie)
    }

    /// A request's URL; successive ones are spread over the jar.
    func request(_ number: Int) -> String {
        "https://www.\(site(number &* 7919 % sites))/account/orders"
    }

    static let requests = 20_000

    /// The number of times that an engine starts over, so that small jars are measured with as many
    /// operations.
    var passes: Int { max(1, 20_000 / cookies) }

    /// The workload for engines in other languages: a `URL<TAB>Set-Cookie` per line, an empty line,
    /// then URLs.
    var file: String {
        var text = ""
        for number in 0..<cookies {
            let line = line(number)
            text += "\(line.url)\t\(line.setCookie)\n"
        }
        text += "\n"
        for number in 0..<Self.requests { text += request(number) + "\n" }
        return text
    }
}

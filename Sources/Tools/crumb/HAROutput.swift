internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import HAR

/// The requests as a HAR file, which may be shared.
struct HAROutput {
    /// The start time of requests of which nothing was sent.
    let now: Moment

    func text(of reports: [FetchReport]) -> String {
        let log = HARLog(
            reports: reports,
            creator: HARCreator(name: "crumb", version: Version.number),
            now: now
        )
        return log.json.text + "\n"
    }
}

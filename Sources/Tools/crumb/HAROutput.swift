internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import HAR

/// What happened as a HAR file, which is made to be passed on.
struct HAROutput {
    /// When requests were made of which nothing was sent.
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

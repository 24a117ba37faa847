internal import Fetch
internal import HAR
internal import Infra
internal import JSON

/// Writes what happened as HAR files, which are made to be passed on.
enum HAROutput {
    /// `reports`: without what is to be kept out of such files.
    /// `now`: when requests were made of which nothing was sent.
    static func text(of reports: [FetchReport], now: Moment) -> String {
        let log = HARLog(
            reports: reports,
            creator: HARCreator(name: "crumb", version: Version.number),
            now: now
        )
        return log.json.text + "\n"
    }

    static func write(
        _ reports: [FetchReport],
        to path: String,
        now: Moment
    ) throws(CommandFailure) {
        do throws(File.Failure) {
            // Cookies are in it.
            try File.write(Array(text(of: reports, now: now).utf8), to: path, access: .owner)
        } catch {
            throw CommandFailure(.usage, "cannot write \(path): \(error.description)")
        }
    }
}

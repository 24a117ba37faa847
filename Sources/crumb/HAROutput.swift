internal import Fetch
internal import HAR
internal import Infra
internal import JSON

/// Writes what happened as HAR files, which are made to be passed on.
enum HAROutput {
    /// `reports`: without what is to be kept out of such files.
    /// `now`: when requests were made of which nothing was sent.
    static func write(
        _ reports: [FetchReport],
        to path: String,
        now: Moment
    ) throws(CommandFailure) {
        let log = HARLog(
            reports: reports,
            creator: HARCreator(name: "crumb", version: Version.number),
            now: now
        )
        do throws(File.Failure) {
            // Cookies are in it.
            try File.write(Array((log.json.text + "\n").utf8), to: path, access: .owner)
        } catch {
            throw CommandFailure(.usage, "cannot write \(path): \(error.description)")
        }
    }
}

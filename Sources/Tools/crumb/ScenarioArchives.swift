internal import BrowserFetch
internal import BrowserInfra
internal import BrowserJSON
internal import Glibc
internal import Scenario

/// A folder of HAR files, one for each scenario file and browser.
///
/// A single file would mix them up in DevTools, which sorts requests by time, and each scenario has
/// its own clock.
struct ScenarioArchives {
    let folder: String

    func write(
        _ results: [ScenarioResult],
        now: Moment,
        with output: Output
    ) throws(CommandFailure) {
        guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
            throw CommandFailure(
                .outputFailed,
                "cannot create the folder \(folder): \(File.Failure.last.description)"
            )
        }
        var names: Set<String> = []
        for result in results {
            let stem = Self.stem(of: result.source.path)
            var name = "\(stem).\(result.browser)"
            var count = 1
            // Files with the same name, in different folders.
            while !names.insert(name).inserted {
                count += 1
                name = "\(stem)-\(count).\(result.browser)"
            }
            let archive = HAROutput(now: now)
            let path = "\(folder)/\(name).har"
            try output.write(result, to: path, isClosedToOthers: true) { result in
                archive.text(of: result.reports)
            }
        }
    }

    /// The stem of a path: `login` for `scenarios/login.yaml`.
    private static func stem(of path: String) -> String {
        let file = path.split(separator: "/").last.map { String($0) } ?? path
        guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
        return String(file[..<dot])
    }
}

extension ScenarioResult {
    /// The reports of all requests, in the order of the steps.
    fileprivate var reports: [FetchReport] { steps.flatMap(\.allReports) }
}

internal import BrowserHTTP
internal import BrowserInfra

extension HARLog {
    /// With answers that are there when a later request carries what they set.
    ///
    /// Programs round times to whole seconds, or write one for many requests; then a cookie seems to go
    /// along before its response has ended.
    var withAdjustedResponseTimes: HARLog {
        var log = self
        let order = entries.indices.sorted {
            (entries[$0].started, $0) < (entries[$1].started, $1)
        }
        /// Which entry set a cookie last, by its name and value.
        var setters: [String: Int] = [:]
        for index in order {
            let started = entries[index].started
            for cookie in entries[index].cookiesSent {
                guard let setter = setters["\(cookie.name)=\(cookie.value)"],
                    entries[setter].isOfSameHost(as: entries[index]),
                    log.entries[setter].ended > started
                else { continue }
                log.entries[setter].durationMicroseconds = max(
                    0,
                    started.microseconds(since: entries[setter].started)
                )
            }
            for line in entries[index].response.headers.values(of: "Set-Cookie") {
                setters[String(line.utf8Decoded.prefix { $0 != ";" })] = index
            }
        }
        return log
    }
}

extension HAREntry {
    var namesOfSetCookies: [String] {
        response.headers.values(of: "Set-Cookie").map { line in
            String(line.utf8Decoded.prefix { $0 != "=" && $0 != ";" })
        }
    }
}

extension HARLog {
    /// The names of cookies that requests carry and that no response of the file sets.
    package var preexistingCookies: [String] {
        let set = Set(entries.flatMap(\.namesOfSetCookies))
        return entries.flatMap(\.sentCookieNames).filter { !set.contains($0) }.uniqued()
    }
}

package import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations

extension SetCookieVerdict {
    /// Whether the line is there to delete a cookie, whatever became of it: it expires at once.
    package var isDeletion: Bool {
        if effect == .deleted || refusals.contains(.expired) { return true }
        // What lives on deleted nothing.
        if [.created, .updated].contains(effect) { return false }
        let line = SetCookieLine(self.line)
        if let text = line["Max-Age"], let seconds = Int64(text) { return seconds <= 0 }
        guard let cookie, let expiry = cookie.expiry else {
            // A line that made no cookie: epoch is what every framework deletes with.
            return line["Expires"]?.contains("1970") == true || line["Expires"] == "0"
        }
        return expiry <= cookie.creation
    }
}

// A line that deletes, and the cookie that stays all the same.

extension Adviser {
    /// One entry for each cookie that a line was to delete and did not.
    func deletionAdvice() async -> [Advice] {
        guard reports.contains(where: \.hasADeletion), let main = RequestSnapshot(report) else {
            return []
        }
        // What another line of the same answer deleted or set anew does not stay as it was.
        let settled = Set(
            report.lines().filter { [.created, .updated, .deleted].contains($0.1.effect) }
                .compactMap { $0.1.cookie?.identity }
        )
        let rehearsal = Simulation(situation: main, suffixes: suffixes)
        var advice: [Advice] = []
        for (subject, verdict) in report.lines()
        where verdict.isDeletion && verdict.effect != .ignored {
            let kept = report.cookies(keptBy: verdict, subject)
            for cookie in kept where !settled.contains(cookie.identity) {
                advice.append(await deletion(of: cookie, by: verdict, as: subject, rehearsal))
            }
        }
        return advice
    }

    private func deletion(
        of cookie: Cookie,
        by verdict: SetCookieVerdict,
        as subject: CookieReference,
        _ rehearsal: Simulation
    ) async -> Advice {
        let line = await deletingLine(of: cookie, as: subject, rehearsal)
        let name = cookie.shownName
        let parts = cookie.identifyingAttributes
        let code =
            verdict.effect == .deleted || verdict.refusals.contains(.expired)
            ? AdviceCode.deletionMissed.rawValue : verdict.refusals.first?.code
        var text = "\(name) of \(parts.joined(separator: ", ")) stays"
        guard let line else {
            text += ": it cannot be deleted from here. Delete it where it was set."
            return Advice(code: code ?? AdviceCode.deletionMissed.rawValue, text: text, fixes: [])
        }
        text +=
            code == AdviceCode.deletionMissed.rawValue
            ? ": a deletion has to repeat \(enumerated(parts)).\(alsoDeleted(verdict))"
            : ", because the line that is to delete it is refused. Delete it with the attributes that "
                + "it was set with."
        let url = report.requests.last?.url
        let call = url.map { SetCookieCall(line, at: $0, now: .epoch) }
        return Advice(
            code: code ?? AdviceCode.deletionMissed.rawValue,
            text: text,
            fixes: call.map { CookieDeletion($0).fixes } ?? [],
            cookies: [subject.mention]
        )
    }

    /// The line that deletes another cookie of the name is not to be given up for it.
    private func alsoDeleted(_ verdict: SetCookieVerdict) -> String {
        guard verdict.effect == .deleted, let other = verdict.cookie else { return "" }
        return
            " Keep the line for \(enumerated(other.identifyingAttributes)) as well: that is another cookie."
    }

    /// A line that deletes it in every browser that is asked; `nil` where none does.
    private func deletingLine(
        of cookie: Cookie,
        as subject: CookieReference,
        _ rehearsal: Simulation
    ) async -> SetCookieLine? {
        var line = SetCookieLine(cookie)
        line.value = ""
        line.remove("HttpOnly")
        line["Max-Age"] = "0"
        // Secure and SameSite do not identify a cookie; they only let the line through.
        line.remove("SameSite")
        if !cookie.hasPartitionedAttribute { line.remove("Secure") }
        let candidates: [[LineChange]] = [
            [], [.secure], [.lax], [.noneAndSecure], [.partitioned],
            [.partitioned, .noneAndSecure],
        ]
        for changes in candidates {
            var candidate = line
            for change in changes { candidate = change.applied(to: candidate) ?? candidate }
            if await deletes(candidate, as: subject, rehearsal) { return candidate }
        }
        return nil
    }

    private func deletes(
        _ line: SetCookieLine,
        as subject: CookieReference,
        _ rehearsal: Simulation
    ) async -> Bool {
        for report in reports {
            let verdict = await rehearsal.verdict(on: line, as: subject, in: report.policy)
            if verdict?.effect != .deleted { return false }
        }
        return true
    }
}

extension FetchReport {
    fileprivate var hasADeletion: Bool {
        exchanges.contains { $0.setCookies.contains(where: \.isDeletion) }
    }

    /// The cookies that the line was meant for, by their name: this host's. Of one that deleted its
    /// cookie, those that go along as before.
    fileprivate func cookies(keptBy verdict: SetCookieVerdict, _ subject: CookieReference) -> [Cookie] {
        guard case .line(let hop, _) = subject, requests.indices.contains(hop) else { return [] }
        let name = SetCookieLine(verdict.line).name
        return requests[hop].cookies.filter { kept in
            kept.cookie.name == name && (kept.isSent || verdict.effect != .deleted)
                && !kept.exclusions.contains { exclusion in
                    switch exclusion {
                    case .domainMismatch, .otherPartition(_?, _): true
                    default: false
                    }
                }
        }.map(\.cookie)
    }
}

extension Cookie {
    /// Which cookie of its name it is: the attributes that a line has to repeat.
    var identifyingAttributes: [String] {
        var parts = ["Path=\(path.utf8Decoded)"]
        if !isHostOnly { parts.append("Domain=\(domain)") }
        if hasPartitionedAttribute { parts.append("Partitioned") }
        return parts
    }
}

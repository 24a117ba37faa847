package import BrowserCookies
internal import BrowserFetch
internal import BrowserInfra
internal import Explanations

extension SetCookieVerdict {
    /// Whether the line is meant to delete a cookie, whatever its effect: it expires immediately.
    package var isDeletion: Bool {
        if effect == .deleted || refusals.contains(.expired) { return true }
        // A cookie that was stored is not a deletion.
        if [.created, .updated].contains(effect) { return false }
        let line = SetCookieLine(self.line)
        if let text = line["Max-Age"], let seconds = Int64(text) { return seconds <= 0 }
        guard let cookie, let expiry = cookie.expiry else {
            // A line that did not create a cookie: frameworks delete cookies with the epoch.
            return line["Expires"]?.contains("1970") == true || line["Expires"] == "0"
        }
        return expiry <= cookie.creation
    }
}

// Lines that should delete a cookie, which stays all the same.

extension Adviser {
    /// Returns one entry for each cookie that a line should have deleted but did not.
    func deletionAdvice() async -> [Advice] {
        guard reports.contains(where: \.hasADeletion), let main = RequestSnapshot(report) else {
            return []
        }
        // Cookies that another line of the same response deleted or set again do not stay as they were.
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
        var text = "\(name) with \(parts.joined(separator: ", ")) stays"
        guard let line else {
            text += ": it cannot be deleted from here. Delete it where it was set."
            return Advice(code: code ?? AdviceCode.deletionMissed.rawValue, text: text, fixes: [])
        }
        text +=
            code == AdviceCode.deletionMissed.rawValue
            ? ": a deletion must repeat \(enumerated(parts)).\(alsoDeleted(verdict))"
            : ", because the line that should delete it is rejected. Delete it with the attributes "
                + "that it was set with."
        let url = report.requests.last?.url
        let call = url.map { SetCookieCall(line, at: $0, now: .epoch) }
        return Advice(
            code: code ?? AdviceCode.deletionMissed.rawValue,
            text: text,
            fixes: call.map { CookieDeletion($0).fixes } ?? [],
            cookies: [subject.mention]
        )
    }

    /// Returns a note to keep the line, if it deletes another cookie of the same name.
    private func alsoDeleted(_ verdict: SetCookieVerdict) -> String {
        guard verdict.effect == .deleted, let other = verdict.cookie else { return "" }
        return
            " Keep the line for \(enumerated(other.identifyingAttributes)) as well: that is another cookie."
    }

    /// Returns a line that deletes the cookie in every browser; `nil` if there is none.
    private func deletingLine(
        of cookie: Cookie,
        as subject: CookieReference,
        _ rehearsal: Simulation
    ) async -> SetCookieLine? {
        var line = SetCookieLine(cookie)
        line.value = ""
        line.remove("HttpOnly")
        line["Max-Age"] = "0"
        // Secure and SameSite do not identify a cookie; they only get the line accepted.
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

    /// Returns the cookies of this host that the line may have been meant for, by their name. If the
    /// line deleted a cookie, only those that are still sent.
    fileprivate func cookies(keptBy verdict: SetCookieVerdict, _ subject: CookieReference)
        -> [Cookie]
    {
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
    /// The attributes that distinguish the cookie from others of its name, which a deletion must repeat.
    var identifyingAttributes: [String] {
        var parts = ["Path=\(path.utf8Decoded)"]
        if !isHostOnly { parts.append("Domain=\(domain)") }
        if hasPartitionedAttribute { parts.append("Partitioned") }
        return parts
    }
}

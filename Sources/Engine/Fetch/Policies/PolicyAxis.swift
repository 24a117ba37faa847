internal import CORS
internal import Cookies
internal import HTTP

/// One question that browsers answer differently, and a browser's answer.
package struct PolicyChoice: Hashable, Sendable {
    package enum Area: String, Hashable, Sendable, CaseIterable {
        case cookies, fetch, cors, headers
        case webSockets = "WebSocket"
        case eventSource = "EventSource"
        case beacon
        case cookieStore = "Cookie Store"
        case clearSiteData = "Clear-Site-Data"
        case transportSecurity = "HSTS"
        case scriptErrors = "script errors"
    }

    package var area: Area
    /// The name of the field in the policy.
    package var axis: String
    /// In words.
    package var value: String
    package var source: String
    package var basis: Basis
    /// Whether it is not what the standards say.
    package var isDeparture: Bool
}

extension BrowserPolicy {
    /// Every axis of the policy in the order of the fields, with where the choice comes from.
    ///
    /// The axes are read from the values themselves, so that none can be forgotten.
    package var choices: [PolicyChoice] {
        let standard = Self.standard.answers
        let sources = PolicySources.of(name)
        return zip(answers, standard).map { answer, standardAnswer in
            let isDeparture = answer.value != standardAnswer.value
            let source = sources[answer.axis]
            return PolicyChoice(
                area: answer.area,
                axis: answer.axis,
                value: answer.value,
                source: source ?? "like the standard",
                basis: source.map(Self.basis) ?? evidence.basis(of: answer),
                isDeparture: isDeparture
            )
        }
    }

    private static func basis(of source: String) -> Basis {
        source.hasPrefix("recorded") ? .recorded : .documented
    }

    private var answers: [Answer] {
        Answer.all(in: cookies, .cookies) + Answer.all(in: fetch, .fetch)
            + Answer.all(in: cors, .cors) + Answer.all(in: headers, .headers)
            + Answer.all(in: webSockets, .webSockets) + Answer.all(in: eventSource, .eventSource)
            + Answer.all(in: beacon, .beacon) + Answer.all(in: cookieStore, .cookieStore)
            + Answer.all(in: clearSiteData, .clearSiteData)
            + Answer.all(in: transportSecurity, .transportSecurity)
            + [Answer(area: .scriptErrors, axis: "scriptErrors", value: scriptErrors.networkError)]
    }
}

private struct Answer {
    var area: PolicyChoice.Area
    var axis: String
    var value: String

    static func all(in policy: Any, _ area: PolicyChoice.Area) -> [Answer] {
        Mirror(reflecting: policy).children.flatMap { child in
            guard let limits = child.value as? CookieLimits else {
                return [Answer(area: area, axis: child.label ?? "", value: words(child.value))]
            }
            return Mirror(reflecting: limits).children.map { limit in
                let axis = "\(child.label ?? "").\(limit.label ?? "")"
                return Answer(area: area, axis: axis, value: words(limit.value))
            }
        }
    }
}

extension PolicyEvidence {
    fileprivate func basis(of answer: Answer) -> Basis {
        if unrecordedAxes.contains(answer.axis) { return .unsure }
        guard answer.area == .cookies else { return fetch }
        return Self.accessAxes.contains(answer.axis) ? cookieAccess : cookieSyntax
    }

    private static let accessAxes: Set<String> = [
        "loopback", "unspecifiedSameSite", "laxAllowingUnsafe", "insecureSameSiteNone",
        "siteComparison", "thirdParty", "longestLifetime", "longestScriptLifetime",
    ]
}

/// A policy's value for a reader: `refusedInPath` is "refused in path", seconds are days.
private func words(_ value: Any) -> String {
    switch value {
    case let flag as Bool: return flag ? "yes" : "no"
    case let text as String: return text
    case let seconds as Int64: return duration(seconds)
    case let number as Int: return "\(number)"
    case let names as Set<String>:
        return names.isEmpty ? "none" : names.sorted().joined(separator: ", ")
    case let refusals as Set<BeaconPolicy.Refusal>:
        return refusals.isEmpty ? "none" : refusals.map(\.rawValue).sorted().joined(separator: ", ")
    case let hints as [String: CORSPolicy.ClientHintValue]:
        return hints.isEmpty ? "none" : hints.keys.sorted().joined(separator: ", ")
    case let headers as [Header]:
        return headers.isEmpty ? "none" : headers.map(\.name).joined(separator: ", ")
    case let prefixes as CookiePrefix.Recognized:
        return prefixes.names.joined(separator: ", ")
    case Optional<Any>.none: return "none"
    default:
        let text = String(describing: value)
        // An associated value keeps the form that Swift gives it.
        let name = text.prefix { $0 != "(" }
        return spaced(String(name)) + text.dropFirst(name.count)
    }
}

private func duration(_ seconds: Int64) -> String {
    switch seconds {
    case 86_400: "1 day"
    case let seconds where seconds != 0 && seconds % 86_400 == 0: "\(seconds / 86_400) days"
    default: "\(seconds) s"
    }
}

/// `sameSiteCodes` is "same site codes", `invalidUTF8` is "invalid UTF8".
package func spaced(_ name: String) -> String {
    var words: [String] = []
    var previous: Character?
    let following = name.dropFirst().map(Optional.some) + [nil]
    for (character, next) in zip(name, following) {
        // A capital begins a word, unless it goes on with an acronym; so does a first digit.
        let beginsWord =
            character.isUppercase && (previous?.isLowercase ?? true || next?.isLowercase ?? false)
            || character.isNumber && previous?.isLowercase ?? true
        if beginsWord || words.isEmpty { words.append("") }
        words[words.count - 1].append(character)
        previous = character
    }
    // An acronym stays as it is.
    return words.map { $0.dropFirst().contains(where: \.isUppercase) ? $0 : $0.lowercased() }
        .joined(separator: " ")
}

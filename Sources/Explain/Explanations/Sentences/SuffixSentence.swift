package import WebOrigin

/// Why two hosts that look like neighbours are two sites: they share a public suffix and nothing else.
///
/// `nil` where that is not the reason, or plain to see.
package func suffixSentence(_ first: Host, _ second: Host, _ suffixes: PublicSuffixList) -> String?
{
    guard let suffix = suffixes.publicSuffix(of: first), first != second,
        suffix == suffixes.publicSuffix(of: second),
        let one = suffixes.registrableDomain(of: first),
        let other = suffixes.registrableDomain(of: second), one != other
    else { return nil }
    switch suffixes.section(of: suffix) {
    // shop.com and bank.com are strangers to everybody.
    case .registry: return nil
    case .company:
        return "\(suffix) is a public suffix: \(one) and \(other) are as unrelated as two "
            + "companies."
    case .none:
        guard first.serialized == one, second.serialized == other else { return nil }
        return "\(suffix) has no dot, so it counts as a public suffix, and \(one) and \(other) "
            + "are different sites."
    }
}

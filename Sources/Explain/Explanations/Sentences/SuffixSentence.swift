package import WebOrigin

/// Returns the reason why two hosts that look related are different sites: they only share a public
/// suffix.
///
/// `nil` if that is not the reason, or if it is obvious.
package func suffixSentence(_ first: Host, _ second: Host, _ suffixes: PublicSuffixList) -> String?
{
    guard let suffix = suffixes.publicSuffix(of: first), first != second,
        suffix == suffixes.publicSuffix(of: second),
        let one = suffixes.registrableDomain(of: first),
        let other = suffixes.registrableDomain(of: second), one != other
    else { return nil }
    switch suffixes.section(of: suffix) {
    // It is obvious that shop.com and bank.com are unrelated.
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

/// What a jar that is kept elsewhere lacks for what it is about to be asked.
///
/// The one who keeps it loads that first, so that the jar itself reads nothing and cannot fail.
package enum JarRequirement: Hashable, Sendable {
    /// The cookies of one site, a key of ``CookieJar/siteKey(of:suffixes:)``.
    case site(String)
    /// The number of cookies in all sites, for the limit on the whole jar.
    case count
    /// A moment before which no cookie was used, so that cookies need not be loaded only to find that
    /// none is old enough to go.
    case earliestAccess
    /// The cookies of all sites.
    case allSites
}

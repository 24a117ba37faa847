// A static build of all targets, which runs no test, has no Testing.
#if canImport(Testing)
    package import BrowserFetch
    internal import Testing

    /// A test with a policy as its argument prints the policy's name, not all its axes.
    extension BrowserPolicy: CustomTestStringConvertible {
        package var testDescription: String { name }
    }
#endif

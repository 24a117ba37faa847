// A static build of all targets, which runs no tests, does not have the Testing module.
#if canImport(Testing)
    package import BrowserFetch
    internal import Testing

    /// Makes a test that takes a policy as its argument print the policy's name, not all its axes.
    extension BrowserPolicy: CustomTestStringConvertible {
        package var testDescription: String { name }
    }
#endif

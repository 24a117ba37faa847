internal import WebOrigin

/// Tells ``NameServices`` of libpsl and ICU: the function that `CNameServices` declares, which is called
/// once, before the first question about a name.
///
/// Neither library does anything until then: libpsl's own list is a part of it, and ICU is opened at the
/// first host that is not ASCII.
@_cdecl("crumb_install_name_services")
public func installSystemNames() {
    NameServices.install(
        NameServices(
            suffixes: .ofLibPSL,
            toASCII: { text throws(HostProblem) in try ICU.toASCII(text) }
        )
    )
}

internal import WebOrigin

/// Sets libpsl and ICU as the ``NameServices``: the function that `CNameServices` declares, which
/// is called once, before the first lookup of a name.
///
/// Neither library does anything until then: the list of libpsl is part of the library, and ICU is
/// opened for the first host that is not ASCII.
@_cdecl("crumb_install_name_services")
public func installSystemNames() {
    NameServices.install(
        NameServices(
            suffixes: .ofLibPSL,
            toASCII: { text throws(HostProblem) in try ICU.toASCII(text) }
        )
    )
}

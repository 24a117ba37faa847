// swift-tools-version: 6.2
import PackageDescription

// Each specification has a target, and the dependencies between targets are the architecture (CONTRIBUTING,
// "The tree"). `.ci/run` builds with --explicit-target-dependency-import-check error, so that an
// import that is not declared here does not compile, and `.ci/check-arrows` checks the rings.

/// Whether another package depends on a version of this one. While SwiftPM chooses the version, it reads
/// this file as if it were in the root of a file system.
let isDependency =
    Context.packageDirectory == "/" || Context.packageDirectory.contains("/checkouts/")

/// Settings for a faster start. By default, the compiler requests the metadata of types such as `Set<ByteString>`
/// by mangled name, to save a few bytes of code. For each such name, the runtime then searches all conformances of
/// the program: a quarter of all instructions of one `crumb fetch` (Sources/Tools/crumb-bench/README.md). With
/// this flag, the code passes the types directly.
///
/// SwiftPM does not allow such flags in a package if another one depends on a version of it.
let startsFast: [SwiftSetting] =
    isDependency
    ? []
    : [
        .unsafeFlags(
            ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"],
            .when(configuration: .release)
        )
    ]

let strict: [SwiftSetting] =
    [
        .treatAllWarnings(as: .error),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ] + startsFast

/// The folders of Sources. Each may only use those above it in this list, and Adapters, Library and Explain may
/// not use each other. `.ci/check-arrows` has the exact rules.
enum Ring: String {
    /// Debian's C libraries, as modules.
    case system = "System"
    /// A browser's behavior: values and rules, without input and output.
    case engine = "Engine"
    /// Implementations of the engine's protocols with a real network and disk.
    case adapters = "Adapters"
    /// The API for other packages.
    case library = "Library"
    /// Explanations of what happened, in words and codes.
    case explain = "Explain"
    case features = "Features"
    /// Output for people and programs.
    case output = "Output"
    case tools = "Tools"

    func path(_ name: String) -> String { "Sources/\(rawValue)/\(name)" }
}

extension Target {
    static func module(
        _ ring: Ring,
        _ name: String,
        _ dependencies: Target.Dependency...
    ) -> Target {
        .target(
            name: name,
            dependencies: dependencies,
            path: ring.path(name),
            swiftSettings: strict
        )
    }

    static func tests(of name: String, _ dependencies: Target.Dependency...) -> Target {
        .testTarget(
            name: "\(name)Tests",
            dependencies: ["TestSupport", .target(name: name)] + dependencies,
            swiftSettings: strict
        )
    }
}

/// How `.ci/package` links crumb, for a smaller binary (Sources/Tools/crumb/Linking/README.md).
let smaller =
    Context.environment["CRUMB_PACKAGING"] == nil
    ? []
    : [
        "-use-ld=lld", "-Xlinker", "--no-export-dynamic",
        "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs",
    ]

/// libcurl is linked statically into each program that uses it; the libraries it needs for http and
/// https stay shared (Sources/Tools/crumb/Linking/README.md). `CRUMB_LIBCURL=shared` links the system's
/// libcurl instead, which is required for versions of libcurl that CCurl/ForeignProtocols.c does not
/// support.
let sharesLibcurl = Context.environment["CRUMB_LIBCURL"] == "shared"
let libcurl =
    sharesLibcurl
    ? ["curl"]
    : [":libcurl.a", "nghttp2", "idn2", "psl", "ssl", "crypto", "zstd", "brotlidec", "z"]

/// What runs a page's scripts is a program of its own, on JavaScriptCore. `CRUMB_JS=0` leaves it out,
/// for a machine without that; what is installed cannot decide, because SwiftPM keeps manifests.
let runsScripts = Context.environment["CRUMB_JS"] != "0"
/// 6.0 is the same API, for GTK 4.
let webKitVersion = Context.environment["CRUMB_WEBKITGTK"] ?? "4.1"
/// Where its headers are. (As above, not where another package depends on this one by its version.)
let findsWebKit: [SwiftSetting] =
    isDependency
    ? [] : [.unsafeFlags(["-Xcc", "-I/usr/include/webkitgtk-\(webKitVersion)"])]

/// Only fetched with the trait.
let httpTypes = Package.Dependency.package(
    url: "https://github.com/apple/swift-http-types",
    from: "1.3.0"
)

let package = Package(
    name: "crumb",
    products: [
        .executable(name: "crumb", targets: ["crumb"]),
        .library(name: "BrowserRules", targets: ["BrowserRules"]),
        // Adds libpsl and ICU; there is nothing to import.
        .library(name: "BrowserRulesSystem", targets: ["SystemNames"]),
        .library(name: "BrowserRulesFoundation", targets: ["BrowserRulesFoundation"]),
        .library(name: "BrowserRulesHTTPTypes", targets: ["BrowserRulesHTTPTypes"]),
    ],
    traits: [
        .trait(
            name: "HTTPTypes",
            description:
                "BrowserRulesHTTPTypes has something in it, for which swift-http-types is needed."
        )
    ],
    dependencies: [
        httpTypes,
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(path: Ring.tools.path("crumb-demo-backend")),
    ],
    targets: [
        .systemLibrary(
            name: "CPublicSuffix",
            path: Ring.system.path("CPublicSuffix"),
            pkgConfig: "libpsl",
            providers: [.apt(["libpsl-dev"])]
        ),
        // Not a system library, because it has C functions of its own, and its linked libraries depend on
        // `CRUMB_LIBCURL`.
        .target(
            name: "CCurl",
            path: Ring.system.path("CCurl"),
            cSettings: sharesLibcurl ? [.define("CRUMB_SHARED_LIBCURL")] : [],
            linkerSettings: libcurl.map { .linkedLibrary($0) }
        ),
        .systemLibrary(
            name: "CCrypto",
            path: Ring.system.path("CCrypto"),
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]
        ),
        // Their archives become part of the binary, which pkg-config would not do.
        .systemLibrary(
            name: "CSQLite",
            path: Ring.system.path("CSQLite"),
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .systemLibrary(
            name: "CYAML",
            path: Ring.system.path("CYAML"),
            providers: [.apt(["libyaml-dev"])]
        ),
        .systemLibrary(
            name: "CGumbo",
            path: Ring.system.path("CGumbo"),
            providers: [.apt(["libgumbo-dev"])]
        ),
        .systemLibrary(
            name: "CExpat",
            path: Ring.system.path("CExpat"),
            providers: [.apt(["libexpat1-dev"])]
        ),
        // Loaded when it is needed.
        .systemLibrary(
            name: "CICU",
            path: Ring.system.path("CICU"),
            providers: [.apt(["libicu-dev"])]
        ),
        // Loaded when it is needed.
        .systemLibrary(
            name: "CPCRE2",
            path: Ring.system.path("CPCRE2"),
            providers: [.apt(["libpcre2-dev"])]
        ),
        .systemLibrary(name: "CProcess", path: Ring.system.path("CProcess")),
        // With these, WebOrigin finds SystemNames and BrowserDigests finds SystemDigests, if a program links them.
        .target(name: "CNameServices", path: Ring.system.path("CNameServices")),
        .target(name: "CDigests", path: Ring.system.path("CDigests")),

        .module(.engine, "BrowserInfra"),
        .module(.adapters, "Processes", "CProcess"),
        .module(.adapters, "PageChannel"),
        .module(.engine, "BrowserJSON", "BrowserInfra"),
        .module(.engine, "BrowserHTTP", "BrowserInfra"),
        .module(.engine, "WebOrigin", "BrowserInfra", "CNameServices"),
        .module(.engine, "BrowserCookies", "BrowserInfra", "WebOrigin"),
        .module(.engine, "BrowserCORS", "BrowserInfra", "BrowserHTTP", "WebOrigin"),
        .module(.engine, "BrowserDigests", "BrowserInfra", "CDigests"),
        // Found in the same way as SystemNames.
        .module(.adapters, "SystemDigests", "BrowserInfra", "BrowserDigests", "CCrypto"),
        .module(.engine, "WebSocketFraming", "BrowserInfra", "BrowserDigests"),
        .module(
            .engine,
            "BrowserFetch",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserDigests",
            "BrowserJSON",
            "WebSocketFraming"
        ),
        .module(
            .adapters,
            "CurlTransport",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserFetch",
            "WebSocketFraming",
            "CCurl"
        ),
        // It only has to be linked, not called: see CNameServices.h.
        .module(.adapters, "SystemNames", "BrowserInfra", "WebOrigin", "CPublicSuffix", "CICU"),
        .module(
            .library,
            "BrowserRules",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch"
        ),
        .module(.library, "BrowserRulesFoundation", "BrowserRules"),
        .module(
            .library,
            "BrowserRulesHTTPTypes",
            "BrowserRules",
            .product(
                name: "HTTPTypes",
                package: "swift-http-types",
                condition: .when(traits: ["HTTPTypes"])
            )
        ),
        .module(.features, "ModuleScripts"),
        .module(.features, "MarkupTrees", "CGumbo", "CExpat"),
        .module(.adapters, "SQLite", "BrowserInfra", "CSQLite"),
        .module(
            .adapters,
            "Profile",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch",
            "SQLite"
        ),
        .module(
            .explain,
            "Explanations",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserDigests",
            "WebSocketFraming",
            "BrowserFetch"
        ),
        .module(
            .explain,
            "Fixes",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch",
            "Explanations"
        ),
        .module(
            .explain,
            "Redaction",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch"
        ),

        .module(
            .features,
            "CookieFiles",
            "BrowserInfra",
            "BrowserJSON",
            "WebOrigin",
            "BrowserCookies",
            "BrowserFetch",
            "Explanations",
            "SQLite",
            "CCrypto"
        ),
        .module(
            .features,
            "CopiedRequests",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserFetch",
            "Redaction"
        ),
        .module(
            .features,
            "Doctor",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch",
            "Explanations",
            "Fixes"
        ),
        .module(
            .features,
            "HAR",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch",
            "Explanations",
            "Redaction"
        ),
        .module(
            .features,
            "PageScripts",
            "BrowserInfra",
            "Processes",
            "PageChannel",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserFetch",
            "Explanations"
        ),
        .target(
            name: "Scenario",
            dependencies: [
                "BrowserInfra", "Processes", "BrowserJSON", "BrowserHTTP", "WebOrigin",
                "BrowserCookies", "BrowserCORS", "BrowserFetch",
                "BrowserDigests", "Explanations", "Redaction", "CYAML", "CPCRE2",
            ],
            path: Ring.features.path("Scenario"),
            // For `crumb schema`.
            resources: [.embedInCode("Format/crumb-scenario.schema.json")],
            swiftSettings: strict
        ),
        .module(.features, "Service", "BrowserJSON", "Explanations"),
        .module(.features, "ModelContext", "BrowserJSON", "Explanations", "Service"),
        .module(
            .features,
            "RequestLog",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserFetch",
            "Explanations",
            "Fixes",
            "Redaction",
            "Profile"
        ),

        .module(.output, "Terminal", "BrowserInfra"),
        .module(
            .output,
            "Report",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch",
            "Explanations",
            "Fixes",
            "Redaction",
            "CookieFiles",
            "Doctor",
            "HAR",
            "Scenario",
            "Terminal"
        ),
        .module(
            .output,
            "RunReports",
            "BrowserInfra",
            "BrowserJSON",
            "WebOrigin",
            "BrowserDigests",
            "BrowserFetch",
            "Doctor",
            "Explanations",
            "Fixes",
            "Redaction",
            "Scenario",
            "Terminal",
            "Report"
        ),

        .module(
            .tools,
            "Fuzzing",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "CookieFiles",
            "BrowserCORS",
            "BrowserFetch",
            "SystemDigests",
            "SystemNames",
            "CurlTransport",
            "CopiedRequests",
            "Explanations",
            "Fixes",
            "Terminal",
            "Report",
            "HAR",
            "MarkupTrees",
            "ModuleScripts",
            "Scenario"
        ),

        // The pages of docs for `crumb help topic TOPIC`, embedded in the program (`#embed`).
        .target(name: "CHelpPages", path: Ring.tools.path("crumb-help")),
        .executableTarget(
            name: "crumb",
            dependencies: [
                "BrowserInfra", "Processes", "BrowserJSON", "BrowserHTTP", "WebOrigin",
                "BrowserCookies", "CookieFiles",
                "BrowserFetch", "SystemDigests", "SystemNames", "CurlTransport", "SQLite",
                "Profile", "Explanations",
                "Fixes",
                "Redaction", "CopiedRequests", "Doctor", "HAR", "RequestLog", "Scenario",
                "Service", "ModelContext", "Terminal", "Report", "RunReports",
                "PageScripts", "CHelpPages",
                // Built with crumb, which starts it; not linked.
                .product(name: "crumb-demo-backend", package: "crumb-demo-backend"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ] + (runsScripts ? ["crumb-js"] : []),
            path: Ring.tools.path("crumb"),
            exclude: ["Linking"],
            // For `crumb demo --page`.
            resources: [.embedInCode("Demo/tutorial.html")],
            swiftSettings: strict,
            linkerSettings: [
                // Three libraries become part of the binary; Linking/README.md has the figures.
                .unsafeFlags(
                    [
                        "-L", "\(Context.packageDirectory)/Sources/Tools/crumb/Linking",
                        "-Xclang-linker", "-static-libgcc",
                    ] + smaller,
                    .when(platforms: [.linux], configuration: .release)
                )
            ]
        ),
        // Compares crumb's performance with other programs: swift run -c release crumb-bench.
        .executableTarget(
            name: "crumb-bench",
            dependencies: [
                "BrowserInfra", "WebOrigin", "BrowserCookies", "BrowserFetch", "SystemNames",
                "Profile",
                // Built with crumb-bench, which starts them; not linked.
                "crumb", "crumb-bench-baseline", "crumb-bench-spawn",
            ],
            path: Ring.tools.path("crumb-bench"),
            exclude: ["README.md", "peers"],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "crumb-bench-baseline",
            dependencies: ["CCurl", "CSQLite"],
            path: Ring.tools.path("crumb-bench-baseline"),
            swiftSettings: strict
        ),
        .executableTarget(
            name: "crumb-bench-spawn",
            path: Ring.tools.path("crumb-bench-spawn")
        ),
        .executableTarget(
            name: "crumb-stress",
            dependencies: [
                "BrowserInfra", "Processes", "BrowserJSON", "BrowserFetch", "Fuzzing", "CSQLite",
                "crumb",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: Ring.tools.path("crumb-stress"),
            exclude: ["README.md"],
            swiftSettings: strict
        ),
        .target(
            name: "TestSupport",
            dependencies: [
                "Processes", "WebOrigin", "BrowserFetch", "SystemDigests", "SystemNames",
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        .tests(of: "BrowserInfra"),
        .tests(of: "BrowserJSON"),
        .tests(of: "Processes"),
        .tests(of: "Service", "BrowserJSON"),
        .tests(of: "ModelContext", "BrowserJSON", "Service"),
        .tests(of: "Fuzzing", "BrowserInfra"),
        .tests(of: "BrowserHTTP", "BrowserInfra"),
        .tests(of: "WebOrigin", "BrowserInfra", "SystemNames"),
        .tests(of: "BrowserCookies", "BrowserInfra", "WebOrigin", "Fuzzing"),
        .tests(
            of: "CookieFiles",
            "BrowserInfra",
            "WebOrigin",
            "BrowserCookies",
            "Fuzzing",
            "Explanations"
        ),
        .tests(of: "BrowserCORS", "BrowserInfra", "BrowserHTTP", "WebOrigin"),
        .tests(
            of: "BrowserRules",
            "BrowserRulesFoundation",
            "BrowserInfra",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS"
        ),
        .tests(
            of: "Fixes",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch",
            "Explanations"
        ),
        .tests(
            of: "BrowserFetch",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "Explanations"
        ),
        .tests(
            of: "CopiedRequests",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserFetch",
            "crumb"
        ),
        .tests(
            of: "CurlTransport",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserFetch",
            "WebSocketFraming"
        ),
        .tests(of: "WebSocketFraming", "BrowserInfra"),
        .tests(
            of: "Profile",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserFetch",
            "SQLite",
            "CSQLite"
        ),
        .tests(
            of: "Report",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch",
            "Explanations",
            "Fixes",
            "Redaction",
            "Terminal"
        ),
        .tests(of: "ModuleScripts", "Fuzzing"),
        .tests(
            of: "Doctor",
            "BrowserInfra",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserFetch",
            "Explanations"
        ),
        .tests(
            of: "HAR",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserCORS",
            "BrowserFetch",
            "Explanations",
            "Report",
            "crumb"
        ),
        .tests(
            of: "Scenario",
            "BrowserInfra",
            "BrowserJSON",
            "BrowserHTTP",
            "WebOrigin",
            "BrowserCookies",
            "BrowserFetch",
            "Explanations",
            "Redaction",
            "Terminal",
            "Report",
            "crumb"
        ),
        .tests(
            of: "RunReports",
            "BrowserDigests",
            "BrowserInfra",
            "BrowserJSON",
            "Explanations",
            "Redaction",
            "Report",
            "crumb"
        ),
        .testTarget(
            name: "BrowserReplayTests",
            dependencies: [
                "TestSupport", "BrowserInfra", "BrowserHTTP", "WebOrigin", "BrowserCookies",
                "BrowserCORS", "BrowserFetch",
                "Explanations", "crumb",
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "CrumbTests",
            dependencies: [
                "TestSupport", "BrowserInfra", "Processes", "crumb",
                .product(name: "crumb-demo-backend", package: "crumb-demo-backend"),
            ],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)

if runsScripts {
    package.products.append(.executable(name: "crumb-js", targets: ["crumb-js"]))
    package.targets += [
        // Without pkg-config: SwiftPM would link crumb with it, too, because crumb is built with crumb-js.
        .systemLibrary(
            name: "CJSC",
            path: Ring.system.path("CJSC"),
            providers: [.apt(["libjavascriptcoregtk-4.1-dev"])]
        ),
        // The scripts become bytes of the program (`#embed`), which Swift would compile for minutes.
        .target(
            name: "CWebLayer",
            path: Ring.tools.path("crumb-js-web"),
            exclude: ["encodings", "web"]
        ),
        .executableTarget(
            name: "crumb-js",
            dependencies: [
                "BrowserInfra", "BrowserJSON", "WebOrigin", "SystemDigests", "SystemNames",
                "BrowserDigests",
                "ModuleScripts",
                "MarkupTrees", "PageChannel", "CJSC",
                "CWebLayer",
            ],
            path: Ring.tools.path("crumb-js"),
            swiftSettings: strict + findsWebKit,
            linkerSettings: [.linkedLibrary("javascriptcoregtk-\(webKitVersion)")]
        ),
    ]
}

// libFuzzer provides the main function; without it, this target does not link (.ci/fuzz).
if Context.environment["CRUMB_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "crumb-fuzz",
            dependencies: ["BrowserInfra", "Fuzzing"],
            path: Ring.tools.path("crumb-fuzz"),
            swiftSettings: strict
        )
    )
}

// For the DocC plugin, which reads Sources/Library/BrowserRules/BrowserRules.docc (see CONTRIBUTING).
if Context.environment["CRUMB_DOCC"] != nil {
    package.dependencies.append(
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0")
    )
}

// A package that depends on this one gets only the library, without fetching or building crumb's own dependencies.
if isDependency {
    package.products.removeAll { !($0 is Product.Library) }
    let libraries = package.products.compactMap { ($0 as? Product.Library)?.targets }.flatMap(
        \.self
    )
    var needed: Set<String> = []
    var unseen = Set(libraries)
    while let name = unseen.popFirst() {
        needed.insert(name)
        let target = package.targets.first(where: { $0.name == name })
        for case .byNameItem(let other, _) in target?.dependencies ?? []
        where !needed.contains(other) {
            unseen.insert(other)
        }
    }
    package.targets.removeAll { !needed.contains($0.name) }
    package.dependencies = [httpTypes]
}

// swift-tools-version: 6.2
import PackageDescription

// A separate package inside crumb's: crumb depends on this executable as a product, so building one
// also builds the other beside it. As a target of crumb's package, its libraries would be linked
// into crumb: FlyingFox, and with it the full Foundation.

let package = Package(
    name: "crumb-demo-backend",
    products: [
        .executable(name: "crumb-demo-backend", targets: ["crumb-demo-backend"])
    ],
    dependencies: [
        .package(url: "https://github.com/swhitty/FlyingFox", exact: "0.27.1")
    ],
    targets: [
        .executableTarget(
            name: "crumb-demo-backend",
            dependencies: [
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "FlyingSocks", package: "FlyingFox"),
            ],
            path: ".",
            swiftSettings: [
                .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)

// swift-tools-version:6.1
import PackageDescription

// CI sets FINGERPOST_STRICT: a warning in our own code is then an error. It is
// left off elsewhere, so that a newer compiler's new warning never keeps
// anybody from building.
let strict = Context.environment["FINGERPOST_STRICT"] != nil
let ours: [SwiftSetting] = strict ? [.unsafeFlags(["-warnings-as-errors"])] : []

let package = Package(
  name: "fingerpost",
  products: [
    .executable(name: "fingerpost", targets: ["fingerpost"])
  ],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(
      name: "CSodium", providers: [.apt(["libsodium-dev"])]),
    .target(
      name: "CSealedVFS", dependencies: ["CSodium"],
      cSettings: [.unsafeFlags(["-Wall", "-Wextra", "-Werror"])],
      linkerSettings: [
        .linkedLibrary("sqlite3"), .linkedLibrary("sodium"), .linkedLibrary("crypto"),
      ]),
    .target(name: "Casework", swiftSettings: ours),
    .target(
      name: "Casebook",
      dependencies: [
        "Casework", "CSealedVFS", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      swiftSettings: ours),
    .target(
      name: "Exchange",
      dependencies: [
        "Casework", "Casebook", .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: ours),
    .target(
      name: "Terminal",
      dependencies: ["CNcurses", .product(name: "Yams", package: "Yams")],
      swiftSettings: ours),
    .target(
      name: "Desk", dependencies: ["Casework", "Casebook", "Exchange", "Terminal"],
      swiftSettings: ours),
    .executableTarget(
      name: "fingerpost",
      dependencies: [
        "Casework", "Casebook", "Exchange", "Terminal", "Desk",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: ours),
    .target(
      name: "TestBooks", dependencies: ["Casebook"], path: "Tests/TestBooks", swiftSettings: ours),
    .testTarget(name: "CaseworkTests", dependencies: ["Casework"], swiftSettings: ours),
    .testTarget(
      name: "CasebookTests",
      dependencies: [
        "Casebook", "Casework", "TestBooks", .product(name: "GRDB", package: "GRDB.swift"),
      ],
      exclude: ["History/versions.txt"], swiftSettings: ours),
    .testTarget(
      name: "ExchangeTests", dependencies: ["Exchange", "Casebook", "Casework", "TestBooks"],
      swiftSettings: ours),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal"], exclude: ["Golden"],
      swiftSettings: ours),
    .testTarget(
      name: "DeskTests",
      dependencies: ["Desk", "Terminal", "Casebook", "Casework", "TestBooks"],
      exclude: ["Golden"], swiftSettings: ours),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["fingerpost", "Desk", "Terminal", "Casebook", "Casework", "TestBooks"],
      swiftSettings: ours),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "Casework", "Casebook", "Exchange", "Terminal", "Desk",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Tests/Benchmarks", swiftSettings: ours),
  ],
  swiftLanguageModes: [.v6]
)

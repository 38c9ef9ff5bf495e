// swift-tools-version: 6.2
import PackageDescription

// Arrows run one way: C → values → producers → state → work → faces. The table of allowed arrows
// is tested in Tests/ArchitectureTests; docs/ARCHITECTURE.md says why.

let swift: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

// Kernels are optimised in debug builds too: an unoptimised hash loop makes tests minutes long.
let c: [CSetting] = [.unsafeFlags(["-O3", "-Wall", "-Wextra", "-Werror"])]

func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swift)
}

func tests(
  _ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []
) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["TestSupport"], resources: resources,
    swiftSettings: swift)
}

let package = Package(
  name: "semblance",
  products: [
    .library(name: "Semblance", targets: ["Engine"]),
    .executable(name: "semblance", targets: ["semblance"]),
  ],
  targets: [
    // MARK: C
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "SystemVips", pkgConfig: "vips", providers: [.apt(["libvips-dev"])]),
    .systemLibrary(name: "SystemWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"])]),
    .systemLibrary(
      name: "SystemJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg62-turbo-dev"])]),
    .systemLibrary(name: "SystemAllocator"),
    .systemLibrary(
      name: "SystemDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(
      name: "SystemLCMS", pkgConfig: "lcms2", providers: [.apt(["liblcms2-dev"])]),
    .systemLibrary(
      name: "SystemCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "SystemMicroHTTPD", pkgConfig: "libmicrohttpd",
      providers: [.apt(["libmicrohttpd-dev"])]),
    .target(name: "CMicroHTTPD", dependencies: ["SystemMicroHTTPD"], cSettings: c),
    .systemLibrary(
      name: "SystemCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "CTransfer", dependencies: ["SystemCurl"], cSettings: c),
    .systemLibrary(
      name: "SystemArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    .target(name: "CArchive", dependencies: ["SystemArchive"], cSettings: c),
    .systemLibrary(name: "SystemYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .target(
      name: "CVips",
      dependencies: ["SystemVips", "SystemWebP", "SystemJPEG", "SystemDeflate", "SystemLCMS"],
      cSettings: c),
    .target(name: "CCrypto", dependencies: ["SystemCrypto"], cSettings: c),
    .target(name: "CKernels", cSettings: c),
    .target(name: "CFileSystem", cSettings: c),
    .target(name: "CInference", cSettings: c, linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CThumbnail", cSettings: c),

    // MARK: values
    library("Core", ["SystemAllocator"]),
    library("Kernels", ["Core", "CKernels"]),
    library("Signing", ["Core", "Kernels", "CCrypto", "SystemDeflate"]),

    // MARK: producers
    library("Files", ["Core", "CCrypto"]),
    library("Decoding", ["Core", "Kernels", "Files", "CThumbnail", "CVips"]),
    library("Fingerprints", ["Core", "Kernels"]),
    library("Hamming", ["Core", "Kernels"]),
    library("Clustering", ["Core", "Kernels"]),
    library("Inference", ["Core", "CInference"]),
    library("Models", ["Core", "Files", "Kernels", "Embeddings", "Inference", "Transfers"]),
    library("Embeddings", ["Core", "Kernels", "SystemDeflate"]),
    library("Quality", ["Core", "Kernels", "CKernels"]),
    library("Transfers", ["Core", "Files", "CTransfer"]),
    library("Archives", ["Core", "Files", "CArchive", "SystemDeflate"]),
    library("Meshes", ["Core"]),

    // MARK: state
    library("Store", ["Core", "CSQLite"]),
    library("Objects", ["Core", "Signing", "Store"]),
    library("Vectors", ["Core", "Kernels", "Objects"]),
    library("Catalogue", ["Core", "Store", "Objects"]),

    // MARK: work
    library(
      "Ingest",
      [
        "Core", "Files", "Archives", "Meshes", "Decoding", "Fingerprints", "Quality", "Catalogue",
        "Objects",
      ]),
    library(
      "Grouping", ["Core", "Kernels", "Fingerprints", "Hamming", "Quality", "Catalogue"]),
    library("Culling", ["Core", "Hamming", "SystemYAML"]),
    library("Query", ["Core", "Store", "Catalogue", "Vectors"]),
    library("Review", ["Core", "Files", "CFileSystem"]),
    library("Accounts", ["Core", "Signing", "Store", "CCrypto"]),
    library(
      "Engine",
      [
        "Core", "Files", "Archives", "Decoding", "Fingerprints", "Hamming", "Clustering", "Quality",
        "Inference", "Models", "Signing", "Transfers",
        "Catalogue", "Objects", "Ingest", "Grouping", "Culling", "Review", "Query",
        "Vectors",
      ]),

    // MARK: faces
    library("CommandKit", ["Core"]),
    library("HTTPKit", ["Core", "CMicroHTTPD", "SystemDeflate"]),
    library("WebAPI", ["Accounts", "Core", "Engine", "HTTPKit"]),
    library("CLI", ["Accounts", "Core", "CommandKit", "Engine", "HTTPKit", "WebAPI"]),
    .executableTarget(name: "semblance", dependencies: ["CLI"], swiftSettings: swift),

    // MARK: proof
    library("Evaluation", ["Core", "Files", "Decoding", "Fingerprints", "Grouping"]),
    .executableTarget(
      name: "semblance-evaluate",
      dependencies: ["Core", "Evaluation", "CommandKit", "Grouping"],
      swiftSettings: swift),

    .target(name: "BenchmarkSupport", path: "Benchmarks/Support", swiftSettings: swift),
    .executableTarget(
      name: "semblance-bench-clustering",
      dependencies: ["BenchmarkSupport", "Core", "Clustering"],
      path: "Benchmarks/Clustering", swiftSettings: swift),
    .executableTarget(
      name: "semblance-bench-hamming", dependencies: ["BenchmarkSupport", "Core", "Hamming"],
      path: "Benchmarks/Hamming", swiftSettings: swift),

    .executableTarget(
      name: "semblance-bench-embedding",
      dependencies: ["BenchmarkSupport", "Core", "Decoding", "Engine", "Files"],
      path: "Benchmarks/Embedding", swiftSettings: swift),
    .executableTarget(
      name: "semblance-bench-server",
      dependencies: [
        "BenchmarkSupport", "Core", "Engine", "Files", "Fingerprints", "HTTPKit", "TestSupport",
        "WebAPI",
      ], path: "Benchmarks/Server", swiftSettings: swift),

    .executableTarget(
      name: "semblance-bench-vectors", dependencies: ["BenchmarkSupport", "Core", "Vectors"],
      path: "Benchmarks/Vectors", swiftSettings: swift),

    .executableTarget(
      name: "semblance-quality-lab", dependencies: ["Core", "Decoding", "Quality"],
      swiftSettings: swift),
    .executableTarget(
      name: "semblance-bench-quality", dependencies: ["Core", "Quality"],
      path: "Benchmarks/Quality", swiftSettings: swift),

    // MARK: tests
    .target(
      name: "TestSupport", dependencies: ["Core"], path: "Tests/TestSupport", swiftSettings: swift),
    tests("Architecture", []),
    tests("Docs", []),
    tests("Core", ["Core"]),
    tests("Kernels", ["Core", "Kernels"]),
    tests("Fingerprints", ["Core", "Kernels", "Fingerprints"]),
    .target(
      name: "ReviewFixtures", dependencies: ["Core", "Review", "TestSupport"],
      path: "Tests/ReviewFixtures", swiftSettings: swift),
    .executableTarget(
      name: "semblance-review-crash", dependencies: ["ReviewFixtures"],
      path: "Tests/ReviewCrashHelper", swiftSettings: swift),
    tests("Review", ["Core", "Files", "Review", "ReviewFixtures", "semblance-review-crash"]),
    tests("HTTPKit", ["Core", "HTTPKit", "SystemDeflate"]),
    tests("Accounts", ["Accounts", "Core", "Store"], resources: [.copy("Fixtures")]),
    tests(
      "WebAPI", ["Accounts", "ArchiveFixtures", "Core", "Engine", "HTTPKit", "WebAPI"]),
    tests("Files", ["Core", "Files"]),
    .target(
      name: "ArchiveFixtures",
      dependencies: ["Archives", "Meshes", "SystemDeflate", "TestSupport"],
      path: "Tests/ArchiveFixtures", swiftSettings: swift),
    tests(
      "Archives", ["ArchiveFixtures", "Archives", "Core"], resources: [.copy("Fixtures")]),
    tests("Meshes", ["ArchiveFixtures", "Core", "Meshes"]),
    tests("Transfers", ["Core", "Files", "HTTPKit", "Transfers"]),
    tests("CommandKit", ["CommandKit", "Core"]),
    tests("Decoding", ["Core", "Decoding"], resources: [.copy("Fixtures")]),
    tests("Store", ["Core", "Store"]),
    tests("Objects", ["Core", "Objects"]),
    tests("Signing", ["Core", "Signing"]),
    tests("Catalogue", ["Core", "Catalogue"]),
    tests("Ingest", ["Core", "Files", "Decoding", "Quality", "Catalogue", "Objects", "Ingest"]),
    tests("CLI", ["ArchiveFixtures", "Core", "CommandKit", "Decoding", "CLI", "semblance"]),
    tests("Query", ["Core", "Store", "Catalogue", "Vectors", "Query"]),
    tests("Grouping", ["Catalogue", "Core", "Kernels", "Fingerprints", "Quality", "Grouping"]),
    tests(
      "Engine",
      [
        "ArchiveFixtures", "Core", "Kernels", "Files", "Decoding", "Fingerprints", "Quality",
        "Store", "Catalogue", "Clustering", "Grouping", "Query", "Engine",
      ]),
    tests("Evaluation", ["Core", "Evaluation"]),
    tests("Culling", ["Core", "Culling"]),
    tests("Hamming", ["Core", "Hamming", "Kernels"]),
    tests(
      "Embeddings", ["Core", "Decoding", "Embeddings", "Kernels"], resources: [.copy("Fixtures")]),
    tests("Clustering", ["Clustering", "Core", "Kernels"], resources: [.copy("Fixtures")]),
    tests(
      "Models",
      [
        "Core", "Catalogue", "Embeddings", "Engine", "Files", "Inference", "Models", "Query",
        "Transfers", "Vectors",
      ], resources: [.copy("Fixtures")]),
    tests("Inference", ["Core", "Inference"], resources: [.copy("Fixtures")]),
    tests("Quality", ["Core", "Decoding", "Quality"]),
    .target(
      name: "VectorFixtures", dependencies: ["Core", "Vectors", "TestSupport"],
      path: "Tests/VectorFixtures", swiftSettings: swift),
    .executableTarget(
      name: "semblance-vectors-crash", dependencies: ["Core", "VectorFixtures", "Vectors"],
      path: "Tests/VectorCrashHelper", swiftSettings: swift),
    tests(
      "Vectors", ["Core", "Kernels", "Vectors", "VectorFixtures", "semblance-vectors-crash"]),
  ]
)

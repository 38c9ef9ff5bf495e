import CommandKit
import Core
import Engine

/// The object store that `semblance serve` takes pictures from.
enum ServeObjects {
  static let endpoint = Option(
    "s3-endpoint", .text.named("URL"), environment: "S3_ENDPOINT",
    defaultText: "the server's own store, below /s3",
    help: "The object store that pictures are sent to, such as https://host:9000.")

  static let region = Option(
    "s3-region", .text.named("NAME"), default: "us-east-1", environment: "S3_REGION",
    help: "The region of that store.")

  static let bucket = Option(
    "s3-bucket", .text.named("NAME"), default: ObjectPlace.defaultBucket, environment: "S3_BUCKET",
    help: "The bucket that pictures are sent to.")

  static let scanner = Option(
    "clamd", .text.named("ADDRESS"), environment: "CLAMD_ADDRESS", defaultText: "none",
    help: "A ClamAV daemon that looks at what is sent: HOST:PORT or a socket's path.")

  /// The bucket that the options and the environment name.
  ///
  /// - Throws: `serve.keys` without keys for another server, or with half of them.
  static func place(
    _ invocation: Invocation, _ library: Library
  ) throws -> ObjectPlace {
    func secret(_ name: String) -> String? {
      invocation.environment[name]?.text.flatMap { $0.isEmpty ? nil : $0 }
    }
    let keys: SigningKeys?
    switch (secret("S3_ACCESS_KEY"), secret("S3_SECRET_KEY")) {
    case (let access?, let secret?): keys = SigningKeys(access: access, secret: secret)
    case (nil, nil): keys = nil
    default:
      throw Fault(
        "serve.keys", .user, "only one of S3_ACCESS_KEY and S3_SECRET_KEY is set",
        remedy: "Set both or none.")
    }
    guard let endpoint = invocation[endpoint], !endpoint.isEmpty else {
      return try ObjectPlace(in: library, bucket: invocation[bucket], keys: keys)
    }
    guard let keys else {
      throw Fault(
        "serve.keys", .user, "there are no keys for the object store at \(endpoint)",
        remedy: "Set S3_ACCESS_KEY and S3_SECRET_KEY.")
    }
    return try ObjectPlace(
      endpoint: endpoint, region: invocation[region], bucket: invocation[bucket], keys: keys)
  }
}

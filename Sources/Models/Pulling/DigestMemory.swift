internal import Core
internal import Files

/// The digests of files that were pulled once, beside the models and outliving them: what nobody has
/// published is trusted at first use, and never again unseen.
struct DigestMemory {
  private let path: FilePath
  private var digests: [String: String]

  static let fileName = ".semblance-digests.json"

  /// - Throws: `model.digests` when what is there cannot be understood: to begin anew would be to
  ///   believe anything.
  init(in home: FilePath) throws(Fault) {
    path = home.appending(Self.fileName)
    digests = [:]
    guard FolderEntries.isFile(path) else { return }
    let bytes = try FileContents(reading: path, limit: 1 << 24).withBytes { Array($0) }
    guard let json = try? JSONValue(parsing: bytes), case .object(let members) = json else {
      throw damaged
    }
    for member in members {
      guard let digest = member.value.text, SHA256Digest(hex: digest) != nil else { throw damaged }
      digests[member.key] = digest
    }
  }

  private var damaged: Fault {
    Fault(
      "model.digests", .user, "the digests of earlier pulls cannot be understood",
      remedy: "Remove the file to trust the next pull anew.", path: path)
  }

  func digest(of identity: String) -> SHA256Digest? {
    digests[identity].flatMap(SHA256Digest.init(hex:))
  }

  /// - Throws: faults of the file system.
  mutating func remember(_ new: [String: SHA256Digest]) throws(Fault) {
    for (identity, digest) in new { digests[identity] = digest.hex }
    let members = digests.sorted { $0.key < $1.key }.map {
      JSONValue.Member($0.key, .string($0.value))
    }
    try AtomicFile.write(
      JSONText.bytes(.object(members), .indented) + [UInt8(ascii: "\n")], to: path, durable: true)
  }
}

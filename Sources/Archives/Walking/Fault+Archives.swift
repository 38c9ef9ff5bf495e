internal import Core

extension Fault {
  static let noArchiveMemory = Fault(
    "memory.full", .runtime, "there is not enough memory to read the archive")

  static func notAnArchive(_ words: String) -> Fault {
    Fault(
      "archive.unknown", .user, "is not an archive that can be read",
      remedy: "Zip, 7z, rar, tar and 3MF are.", underlying: words)
  }

  static func damagedArchive(_ words: String) -> Fault {
    Fault(
      "archive.damaged", .user, "the archive is damaged or not complete",
      remedy: "Get it again from where it came from.", underlying: words)
  }

  static let encryptedArchive = Fault(
    "archive.encrypted", .user, "the archive is encrypted",
    remedy: "Pack it again without a password to have it looked into.")

  static func tooManyEntries(_ limit: Int) -> Fault {
    Fault(
      "archive.too-many-entries", .user, "the archive has more than \(limit) entries",
      remedy: "Raise the limit on entries if it is to be trusted.")
  }

  static func tooManyArchivedBytes(_ limit: Int64) -> Fault {
    Fault(
      "archive.too-large", .user, "the archive unpacks to more than \(limit) bytes",
      remedy: "Raise the limit on unpacked bytes if it is to be trusted.")
  }

  static func bomb(_ ratio: Int64) -> Fault {
    Fault(
      "archive.bomb", .user,
      "the archive unpacks to more than \(ratio) times its size, as only a zip bomb does",
      remedy: "It was not read further.")
  }

  static func slowArchive(_ seconds: Double) -> Fault {
    Fault(
      "archive.too-slow", .user, "reading the archive takes longer than \(Int(seconds)) seconds",
      remedy: "Raise the limit on time to have it read.")
  }

  /// An issue with one entry: the rest of the archive is read.
  static func entry(_ code: Code, _ name: String, _ message: String, words: String? = nil) -> Fault
  {
    Fault(code, .user, "\(name): \(message)", underlying: words)
  }
}

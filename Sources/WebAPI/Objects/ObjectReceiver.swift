internal import Core
internal import Engine
internal import HTTPKit

/// Takes the content of a signed request into a file and compares it with every digest that the
/// request states.
struct ObjectReceiver {
  let request: HTTPRequest
  let payload: SignedRequest.Payload

  struct Received: Sendable {
    let draft: ObjectDraft
    /// The hexadecimal digits of its MD5.
    let tag: String
    /// What it was compared with, to be told in the answer.
    let checksum: (field: String, value: String)?
  }

  /// The content's length, known before any of it.
  ///
  /// - Throws: ``ObjectProblem`` when it is not stated, or too large.
  func length() throws(ObjectProblem) -> Int64 {
    let stated: Int64?
    if case .chunks = payload {
      stated = request.fields["X-Amz-Decoded-Content-Length"].flatMap { Int64($0) }
    } else {
      stated = request.body.length
    }
    guard let stated, stated >= 0 else {
      throw ObjectProblem(
        HTTPStatus(411), "MissingContentLength", "The length of the content is not stated.")
    }
    guard stated <= BucketStore.objectLimit else { throw .tooLarge }
    return stated
  }

  /// - Throws: ``ObjectProblem`` for content that is not what the request says; faults of the disk.
  func receive(into draft: ObjectDraft, length: Int64) async throws -> Received {
    var digests = Digests(try checksumWanted())
    func take(_ bytes: ArraySlice<UInt8>) throws {
      guard draft.count + Int64(bytes.count) <= length else {
        throw ObjectProblem.invalid("There is more content than was stated.")
      }
      try draft.write(bytes)
      digests.update(bytes)
    }
    var trailer: [String: String] = [:]
    if case .chunks(let signer, let hasTrailer) = payload {
      var chunks = ChunkedContent(signer: signer, hasTrailer: hasTrailer)
      while let piece = try await request.body.next() { try chunks.read(piece, take) }
      try chunks.finish()
      trailer = chunks.fields
    } else {
      while let piece = try await request.body.next() { try take(piece[...]) }
    }
    guard draft.count == length else {
      throw ObjectProblem(.badRequest, "IncompleteBody", "The content is cut short.")
    }
    return try compare(digests.finish(), trailer, draft)
  }

  // MARK: Digests

  /// What is made of the bytes as they come.
  private struct Digests {
    private let box: Box

    init(_ checksum: ChecksumKind?) { box = Box(checksum) }

    mutating func update(_ bytes: ArraySlice<UInt8>) { box.update(bytes) }
    func finish() -> Made { box.finish() }

    struct Made {
      var md5: [UInt8] = []
      var sha256: [UInt8] = []
      var checksum: (kind: ChecksumKind, bytes: [UInt8])?
    }

    private final class Box {
      private let kind: ChecksumKind?
      private var md5: RunningDigest? = RunningDigest(.md5)
      private var sha256: RunningDigest? = RunningDigest(.sha256)
      private var checksum: RunningChecksum?

      init(_ kind: ChecksumKind?) {
        self.kind = kind
        checksum = kind.map { RunningChecksum($0) }
      }

      func update(_ bytes: ArraySlice<UInt8>) {
        md5?.update(bytes)
        sha256?.update(bytes)
        checksum?.update(bytes)
      }

      func finish() -> Made {
        var made = Made()
        if let digest = md5.take() { made.md5 = digest.finish() }
        if let digest = sha256.take() { made.sha256 = digest.finish() }
        if let kind, let checksum = checksum.take() { made.checksum = (kind, checksum.finish()) }
        return made
      }
    }
  }

  /// The checksum that a field states, here or behind the content.
  private func checksumWanted() throws(ObjectProblem) -> ChecksumKind? {
    let prefix = "x-amz-checksum-"
    var names = request.fields.all.map { $0.name.lowercased() }
      .filter { $0.hasPrefix(prefix) && !["type", "mode", "algorithm"].contains($0.dropFirst(15)) }
    names += request.fields.values(of: "X-Amz-Trailer")
      .flatMap { $0.lowercased().split(separator: ",") }
      .map { String($0.filter { $0 != " " }) }.filter { $0.hasPrefix(prefix) }
    guard names.count <= 1 else { throw .invalid("One checksum can be stated.") }
    guard let name = names.first else { return nil }
    guard let kind = ChecksumKind(rawValue: String(name.dropFirst(prefix.count))) else {
      throw .notBuilt("checksum \(name)")
    }
    return kind
  }

  private func compare(
    _ made: Digests.Made, _ trailer: [String: String], _ draft: ObjectDraft
  ) throws(ObjectProblem) -> Received {
    if case .digest(let wanted) = payload, wanted != Hexadecimal.string(of: made.sha256) {
      throw ObjectProblem(
        .badRequest, "XAmzContentSHA256Mismatch",
        "The content is not that of which the request states the SHA-256.")
    }
    if let wanted = request.fields["Content-MD5"], wanted != Base64.text(made.md5) {
      throw .badDigest
    }
    var told: (field: String, value: String)?
    if let (kind, bytes) = made.checksum {
      let value = Base64.text(bytes)
      guard let wanted = request.fields[kind.field] ?? trailer[kind.field], wanted == value else {
        throw .badDigest
      }
      told = (kind.field, value)
    }
    return Received(draft: draft, tag: Hexadecimal.string(of: made.md5), checksum: told)
  }
}

package import Core

/// Who did what to which pictures, and how it went. Holds no secrets, no words that were searched for,
/// no paths.
package struct AuditEntry: Sendable, Hashable {
  /// How it is known who asked.
  package enum Proof: String, Sendable, Hashable, CaseIterable {
    case local, token, key, session
    /// A signature of the object store's keys.
    case signature
    /// A command on the server's machine.
    case command
    /// A password that was wrong.
    case none
  }

  /// Pictures that an entry names; more are counted.
  package static let imageLimit = 256

  /// Milliseconds since 1970.
  package var at: Int64
  /// Whose pictures were meant; empty for the library's own user.
  package var user: String
  package var proof: Proof
  /// What the key is called.
  package var key: String?
  /// The numeric address; empty for a command.
  package var peer: String
  package var method: String
  /// The name of the route, or of the command: `image`, `keys make`.
  package var action: String
  /// The pictures in question, at most ``imageLimit``.
  package var images: [ULID]
  /// How many they were in all.
  package var imageCount: Int
  /// Requests that the entry stands for: those of thumbnails within a second are one.
  package var requestCount: Int
  /// Of HTTP; 0 for a command.
  package var status: Int
  package var requestID: String?

  package init(
    at: Int64, user: String, proof: Proof, key: String? = nil, peer: String = "",
    method: String = "", action: String, images: [ULID] = [], imageCount: Int? = nil,
    requestCount: Int = 1, status: Int = 0, requestID: String? = nil
  ) {
    self.at = at
    self.user = user
    self.proof = proof
    self.key = key
    self.peer = peer
    self.method = method
    self.action = action
    self.images = Array(images.prefix(Self.imageLimit))
    self.imageCount = imageCount ?? images.count
    self.requestCount = requestCount
    self.status = status
    self.requestID = requestID
  }

  /// What became of it, in a word.
  package var outcome: String {
    switch status {
    case 0..<400: "done"
    case 401, 403: "refused"
    default: "failed"
    }
  }

  /// Takes another entry in, where both are looks of the same caller at small pictures.
  ///
  /// - Returns: `false` where they stay two.
  mutating func absorb(_ other: AuditEntry) -> Bool {
    // By their bytes: users who only look the same are two.
    guard Self.mergedActions.contains(action), action == other.action,
      user.utf8.elementsEqual(other.user.utf8),
      proof == other.proof, key == other.key, peer == other.peer, method == other.method,
      outcome == other.outcome, images.count + other.images.count <= Self.imageLimit
    else { return false }
    images += other.images
    imageCount += other.imageCount
    requestCount += other.requestCount
    return true
  }

  /// A screen of an app asks for dozens at once.
  private static let mergedActions: Set<String> = ["thumbnail", "preview"]
}

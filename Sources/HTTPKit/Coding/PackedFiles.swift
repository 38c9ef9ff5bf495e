internal import Synchronization

/// Files of an app in their packed form, so that each is packed once while it stays as it is.
final class PackedFiles: Sendable {
  private struct Name: Hashable {
    let path: String
    let tag: String
    let coding: ContentCoding
  }

  private struct State {
    /// `nil` for a file that does not get smaller.
    var files: [Name: [UInt8]?] = [:]
    var size = 0
  }

  /// Bytes of one file, and of all that are kept.
  static let (fileLimit, limit) = (4 << 20, 32 << 20)
  private let state = Mutex(State())

  /// - Parameters:
  ///   - path: the target's path.
  ///   - tag: the entity tag, another one for every content at that path.
  func packed(_ part: FilePart, path: String, tag: String, as coding: ContentCoding) -> [UInt8]? {
    guard part.length <= Self.fileLimit else { return nil }
    let name = Name(path: path, tag: tag, coding: coding)
    if let known = state.withLock({ $0.files[name] }) { return known }
    let packed = part.contents().flatMap { Packer.packed($0, as: coding, level: 9) }
    state.withLock { state in
      let size = (packed?.count ?? 0) + path.utf8.count
      if state.size + size > Self.limit { state = State() }
      state.files.updateValue(packed, forKey: name)
      state.size += size
    }
    return packed
  }
}

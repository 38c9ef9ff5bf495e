import Core
import Engine

extension FilePath {
  /// The path from the root, links resolved where it leads to something that is there; it need not
  /// be there yet.
  ///
  /// - Throws: a fault when the working folder is gone.
  func absolute() throws -> FilePath {
    if let there = try? resolved() { return there }
    if bytes.first == UInt8(ascii: "/") { return self }
    return try FilePath(".").resolved().appending(self)
  }
}

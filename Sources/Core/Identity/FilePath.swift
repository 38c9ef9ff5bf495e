/// A path in the file system as the kernel knows it: a string of bytes without NUL, which need not
/// be UTF-8.
///
/// Swift's `String` repairs invalid UTF-8, so a path that went through one may no longer open. Paths
/// are therefore carried as bytes from the directory scan to the catalogue and back to the system
/// call, and become text only to be shown.
package struct FilePath: Hashable, Sendable {
  /// The bytes of the path, without a terminating NUL.
  package let bytes: [UInt8]

  /// Makes a path of raw bytes. Trailing slashes are dropped (except for the root), so equal paths
  /// compare equal.
  package init(bytes: some Sequence<UInt8>) {
    var bytes = Array(bytes)
    while bytes.count > 1, bytes.last == UInt8(ascii: "/") { bytes.removeLast() }
    self.bytes = bytes
  }

  package init(_ text: String) { self.init(bytes: text.utf8) }

  /// The path as text for people: valid UTF-8 as it is; bytes that are not UTF-8, and control
  /// characters such as a newline, escaped as `\xHH`. Not reversible: never open a file by it.
  package var display: String {
    var text = ""
    text.reserveCapacity(bytes.count)
    var decoder = UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var position = 0
    parsing: while true {
      switch decoder.parseScalar(from: &iterator) {
      case .valid(let encoded):
        let scalar = UTF8.decode(encoded)
        if scalar.value < 0x20 || scalar.value == 0x7F {
          text += Self.escape(bytes[position])
        } else {
          text.unicodeScalars.append(scalar)
        }
        position += encoded.count
      case .error(let length):
        for offset in 0..<length { text += Self.escape(bytes[position + offset]) }
        position += length
      case .emptyInput:
        break parsing
      }
    }
    return text
  }

  /// The last component: `c.jpg` of `/a/b/c.jpg`. The root's is `/`.
  package var lastComponent: FilePath {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), bytes.count > 1 else { return self }
    return FilePath(bytes: bytes[(slash + 1)...])
  }

  /// The folder that holds this path; `nil` for the root and for a bare name.
  package var parent: FilePath? {
    guard let slash = bytes.lastIndex(of: UInt8(ascii: "/")), bytes.count > 1 else { return nil }
    return FilePath(bytes: slash == 0 ? bytes[...0] : bytes[..<slash])
  }

  /// The last component without its last extension: `c.tar` of `/a/c.tar.gz`. A leading dot is part
  /// of the stem: that of `.hidden` is `.hidden`.
  package var stem: FilePath {
    let name = lastComponent.bytes
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return lastComponent }
    return FilePath(bytes: name[..<dot])
  }

  /// The last extension, lower-cased in ASCII and without its dot: `jpg` of `/a/B.JPG`; empty when
  /// there is none.
  package var fileExtension: String {
    let name = lastComponent.bytes
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot > 0 else { return "" }
    return String(decoding: name[(dot + 1)...], as: UTF8.self).lowercased()
  }

  /// This path with a component (or several, separated by slashes) added.
  package func appending(_ component: FilePath) -> FilePath {
    if bytes.isEmpty { return component }
    let separator = bytes.last == UInt8(ascii: "/") ? [] : [UInt8(ascii: "/")]
    return FilePath(bytes: bytes + separator + component.bytes)
  }

  package func appending(_ component: String) -> FilePath { appending(FilePath(component)) }

  /// Whether this path is `folder` or lies somewhere below it, component by component (`/ab` does
  /// not lie below `/a`).
  package func isInside(_ folder: FilePath) -> Bool {
    guard bytes.starts(with: folder.bytes) else { return false }
    return bytes.count == folder.bytes.count || folder.bytes.last == UInt8(ascii: "/")
      || bytes[folder.bytes.count] == UInt8(ascii: "/")
  }

  /// The part of this path below `folder`; `nil` when it does not lie there.
  package func relative(to folder: FilePath) -> FilePath? {
    guard isInside(folder) else { return nil }
    let rest = bytes.dropFirst(folder.bytes.count)
    return FilePath(bytes: rest.first == UInt8(ascii: "/") ? rest.dropFirst() : rest)
  }

  /// Lends the path as a NUL-terminated C string for the length of `body`.
  package func withCString<Result>(
    _ body: (UnsafePointer<CChar>) throws -> Result
  ) rethrows -> Result {
    try (bytes + [0]).withUnsafeBufferPointer { buffer in
      try buffer.withMemoryRebound(to: CChar.self) { try body($0.baseAddress!) }
    }
  }

  private static func escape(_ byte: UInt8) -> String {
    let digits = Array("0123456789abcdef")
    return "\\x" + String(digits[Int(byte >> 4)]) + String(digits[Int(byte & 15)])
  }
}

extension FilePath: Comparable {
  /// Orders by bytes, the same everywhere and in every locale.
  package static func < (left: FilePath, right: FilePath) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}

extension FilePath: CustomStringConvertible, ExpressibleByStringLiteral {
  package var description: String { display }
  package init(stringLiteral value: String) { self.init(value) }
}

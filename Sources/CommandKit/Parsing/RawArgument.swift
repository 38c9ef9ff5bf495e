import Core

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One word of a command line as the kernel handed it over: bytes that need not be UTF-8.
package struct RawArgument: Hashable, Sendable, ExpressibleByStringLiteral {
  package let bytes: [UInt8]

  package init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }
  package init(_ text: String) { self.init(bytes: text.utf8) }
  package init(stringLiteral value: String) { self.init(value) }

  /// The word as text; `nil` when it is not UTF-8.
  package var text: String? { String(validating: bytes, as: UTF8.self) }

  /// The word for a message: what is not UTF-8 or not printable is escaped.
  package var display: String { FilePath(bytes: bytes).display }

  /// The words that this process was started with, without the program's own name.
  ///
  /// `CommandLine.arguments` repairs invalid UTF-8, after which a path no longer opens; the bytes
  /// are read from `argv` instead.
  package static var ofThisProcess: [RawArgument] {
    let count = Int(CommandLine.argc)
    guard count > 1 else { return [] }
    return (1..<count).compactMap { position in
      CommandLine.unsafeArgv[position].map { word in
        RawArgument(
          bytes: UnsafeRawBufferPointer(start: word, count: strlen(word)))
      }
    }
  }
}

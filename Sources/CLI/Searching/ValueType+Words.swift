import CommandKit

extension ValueType where Value == RawArgument {
  /// A word as it was typed: text, or the bytes of a path.
  static var word: ValueType {
    ValueType(placeholder: "TERM", completion: .file, show: \.display) { $0 }
  }
}

/// Numbers to bytes, little-endian.
extension [UInt8] {
  mutating func append<Value: BitwiseCopyable>(raw value: Value) {
    Swift.withUnsafeBytes(of: value) { append(contentsOf: $0) }
  }

  /// Zeros up to the next multiple.
  mutating func pad(to multiple: Int) {
    append(contentsOf: repeatElement(0, count: (multiple - count % multiple) % multiple))
  }
}

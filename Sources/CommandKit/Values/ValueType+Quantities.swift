extension ValueType where Value == Int64 {
  /// A number of bytes: `10MB` (10·1000²), `10MiB` or `10M` (10·1024²), `1.5GB`, `4096`.
  ///
  /// The suffixes are GNU's: with `B` a power of 1000, with `iB` or alone a power of 1024. Upper
  /// and lower case are the same.
  package static func byteCount(_ range: ClosedRange<Int64> = 0...Int64.max) -> ValueType {
    ValueType(placeholder: "SIZE", show: ByteCount.exact) { (word) throws(ValueProblem) in
      guard let text = word.text, let bytes = ByteCount.parse(text) else {
        throw ValueProblem("a size such as 500KB, 10MB or 2GiB")
      }
      guard range.contains(bytes) else {
        let most = range.upperBound == Int64.max ? "" : " to \(ByteCount.exact(range.upperBound))"
        throw ValueProblem("a size from \(ByteCount.exact(range.lowerBound))\(most)")
      }
      return bytes
    }
  }
}

extension ValueType where Value == Duration {
  /// A length of time: `30s`, `500ms`, `5m`, `1h30m`, `2d`; a bare number is seconds.
  package static func duration(
    _ range: ClosedRange<Duration> = .zero ... .seconds(1_000_000_000)
  ) -> ValueType {
    ValueType(placeholder: "TIME", show: DurationText.exact) { (word) throws(ValueProblem) in
      guard let text = word.text, let duration = DurationText.parse(text) else {
        throw ValueProblem("a time such as 30s, 5m or 1h30m")
      }
      guard range.contains(duration) else {
        let (least, most) = (range.lowerBound, range.upperBound)
        throw ValueProblem(
          "a time from \(DurationText.exact(least)) to \(DurationText.exact(most))")
      }
      return duration
    }
  }
}

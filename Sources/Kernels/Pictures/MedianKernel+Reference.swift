package import Core

extension MedianKernel {
  /// `lowerMedian(of:)` by sorting.
  package static func referenceLowerMedian(of values: [Float]) -> Float {
    values.sorted()[127]
  }

  /// `decisions(of:above:)`, one by one.
  package static func referenceDecisions(of values: [Float], above threshold: Float) -> Hash256 {
    var hash = Hash256.zero
    for (index, value) in values.enumerated() { hash[index] = value > threshold }
    return hash
  }
}

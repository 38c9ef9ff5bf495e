import Kernels

/// Codes without repetition, and who has each.
///
/// A hundred thousand copies of one code are five thousand million pairs; as one class they are
/// compared once.
package struct IdenticalCodes<Code: HammingCode>: Sendable {
  /// The different codes, in order of first occurrence.
  package let codes: [Code]
  private let members: [Int32]
  private let starts: [Int32]

  /// - Complexity: O(count) expected.
  package init(_ given: [Code]) {
    let first = given.withWords { HammingCodes.firstEqual($0, words: Code.wordCount) }
    var classOf = [Int32](repeating: 0, count: given.count)
    var codes: [Code] = []
    var sizes: [Int32] = []
    for index in given.indices {
      if first[index] == UInt32(index) {
        classOf[index] = Int32(codes.count)
        codes.append(given[index])
        sizes.append(1)
      } else {
        classOf[index] = classOf[Int(first[index])]
        sizes[Int(classOf[index])] += 1
      }
    }
    var starts: [Int32] = [0]
    starts.reserveCapacity(codes.count + 1)
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    var cursors = starts
    var members = [Int32](repeating: 0, count: given.count)
    for index in given.indices {
      let group = Int(classOf[index])
      members[Int(cursors[group])] = Int32(index)
      cursors[group] += 1
    }
    self.codes = codes
    self.members = members
    self.starts = starts
  }

  /// The indices, among the given codes and ascending, of those equal to `codes[index]`.
  package func members(of index: Int) -> ArraySlice<Int32> {
    members[Int(starts[index])..<Int(starts[index + 1])]
  }
}

/// The differences between a bucket's key and those of the buckets it is joined with: every mask of
/// 1…`weight` bits within `width` bits, ascending, so that those with one highest bit are a run.
package struct HammingMasks: Sendable {
  package let width: Int
  package let weight: Int
  /// All masks but 0.
  package let masks: [UInt32]
  /// Masks whose highest bit is `k` are `groups[k]..<groups[k + 1]`.
  package let groups: [UInt32]

  /// - Complexity: O(masks log masks); there are Σ C(width, k) of them.
  package init(width: Int, weight: Int) {
    precondition((1...32).contains(width) && weight >= 0)
    self.width = width
    self.weight = weight
    // Those with highest bit k are k's bit with every lower mask of one bit less.
    var all: [UInt32] = []
    var groups: [UInt32] = [0]
    for bit in 0..<width {
      let top: UInt32 = 1 << UInt32(bit)
      if weight > 0 {
        let lower = all.count
        all.append(top)
        for index in 0..<lower where all[index].nonzeroBitCount < weight {
          all.append(top | all[index])
        }
      }
      groups.append(UInt32(all.count))
    }
    masks = all
    self.groups = groups
  }
}

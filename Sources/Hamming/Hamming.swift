package import Core

package struct HammingPair {
  package var first: Int32; package var second: Int32; package var distance: UInt16
}
package struct HammingMatch {
  package var query: Int32; package var index: Int32; package var distance: UInt16
}
package protocol HammingSearch<Code> {
  associatedtype Code
  func pairs(within: Int) -> [HammingPair]
  func matches(of: [Code], within: Int) -> [HammingMatch]
}
struct B: HammingSearch {
  let codes: [Hash256]
  func pairs(within r: Int) -> [HammingPair] {
    var o: [HammingPair] = []
    for i in codes.indices {
      for j in (i + 1)..<max(i + 1, codes.count) {
        let d = codes[i].distance(to: codes[j]);
        if d <= r { o.append(.init(first: Int32(i), second: Int32(j), distance: UInt16(d))) }
      }
    }; return o
  }
  func matches(of q: [Hash256], within r: Int) -> [HammingMatch] {
    var o: [HammingMatch] = []
    for i in q.indices {
      for j in codes.indices {
        let d = q[i].distance(to: codes[j]);
        if d <= r { o.append(.init(query: Int32(i), index: Int32(j), distance: UInt16(d))) }
      }
    }; return o
  }
}
package func hammingSearch(_ codes: [Hash256], radius: Int) -> any HammingSearch<Hash256> {
  B(codes: codes)
}

import Core

/// What tells one search from another, whichever page of it is asked for.
struct SearchKey: Hashable {
  let request: SearchRequest

  init(_ request: SearchRequest) {
    var request = request
    // A page longer than what was ranked is another search.
    request.depth = max(request.depth, request.limit)
    request.limit = 0
    request.cursor = nil
    self.request = request
  }

  /// The same in every process: FNV-1a, 64 bits (Fowler, Noll, Vo), over the request written out.
  var fingerprint: UInt64 {
    var bare = request
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    func add(_ bytes: some Sequence<UInt8>) {
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    for (position, term) in bare.terms.enumerated() {
      guard case .pixels(let image, let name) = term.content else { continue }
      add(image.samples)
      bare.terms[position].content = .text(name)
    }
    add("\(bare)".utf8)
    return hash
  }
}

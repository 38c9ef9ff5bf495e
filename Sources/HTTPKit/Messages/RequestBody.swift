/// The content of a request: a stream of pieces that is read once. The sender is held back while
/// nobody reads.
package struct RequestBody: Sendable {
  /// What `Content-Length` says; `nil` for a body of unknown length.
  package let length: Int64?
  private let source: @Sendable () async throws -> [UInt8]?

  /// - Parameter next: the next piece, `nil` after the last.
  package init(length: Int64?, next: @escaping @Sendable () async throws -> [UInt8]?) {
    self.length = length
    source = next
  }

  package static let empty = RequestBody(length: 0) { nil }

  package init(_ bytes: [UInt8]) {
    let pieces = PieceList(bytes.isEmpty ? [] : [bytes])
    self.init(length: Int64(bytes.count)) { await pieces.next() }
  }

  /// A body that comes in given pieces, for tests.
  package init(pieces: [[UInt8]]) {
    let list = PieceList(pieces)
    self.init(length: nil) { await list.next() }
  }

  /// The next piece, not empty; `nil` after the last.
  ///
  /// - Throws: ``HTTPProblem`` when the sender went away in the middle.
  package func next() async throws -> [UInt8]? { try await source() }

  /// Everything, if it is no more than `limit` bytes.
  ///
  /// - Throws: ``HTTPProblem`` of status 413 above the limit, before more than that is held.
  package func collected(limit: Int) async throws -> [UInt8] {
    if let length, length > Int64(limit) { throw HTTPProblem.tooLarge(limit: limit) }
    var bytes: [UInt8] = []
    while let piece = try await next() {
      guard bytes.count + piece.count <= limit else { throw HTTPProblem.tooLarge(limit: limit) }
      bytes += piece
    }
    return bytes
  }

  private actor PieceList {
    private var pieces: ArraySlice<[UInt8]>
    init(_ pieces: [[UInt8]]) { self.pieces = pieces[...] }
    func next() -> [UInt8]? { pieces.popFirst() }
  }
}

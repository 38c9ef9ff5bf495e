internal import Core

/// Cuts a stream of text into lines, whatever the pieces it comes in.
struct LineSplitter {
  /// The beginning of a line whose end has not come yet.
  private var rest: [UInt8] = []
  /// A longer line is no line of a mesh.
  private static let longest = 1 << 20

  /// - Parameter body: gets every line without its end, and returns false to end here.
  /// - Returns: how many bytes were taken, all unless `body` ended it.
  mutating func add(
    _ bytes: UnsafeRawBufferPointer, _ format: MeshFormat,
    _ body: (LineReader) throws(Fault) -> Bool
  ) throws(Fault) -> Int {
    var start = 0
    var end = 0
    while end < bytes.count {
      guard bytes[end] == UInt8(ascii: "\n") || bytes[end] == UInt8(ascii: "\r") else {
        end += 1
        continue
      }
      let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
      end += 1
      start = end
      let goesOn: Bool
      if rest.isEmpty {
        goesOn = try body(LineReader(piece))
      } else {
        rest += piece
        goesOn = try takeRest(body)
      }
      if !goesOn { return end }
    }
    guard rest.count + bytes.count - start <= Self.longest else {
      throw .damagedMesh(format, "a line of more than \(Self.longest) bytes")
    }
    rest += bytes[start...]
    return bytes.count
  }

  /// The last line need not have an end.
  mutating func finish(_ body: (LineReader) throws(Fault) -> Bool) throws(Fault) {
    if !rest.isEmpty { _ = try takeRest(body) }
  }

  private mutating func takeRest(
    _ body: (LineReader) throws(Fault) -> Bool
  ) throws(Fault) -> Bool {
    let line = rest
    rest.removeAll(keepingCapacity: true)
    let result = line.withUnsafeBytes { bytes -> Result<Bool, Fault> in
      do throws(Fault) { return .success(try body(LineReader(bytes))) } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

internal import Core
internal import Engine
internal import HTTPKit

/// Takes the form `aws-chunked` apart: chunks with their lengths, perhaps each with a signature over
/// the one before, and fields behind the last
/// ([chunked upload](https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html)).
struct ChunkedContent {
  private enum State { case head, bytes, lineAfterBytes, trailer, end }

  /// Bytes of a line; of the fields together.
  private static let (lineLimit, trailerLimit) = (1 << 10, 16 << 10)

  private var state = State.head
  private var line: [UInt8] = []
  private var rest = 0
  private var signer: ChunkSigner?
  private let isSigned: Bool
  private let hasTrailer: Bool
  private var digest = DigestBox()
  private var wanted = ""
  private var trailerText = ""
  /// The fields behind the last chunk, by names in lower case.
  private(set) var fields: [String: String] = [:]

  init(signer: ChunkSigner?, hasTrailer: Bool) {
    self.signer = signer
    self.hasTrailer = hasTrailer
    isSigned = signer != nil
  }

  /// Reads on.
  ///
  /// - Parameter take: gets the content's bytes; they are sure only when ``finish()`` has returned.
  /// - Throws: ``ObjectProblem`` for another form or a wrong signature; what `take` throws.
  mutating func read(_ piece: [UInt8], _ take: (ArraySlice<UInt8>) throws -> Void) throws {
    var input = piece[...]
    while !input.isEmpty {
      if state == .bytes {
        let bytes = input.prefix(rest)
        if isSigned { digest.update(bytes) }
        try take(bytes)
        rest -= bytes.count
        input = input.dropFirst(bytes.count)
        if rest == 0 { state = .lineAfterBytes }
      } else if let end = input.firstIndex(of: UInt8(ascii: "\n")) {
        line += input[..<end]
        input = input[(end + 1)...]
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        try understand(String(decoding: line, as: UTF8.self))
        line = []
      } else {
        line += input
        input = []
      }
      guard line.count <= Self.lineLimit, trailerText.utf8.count <= Self.trailerLimit else {
        throw Self.malformed
      }
    }
  }

  /// - Throws: ``ObjectProblem`` when the end is missing.
  func finish() throws(ObjectProblem) {
    // Some clients leave the last empty line out.
    guard state == .end || (state == .trailer && (!isSigned || !hasTrailer)) else {
      throw ObjectProblem(.badRequest, "IncompleteBody", "The content is cut short.")
    }
  }

  private mutating func understand(_ text: String) throws(ObjectProblem) {
    switch state {
    case .head: try begin(text)
    case .lineAfterBytes:
      guard text.isEmpty else { throw Self.malformed }
      try checkChunk()
      state = .head
    case .trailer: try addField(text)
    case .bytes, .end: guard text.isEmpty else { throw Self.malformed }
    }
  }

  private mutating func begin(_ text: String) throws(ObjectProblem) {
    let parts = text.split(separator: ";", maxSplits: 1)
    guard let size = parts.first.flatMap({ Int($0, radix: 16) }), (0...(5 << 30)).contains(size)
    else { throw Self.malformed }
    wanted = ""
    if isSigned {
      let mark = "chunk-signature="
      guard parts.count == 2, parts[1].hasPrefix(mark) else { throw Self.malformed }
      wanted = String(parts[1].dropFirst(mark.count))
    }
    rest = size
    if size == 0 {
      try checkChunk()
      state = .trailer
    } else {
      state = .bytes
    }
  }

  private mutating func checkChunk() throws(ObjectProblem) {
    guard let made = signer?.chunk(digest.finish()) else { return }
    guard MessageCode.areEqual(made.utf8, wanted.utf8) else { throw .badSignature }
  }

  private mutating func addField(_ text: String) throws(ObjectProblem) {
    if text.isEmpty {
      guard !(isSigned && hasTrailer) || fields["x-amz-trailer-signature"] != nil else {
        throw .badSignature
      }
      state = .end
      return
    }
    guard hasTrailer, let colon = text.firstIndex(of: ":") else { throw Self.malformed }
    let name = text[..<colon].lowercased()
    let value = text[text.index(after: colon)...].filter { $0 != " " }
    guard fields.updateValue(value, forKey: name) == nil else { throw Self.malformed }
    if name == "x-amz-trailer-signature" {
      guard let made = signer?.trailer(trailerText),
        MessageCode.areEqual(made.utf8, value.utf8)
      else { throw .badSignature }
      state = .end
    } else {
      trailerText += "\(name):\(value)\n"
    }
  }

  private static let malformed = ObjectProblem(
    .badRequest, "InvalidChunk", "The content is not in the form aws-chunked.")

  /// A digest that begins anew after each chunk.
  private final class DigestBox {
    private var digest: RunningDigest? = RunningDigest(.sha256)

    func update(_ bytes: ArraySlice<UInt8>) { digest?.update(bytes) }

    func finish() -> [UInt8] {
      var taken: RunningDigest? = RunningDigest(.sha256)
      swap(&taken, &digest)
      guard let taken else { return [] }
      return taken.finish()
    }
  }
}

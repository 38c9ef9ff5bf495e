internal import Core

/// What a SentencePiece model file says (sentencepiece_model.proto).
struct PieceModel {
  enum Kind: UInt64 {
    case normal = 1
    case unknown
    case control
    case userDefined
    case unused
    case byte
  }

  struct Piece {
    var text: [UInt8] = []
    var score: Float = 0
    var kind = Kind.normal
  }

  var pieces: [Piece] = []
  /// Byte-pair encoding; otherwise unigram.
  var isBytePair = false
  var hasByteFallback = false
  var unknown: Int32 = 0
  var begin: Int32 = 1
  var end: Int32 = 2
  var characterMap: [UInt8] = []
  var addsPrefix = true
  var tidiesSpaces = true

  init(pieces: [Piece], isBytePair: Bool) {
    self.pieces = pieces
    self.isBytePair = isBytePair
  }

  /// - Throws: a fault `model.vocabulary` when it is no such file, or of a kind that is not known.
  init(_ file: [UInt8]) throws(Fault) {
    try Self.read(file[...]) { field, value throws(Fault) in
      switch (field, value) {
      case (1, .bytes(let bytes)): pieces.append(try Self.piece(bytes))
      case (2, .bytes(let bytes)): try readTraining(bytes)
      case (3, .bytes(let bytes)): try readNormalizer(bytes)
      default: break
      }
    }
    guard !pieces.isEmpty, pieces.count <= Int(Int32.max) else {
      throw .vocabulary("it has no pieces")
    }
    guard pieces.indices.contains(Int(unknown)), pieces[Int(unknown)].kind == .unknown else {
      throw .vocabulary("it has no piece for what is unknown")
    }
  }

  private static func read(
    _ bytes: ArraySlice<UInt8>,
    _ body: (Int, ProtobufFields.Value) throws(Fault) -> Void
  ) throws(Fault) {
    var fields = ProtobufFields(bytes)
    while let (field, value) = fields.next() { try body(field, value) }
    if fields.isDamaged { throw .vocabulary("it is cut short or no SentencePiece model") }
  }

  private static func piece(_ bytes: ArraySlice<UInt8>) throws(Fault) -> Piece {
    var piece = Piece()
    try read(bytes) { field, value throws(Fault) in
      switch (field, value) {
      case (1, .bytes(let text)): piece.text = Array(text)
      case (2, .number(let bits)):
        piece.score = Float(bitPattern: UInt32(truncatingIfNeeded: bits))
      case (3, .number(let number)):
        guard let kind = Kind(rawValue: number) else {
          throw .vocabulary("one of its pieces is of an unknown kind")
        }
        piece.kind = kind
      default: break
      }
    }
    guard piece.score.isFinite else { throw .vocabulary("the score of a piece is not a number") }
    return piece
  }

  private mutating func readTraining(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    try Self.read(bytes) { field, value throws(Fault) in
      guard case .number(let number) = value else { return }
      let id = Int32(truncatingIfNeeded: number)
      switch field {
      case 3:
        guard number == 1 || number == 2 else {
          throw .vocabulary("it is neither a unigram nor a byte-pair model")
        }
        isBytePair = number == 2
      case 24 where number != 0:
        throw .vocabulary("it puts spaces behind words, which is not supported")
      case 35: hasByteFallback = number != 0
      case 40: unknown = id
      case 41: begin = id
      case 42: end = id
      default: break
      }
    }
  }

  private mutating func readNormalizer(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    try Self.read(bytes) { field, value throws(Fault) in
      switch (field, value) {
      case (2, .bytes(let map)): characterMap = Array(map)
      case (3, .number(let number)): addsPrefix = number != 0
      case (4, .number(let number)): tidiesSpaces = number != 0
      case (5, .number(0)):
        throw .vocabulary("it leaves spaces as they are, which is not supported")
      default: break
      }
    }
  }
}

/// A field's value as EXIF can express it.
enum ExifValue: Hashable {
  case text(String)
  case integers([Int])
  case rationals([Rational])
  case reals([Double])
  /// Undefined bytes that are not text, kept by their number only.
  case bytes(Int)

  struct Rational: Hashable {
    let numerator: Int
    let denominator: Int
    /// `nil` when the denominator is 0.
    var value: Double? {
      denominator == 0 ? nil : Double(numerator) / Double(denominator)
    }
  }

  var text: String? { if case .text(let text) = self, !text.isEmpty { text } else { nil } }

  var integer: Int? {
    switch self {
    case .integers(let values): values.first
    case .rationals(let values): values.first?.value.flatMap { Int(exactly: $0.rounded()) }
    default: nil
    }
  }

  /// The numbers of the field; a rational over 0 is `nil` and thus drops the whole field.
  var numbers: [Double]? {
    switch self {
    case .integers(let values): values.map(Double.init)
    case .reals(let values): values.allSatisfy(\.isFinite) ? values : nil
    case .rationals(let values):
      values.contains { $0.value == nil } ? nil : values.compactMap(\.value)
    default: nil
    }
  }

  var number: Double? { numbers?.first }
}

/// The fields of EXIF's three directories that describe the picture (EXIF 2.32, CIPA DC-008).
struct ExifTags {
  var image: [UInt16: ExifValue] = [:]
  var photo: [UInt16: ExifValue] = [:]
  var position: [UInt16: ExifValue] = [:]

  var isEmpty: Bool { image.isEmpty && photo.isEmpty && position.isEmpty }

  private static let photoPointer: UInt16 = 0x8769
  private static let positionPointer: UInt16 = 0x8825
  // Longer values are previews, maker notes and tables, which no one reads as text.
  private static let longestText = 8192
  private static let mostNumbers = 64

  /// Reads a TIFF structure: an EXIF block, or a TIFF or raw file itself. Bytes that are none give
  /// no tags.
  init(bytes: UnsafeRawBufferPointer) {
    guard let structure = TIFFStructure(bytes: bytes), let first = structure.main.first else {
      return
    }
    image = Self.values(first, structure)
    if let directory = structure.directory(Self.photoPointer, of: first) {
      photo = Self.values(directory, structure)
    }
    if let directory = structure.directory(Self.positionPointer, of: first) {
      position = Self.values(directory, structure)
    }
  }

  /// Joins the three blocks of a CR3 file.
  init(canon boxes: CanonBoxes) {
    let parts = boxes.directories.map { $0.map { ExifTags(bytes: $0).image } ?? [:] }
    (image, photo, position) = (parts[0], parts[1], parts[2])
  }

  private static func values(
    _ directory: TIFFStructure.Directory, _ structure: TIFFStructure
  ) -> [UInt16: ExifValue] {
    var values: [UInt16: ExifValue] = [:]
    for entry in directory where values[entry.tag] == nil {
      values[entry.tag] = value(of: entry, structure)
    }
    return values
  }

  private static func value(
    of entry: TIFFStructure.Entry, _ structure: TIFFStructure
  ) -> ExifValue? {
    let reader = structure.reader
    guard let raw = reader.slice(entry.offset, entry.byteCount) else { return nil }
    switch entry.type {
    case 2:
      return entry.byteCount > longestText ? .bytes(entry.byteCount) : .text(cleaned(raw))
    case 1, 7:
      return undefined(entry, raw)
    case 5, 10:
      guard entry.count <= mostNumbers else { return .bytes(entry.byteCount) }
      return .rationals(
        (0..<entry.count).compactMap { index in
          guard let top = reader.u32(entry.offset + 8 * index),
            let bottom = reader.u32(entry.offset + 8 * index + 4)
          else { return nil }
          return entry.type == 5
            ? .init(numerator: Int(top), denominator: Int(bottom))
            : .init(
              numerator: Int(Int32(bitPattern: top)), denominator: Int(Int32(bitPattern: bottom)))
        })
    case 11:
      guard entry.count <= mostNumbers else { return .bytes(entry.byteCount) }
      return .reals(
        (0..<entry.count).compactMap { index in
          reader.u32(entry.offset + 4 * index).map { Double(Float(bitPattern: $0)) }
        })
    case 12:
      guard entry.count <= mostNumbers else { return .bytes(entry.byteCount) }
      return .reals(
        (0..<entry.count).compactMap { index in
          reader.u64(entry.offset + 8 * index).map { Double(bitPattern: $0) }
        })
    default:
      guard entry.count <= mostNumbers else { return .bytes(entry.byteCount) }
      return structure.integers(entry).map(ExifValue.integers)
    }
  }

  /// Bytes of no declared meaning: Windows' UTF-16 fields, comments with a character-code prefix,
  /// versions in ASCII, single numbers, or opaque data.
  private static func undefined(
    _ entry: TIFFStructure.Entry, _ raw: UnsafeRawBufferPointer
  ) -> ExifValue {
    guard raw.count <= longestText else { return .bytes(raw.count) }
    switch entry.tag {
    case 0x9C9B...0x9C9F:
      let units = stride(from: 0, to: raw.count - 1, by: 2).map {
        UInt16(raw[$0]) | UInt16(raw[$0 + 1]) << 8
      }
      return .text(String(decoding: units.prefix { $0 != 0 }, as: UTF16.self))
    case 0x9286, 0x001B, 0x001C:
      let body = UnsafeRawBufferPointer(rebasing: raw.dropFirst(8))
      let isText = raw.starts(with: "ASCII\0\0\0".utf8) || raw.prefix(8).allSatisfy { $0 == 0 }
      return isText ? .text(cleaned(body)) : .bytes(raw.count)
    case 0x9000, 0xA000:
      let isText = raw.allSatisfy { (0x20...0x7E).contains($0) }
      return isText ? .text(cleaned(raw)) : .bytes(raw.count)
    default:
      return entry.count <= 4 ? .integers(raw.map { Int($0) }) : .bytes(raw.count)
    }
  }

  /// Text up to its NUL, without the blanks that cameras pad with; bytes that are not UTF-8 are
  /// taken as Latin-1.
  static func cleaned(_ raw: UnsafeRawBufferPointer) -> String {
    LegacyText.decoded(raw.prefix { $0 != 0 })
  }
}

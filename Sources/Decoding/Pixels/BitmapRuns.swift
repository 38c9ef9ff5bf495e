import CVips
import Core

/// BMP's run-length encodings (`BI_RLE8`, `BI_RLE4`).
enum BitmapRuns {
  /// Palette indices, `width` a row, stored rows in order. Pixels that a delta skips have index 0.
  ///
  /// Runs that leave the picture are clipped, so the work is linear in the bytes and the pixels.
  static func indices(_ bitmap: BitmapHeader, _ reader: ByteReader) throws(Fault) -> [UInt8] {
    var canvas = Canvas(width: bitmap.width, height: bitmap.height)
    let isNibbles = bitmap.encoding == .runs4
    var position = bitmap.pixelOffset
    while canvas.y < bitmap.height {
      guard let count = reader.u8(position), let value = reader.u8(position + 1) else {
        throw .decoding(SEMBLANCE_CUT_SHORT, semblance_message(), .bmp)
      }
      position += 2
      if count > 0 {
        for index in 0..<Int(count) { canvas.put(isNibbles ? nibble(value, index) : value) }
        continue
      }
      switch value {
      case 0: canvas.endRow()
      case 1: return canvas.indices
      case 2:
        guard let right = reader.u8(position), let down = reader.u8(position + 1) else {
          throw .decoding(SEMBLANCE_CUT_SHORT, semblance_message(), .bmp)
        }
        canvas.move(right: Int(right), down: Int(down))
        position += 2
      default:
        let size = isNibbles ? (Int(value) + 1) / 2 : Int(value)
        guard let literal = reader.slice(position, size) else {
          throw .decoding(SEMBLANCE_CUT_SHORT, semblance_message(), .bmp)
        }
        for index in 0..<Int(value) {
          canvas.put(isNibbles ? nibble(literal[index / 2], index) : literal[index])
        }
        position += (size + 1) / 2 * 2
      }
    }
    return canvas.indices
  }

  private static func nibble(_ byte: UInt8, _ index: Int) -> UInt8 {
    index.isMultiple(of: 2) ? byte >> 4 : byte & 15
  }

  private struct Canvas {
    let width: Int
    var x = 0
    var y = 0
    var indices: [UInt8]

    init(width: Int, height: Int) {
      self.width = width
      indices = [UInt8](repeating: 0, count: width * height)
    }

    mutating func put(_ index: UInt8) {
      if x < width, y * width + x < indices.count { indices[y * width + x] = index }
      x += 1
    }

    mutating func endRow() {
      x = 0
      y += 1
    }

    mutating func move(right: Int, down: Int) {
      x += right
      y += down
    }
  }
}

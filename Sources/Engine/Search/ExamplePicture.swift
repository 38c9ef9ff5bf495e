package import Core
import Decoding
import Fingerprints

/// A picture that somebody handed over to search by.
package struct ExamplePicture: Sendable {
  /// Upright, in sRGB, reduced to what signals need.
  package let pixels: RGBImage
  package let perceptualHash: Hash64

  /// What an example may cost: it comes from anywhere.
  private static let limits = DecodeLimits(maximumBytes: 64 << 20, maximumPixels: 120_000_000)

  /// - Throws: a fault of the decoder; sizes are looked at before anything is decoded.
  package init(decoding bytes: [UInt8]) throws(Fault) {
    let decoder = try PictureDecoder(limits: Self.limits)
    pixels = try Self.pixels(bytes, decoder)
    perceptualHash = ImageHash.perceptualHash(of: LumaConversion.pillow(pixels))
  }

  private static func pixels(_ bytes: [UInt8], _ decoder: PictureDecoder) throws(Fault) -> RGBImage
  {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(Fault) -> RGBImage in try decoder.decode(bytes).reduced() }
    }
    return try result.get()
  }
}

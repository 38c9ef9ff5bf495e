package import Core

/// A picture that shows what an archive holds.
package struct ArchivePreview: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// An entry of its own.
    case picture
    /// What a program stored in a 3D project.
    case thumbnail
    /// Made of a mesh.
    case rendering
  }

  /// How a picture looks from one side.
  package struct Look: Hashable, Sendable {
    package var average: Hash64
    package var difference: Hash64
    package var perceptual: Hash64
    package var pdq: Hash256
    /// See `FingerprintSet.texture`.
    package var texture: Float
    /// The built-in visual descriptor, of length 1.
    package var descriptor: [Float]

    package init(
      average: Hash64, difference: Hash64, perceptual: Hash64, pdq: Hash256, texture: Float,
      descriptor: [Float]
    ) {
      self.average = average
      self.difference = difference
      self.perceptual = perceptual
      self.pdq = pdq
      self.texture = texture
      self.descriptor = descriptor
    }
  }

  /// The entry it is, or is made of.
  package var entry: String
  package var kind: Kind
  package var width: Int
  package var height: Int
  package var look: Look
  /// A mesh seen from around the preview; empty for pictures.
  package var views: [Look]
  /// WebP; not read with the rest.
  package var thumbnail: [UInt8]?

  package init(
    entry: String, kind: Kind, width: Int, height: Int, look: Look, views: [Look] = [],
    thumbnail: [UInt8]? = nil
  ) {
    self.entry = entry
    self.kind = kind
    self.width = width
    self.height = height
    self.look = look
    self.views = views
    self.thumbnail = thumbnail
  }
}

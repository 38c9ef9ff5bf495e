import Core

/// Chooses who decodes a file.
struct SourceOpener {
  /// Whether colours are brought to sRGB by an embedded profile.
  var appliesProfile = true
  /// Whether everything that libvips reads is left to it: the truth that the faster ways are
  /// compared with.
  var usesLibvipsOnly = false

  func open(
    _ bytes: UnsafeRawBufferPointer, _ format: PictureFormat
  ) throws(Fault) -> any PixelSource {
    switch format {
    case .jpeg: try jpeg(bytes)
    case .bmp: try BitmapSource(bytes)
    case .raw: try raw(bytes)
    case .png: try png(bytes)
    case .webp: try webp(bytes)
    default: try general(bytes, format)
    }
  }

  private func general(
    _ bytes: UnsafeRawBufferPointer, _ format: PictureFormat
  ) throws(Fault) -> any PixelSource {
    try VipsSource(bytes, format, MetadataBlocks(), appliesProfile: appliesProfile)
  }

  private func webp(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> any PixelSource {
    if !usesLibvipsOnly, let source = WebPSource(bytes),
      let source = profiled(source, source.foreignProfile, isColour: true)
    {
      return source
    }
    return try general(bytes, .webp)
  }

  /// The source with its profile applied; `nil` where libvips must do that.
  private func profiled(
    _ source: any PixelSource, _ profile: [UInt8]?, isColour: Bool
  ) -> (any PixelSource)? {
    guard appliesProfile, let profile else { return source }
    guard isColour, let transform = ColourTransform.from(profile) else { return nil }
    return ProfiledSource(source, transform)
  }

  /// CMYK and unusual profiles are libvips's; the rest goes straight to libjpeg-turbo.
  private func jpeg(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> any PixelSource {
    let blocks = JPEGSegments.blocks(of: bytes)
    let source = try JPEGSource(bytes, blocks)
    let profile = blocks.profile.flatMap { ColourProfile.isSRGB($0) ? nil : $0 }
    let mustBeGeneral = source.isCMYK || usesLibvipsOnly && profile != nil
    if !mustBeGeneral, let source = profiled(source, profile, isColour: source.isColour) {
      return source
    }
    return try VipsSource(bytes, .jpeg, blocks, appliesProfile: appliesProfile)
  }

  private func png(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> any PixelSource {
    let chunks = PNGChunks(bytes: bytes)
    if !usesLibvipsOnly, let source = PNGSource(bytes, chunks),
      let source = profiled(source, source.foreignProfile, isColour: source.isColour)
    {
      return source
    }
    let source = try VipsSource(bytes, .png, chunks.blocks, appliesProfile: appliesProfile)
    return RelabelledSource(source) { header in
      header.frameCount = chunks.frameCount
      header.bitsPerSample = chunks.bits
    }
  }

  /// The embedded photograph, with what the raw file says of itself.
  private func raw(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> any PixelSource {
    guard let preview = RawPreview.locate(in: bytes) else {
      throw .unsupported(.raw, "it has no embedded preview")
    }
    let blocks = JPEGSegments.blocks(of: preview)
    let boxes = CanonBoxes(bytes: bytes)
    let own = boxes.directories[0] != nil ? ExifTags(canon: boxes) : ExifTags(bytes: bytes)
    return RelabelledSource(try jpeg(preview)) { header in
      header.format = .raw
      header.bitsPerSample = 8
      guard !own.isEmpty else { return }
      header.metadata = MetadataReader(blocks, exif: own)
      header.orientation = header.metadata.orientation
    }
  }
}

/// A source whose container knows more of the picture than its pixel decoder.
private final class RelabelledSource: PixelSource {
  let header: SourceHeader
  private let source: any PixelSource

  init(_ source: any PixelSource, _ change: (inout SourceHeader) -> Void) {
    self.source = source
    var header = source.header
    change(&header)
    self.header = header
  }

  func shrinkOnLoad(within factor: Int) -> Int { source.shrinkOnLoad(within: factor) }

  var shrinkManner: RowShrinker.Manner { source.shrinkManner }

  func pixels(shrink: Int, deadline: Double) throws(Fault) -> RGBImage {
    try source.pixels(shrink: shrink, deadline: deadline)
  }

  func stream(deadline: Double, _ body: (UnsafeRawBufferPointer) -> Void) throws(Fault) {
    try source.stream(deadline: deadline, body)
  }
}

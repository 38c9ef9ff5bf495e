import CVips
package import Core

/// Decodes pictures of every known format from bytes in memory.
///
/// Safe to use from any number of threads at once; each call works on the calling thread (libvips
/// adds one worker of its own) and blocks it, so call it from threads made for that, never from the
/// cooperative pool. What a file is, its content says; its name does not matter.
///
/// A file that is cut short or damaged is a ``Fault``: half a picture in grey would resemble every
/// other half picture in grey.
package struct PictureDecoder: Sendable {
  private let limits: DecodeLimits

  /// The long side that hashes and thumbnails need, and the short side that hashes need.
  private static let wantedLongSide = 320
  private static let wantedShortSide = 128
  /// Memory that a decoder may hold at once beside the result, in bytes.
  private static let maximumHeldBytes = 768 << 20

  /// - Throws: ``Fault`` `decoder.unavailable` when libvips does not start.
  package init(limits: DecodeLimits = .standard) throws(Fault) {
    self.limits = limits
    var message = semblance_message()
    guard semblance_vips_begin(&message) == SEMBLANCE_OK else {
      throw Fault(
        "decoder.unavailable", .runtime, "libvips does not start",
        remedy: "Install it: apt install libvips42.")
    }
  }

  /// Decodes once, as small as the signals allow, and reads the metadata.
  ///
  /// - Throws: ``Fault`` with a code `picture.…`: empty, is-text, unrecognised, too-large,
  ///   too-many-pixels, unsupported, cut-short, damaged, timed-out, no-memory.
  package func decode(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> DecodedPicture {
    let source = try open(bytes)
    let header = source.header
    let stored = try shrunk(source, by: Self.shrink(header.width, header.height))
    return picture(header, stored)
  }

  /// Decodes once, at full size, shows every row to a visitor as it comes, and makes of the same rows
  /// the small picture that ``decode(_:)`` gives.
  ///
  /// For JPEG and WebP the small picture is near that of ``decode(_:)``, whose decoders shrink before
  /// they leave their own colours: hashes differ by two bits of 256 at most on photographs. For PNG
  /// and BMP it is the same.
  ///
  /// - Throws: as ``decode(_:)``; the visitor has then seen some rows, or none.
  package func decode(
    _ bytes: UnsafeRawBufferPointer, showing visitor: some RowVisitor, detail: ModelDetail? = nil
  ) throws(Fault) -> DecodedPicture {
    let source = try open(bytes)
    let header = source.header
    let factor = Self.shrink(header.width, header.height)
    let own = source.shrinkOnLoad(within: factor)
    func shrinker(_ factor: Int) -> RowShrinker {
      RowShrinker(
        width: header.width, height: header.height, factor: factor, manner: source.shrinkManner)
    }
    var small = shrinker(own)
    var larger = detail.map { shrinker(Self.shrink(source, for: $0)) }
    visitor.begin(width: header.width, height: header.height, orientation: header.orientation)
    let rowBytes = 3 * header.width
    try source.stream(deadline: visitDeadline) { rows in
      visitor.add(rows)
      for start in stride(from: 0, to: rows.count, by: rowBytes) {
        let row = UnsafeRawBufferPointer(rebasing: rows[start..<start + rowBytes])
        small.add(row)
        larger?.add(row)
      }
    }
    return picture(header, small.finish().averaged(by: factor / own), larger: larger?.finish())
  }

  /// Decodes once, as large as a model needs, and makes the small picture of that: the one decode of an
  /// index with a model.
  ///
  /// The small picture is near that of ``decode(_:)``, as with ``decode(_:showing:detail:)``.
  ///
  /// - Throws: as ``decode(_:)``.
  package func decode(
    _ bytes: UnsafeRawBufferPointer, detail: ModelDetail
  ) throws(Fault) -> DecodedPicture {
    let source = try open(bytes)
    let header = source.header
    let factor = Self.shrink(header.width, header.height)
    let own = source.shrinkOnLoad(within: factor)
    let wanted = Self.shrink(source, for: detail)
    // A panorama can need more for its hashes than for the model.
    let shrink = min(own, wanted)
    let stored = try source.pixels(shrink: shrink, deadline: deadline)
    let small = stored.averaged(by: max(1, own * (factor / own) / shrink))
    return picture(header, small, larger: stored)
  }

  private func picture(
    _ header: SourceHeader, _ stored: RGBImage, larger: RGBImage? = nil
  ) -> DecodedPicture {
    let isTurned = header.orientation > 4
    return DecodedPicture(
      format: header.format, width: isTurned ? header.height : header.width,
      height: isTurned ? header.width : header.height, frameCount: header.frameCount,
      hasAlpha: header.hasAlpha, bitsPerSample: header.bitsPerSample,
      image: stored.turned(by: header.orientation),
      larger: larger?.turned(by: header.orientation), metadata: header.metadata.metadata())
  }

  /// Decodes every pixel: sRGB, turned, flattened over white. Takes 3 bytes a pixel, twice that
  /// while a picture is being turned.
  package func fullSize(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> RGBImage {
    let source = try open(bytes)
    return try source.pixels(shrink: 1, deadline: deadline).turned(by: source.header.orientation)
  }

  /// Decodes for a model alone.
  ///
  /// - Throws: as ``decode(_:)``.
  package func picture(
    _ bytes: UnsafeRawBufferPointer, detail: ModelDetail
  ) throws(Fault) -> RGBImage {
    let source = try open(bytes)
    return try source.pixels(shrink: Self.shrink(source, for: detail), deadline: deadline)
      .turned(by: source.header.orientation)
  }

  /// Decodes every pixel as it is stored: not turned, an embedded profile not applied; flattened
  /// over white. What tools see that know neither EXIF nor ICC.
  package func storedPixels(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> RGBImage {
    try open(bytes, appliesProfile: false).pixels(shrink: 1, deadline: deadline)
  }

  /// SHA-256 of width and height (each as eight big-endian bytes) and the full-size, turned, sRGB
  /// pixels: equal for files that show the very same pixels, whatever their format. Streams rows in
  /// constant memory unless the picture must be turned.
  package func pixelDigest(_ bytes: UnsafeRawBufferPointer) throws(Fault) -> SHA256Digest {
    let source = try open(bytes)
    let header = source.header
    guard header.orientation == 1 else {
      let image = try source.pixels(shrink: 1, deadline: deadline).turned(by: header.orientation)
      var digest = PixelDigest(width: image.width, height: image.height)
      image.samples.withUnsafeBytes { digest.update($0) }
      return digest.finish()
    }
    var digest = PixelDigest(width: header.width, height: header.height)
    try source.stream(deadline: deadline) { digest.update($0) }
    return digest.finish()
  }

  /// A WebP whose longer side is `side` pixels, or the picture's own if that is smaller.
  package func preview(_ bytes: UnsafeRawBufferPointer, side: Int) throws(Fault) -> [UInt8] {
    let source = try open(bytes)
    let header = source.header
    let factor = max(1, max(header.width, header.height) / max(1, side))
    let image = try shrunk(source, by: factor).turned(by: header.orientation)
    return try Preview.webP(of: image, longSide: side)
  }

  private var deadline: Double { semblance_clock() + limits.maximumSeconds }
  /// A visitor works between the rows.
  private var visitDeadline: Double { semblance_clock() + 4 * limits.maximumSeconds }

  /// The greatest whole factor that leaves enough pixels for every signal.
  private static func shrink(_ width: Int, _ height: Int) -> Int {
    max(1, min(max(width, height) / wantedLongSide, min(width, height) / wantedShortSide))
  }

  /// How far a source may shrink by itself and leave a model what it needs.
  private static func shrink(_ source: any PixelSource, for detail: ModelDetail) -> Int {
    guard case .scaled(let side) = detail else { return 1 }
    let header = source.header
    return source.shrinkOnLoad(
      within: max(1, min(header.width, header.height) / (2 * max(1, side))))
  }

  /// Shrinks while decoding as far as the decoder can within `factor`, and averages the rest when
  /// that still halves the picture at least: a JPEG of 1600×1200 stays at its 400×300.
  private func shrunk(_ source: any PixelSource, by factor: Int) throws(Fault) -> RGBImage {
    let own = source.shrinkOnLoad(within: factor)
    return try source.pixels(shrink: own, deadline: deadline).averaged(by: factor / own)
  }

  /// Tells the format, opens the headers and applies the limits.
  private func open(
    _ bytes: UnsafeRawBufferPointer, appliesProfile: Bool = true
  ) throws(Fault) -> any PixelSource {
    guard Int64(bytes.count) <= limits.maximumBytes else {
      throw .tooManyBytes(bytes.count, limit: limits.maximumBytes)
    }
    guard let format = PictureSniffer.format(of: bytes) else { throw .notAPicture(bytes) }
    let source = try SourceOpener(appliesProfile: appliesProfile).open(bytes, format)
    let header = source.header
    guard header.width > 0, header.height > 0 else {
      throw .damaged(format, "it says that it has no pixels")
    }
    let (pixels, overflow) = header.width.multipliedReportingOverflow(by: header.height)
    guard !overflow, pixels <= limits.maximumPixels else {
      throw .tooManyPixels(header.width, header.height, limit: limits.maximumPixels)
    }
    guard header.heldBytes <= Self.maximumHeldBytes else { throw .tooMuchMemory(header) }
    return source
  }
}

import CKernels
internal import Glibc

/// Gathers ``SurfaceMeasures`` from rows of RGB that arrive from the top. Holds four rows of bytes,
/// the histograms, and two numbers a block.
struct SurfaceScan: ~Copyable {
  private let width: Int
  private let height: Int
  private let tones: UnsafeMutablePointer<quality_tones>
  private var brightness = [UInt64](repeating: 0, count: Int(QUALITY_BRIGHTNESS_STEPS))
  private let rows: UnsafeMutablePointer<UInt8>
  private let stride: Int
  private var taken = 0
  private var texture = quality_texture()
  private var along = quality_steps()
  private var across = quality_steps()
  private var openBlocks: [quality_block]
  private var blocks: [SurfaceMeasures.BlockVariance] = []

  private static let blockSide = Int(QUALITY_BLOCK)
  private static let keptRows = 4

  init(width: Int, height: Int) {
    precondition(width > 0 && height > 0)
    self.width = width
    self.height = height
    tones = .allocate(capacity: 1)
    tones.initialize(to: quality_tones())
    stride = width + 2
    rows = .allocate(capacity: Self.keptRows * stride)
    rows.initialize(repeating: 0, count: Self.keptRows * stride)
    openBlocks = [quality_block](repeating: quality_block(), count: width / Self.blockSide)
  }

  deinit {
    tones.deallocate()
    rows.deallocate()
  }

  /// Takes the next row: 3 × width bytes. Returns its gray, valid until three rows later.
  @discardableResult
  mutating func add(_ rgb: UnsafePointer<UInt8>) -> UnsafePointer<UInt8> {
    precondition(taken < height)
    let gray = row(taken)
    quality_tone_row(rgb, width, gray, tones, &brightness)
    quality_steps_along(gray, width, &along)
    if taken > 0 {
      quality_steps_across(
        taken > 1 ? row(taken - 2) : nil, row(taken - 1), gray, width, isBoundary(taken) ? 1 : 0,
        &across)
      addTexture(taken - 1)
    }
    taken += 1
    if taken == height { addTexture(height - 1) }
    return UnsafePointer(gray)
  }

  consuming func finish() -> SurfaceMeasures {
    precondition(taken == height, "a scan ends with the last row")
    let pixels = Double(width) * Double(height)
    let t = tones.pointee
    let mean = Double(texture.laplacian) / pixels
    return SurfaceMeasures(
      width: width, height: height,
      brightness: Histogram(counts: brightness, step: 1 / Double(brightness.count - 1)),
      red: Histogram(counts: Self.values(of: t.red)),
      green: Histogram(counts: Self.values(of: t.green)),
      blue: Histogram(counts: Self.values(of: t.blue)),
      gray: Histogram(counts: Self.values(of: t.gray)), isGrayscale: t.coloured == 0,
      colourfulness: colourfulness(t, pixels),
      colourCount: Self.values(of: t.colours).reduce(0) { $0 + $1.nonzeroBitCount },
      laplacianVariance: max(Double(texture.laplacian_squares) / pixels - mean * mean, 0),
      noise: noise, blocks: blocks, flatShare: Double(texture.flat) / pixels,
      edgeShare: Double(texture.edges) / pixels,
      axisShare: texture.edges == 0
        ? 0 : Double(texture.axis_edges) / Double(texture.edges),
      blockiness: blockiness)
  }

  private func row(_ index: Int) -> UnsafeMutablePointer<UInt8> {
    rows + index % Self.keptRows * stride + 1
  }

  private mutating func addTexture(_ index: Int) {
    let isInside = index > 0 && index < height - 1
    let wholeRows = height / Self.blockSide * Self.blockSide
    let above = row(max(index - 1, 0))
    let below = row(min(index + 1, height - 1))
    if index < wholeRows {
      quality_texture_row(
        above, row(index), below, width, isInside ? 1 : 0, &texture, &openBlocks)
      if index % Self.blockSide == Self.blockSide - 1 { closeBlocks() }
    } else {
      quality_texture_row(above, row(index), below, width, isInside ? 1 : 0, &texture, nil)
    }
  }

  private mutating func closeBlocks() {
    let count = Double(Self.blockSide * Self.blockSide)
    for index in openBlocks.indices {
      let block = openBlocks[index]
      let laplacian = Double(block.laplacian) / count
      let gray = Double(block.gray) / count
      blocks.append(
        .init(
          laplacian: Double(block.laplacian_squares) / count - laplacian * laplacian,
          gray: Double(block.gray_squares) / count - gray * gray))
      openBlocks[index] = quality_block()
    }
  }

  private func colourfulness(_ t: quality_tones, _ pixels: Double) -> Double {
    let redGreen = Double(t.red_green) / pixels
    let yellowBlue = Double(t.yellow_blue) / pixels / 2
    let spread =
      Double(t.red_green_squares) / pixels - redGreen * redGreen
      + Double(t.yellow_blue_squares) / pixels / 4 - yellowBlue * yellowBlue
    return max(spread, 0).squareRoot()
      + 0.3 * (redGreen * redGreen + yellowBlue * yellowBlue).squareRoot()
  }

  private var noise: Double {
    guard width >= 3, height >= 3 else { return 0 }
    let mean = Double(texture.noise) / Double((width - 2) * (height - 2))
    return (Double.pi / 2).squareRoot() / 6 * mean
  }

  /// Whether a boundary between 8 × 8 blocks lies above a row; the last one does not count.
  private func isBoundary(_ row: Int) -> Bool { row % 8 == 0 && row < height / 8 * 8 }

  private var blockiness: Double? {
    guard width >= 16, height >= 16 else { return nil }
    let boundaries = (columns: width / 8 - 1, rows: height / 8 - 1)
    func measures(
      _ steps: quality_steps, length: Int, lines: Int, boundaries: Int
    ) -> (edge: Double, inside: Double, crossings: Double) {
      let edge = Double(steps.edges) / Double(boundaries * lines)
      let all = Double(steps.all) / Double((length - 1) * lines)
      return (edge, (8 * all - edge) / 7, Double(steps.crossings) / Double((length - 2) * lines))
    }
    let h = measures(along, length: width, lines: height, boundaries: boundaries.columns)
    let v = measures(across, length: height, lines: width, boundaries: boundaries.rows)
    let edge = (h.edge + v.edge) / 2
    let inside = (h.inside + v.inside) / 2
    let crossings = (h.crossings + v.crossings) / 2
    // A picture without steps or without changes of sign has no blocks to see.
    guard edge > 0, inside > 0, crossings > 0 else { return nil }
    return -245.8909 + 261.9373 * pow(edge, -0.02398886) * pow(inside, 0.01601664)
      * pow(crossings, 0.00642859)
  }

  private static func values<Counts>(of counts: Counts) -> [UInt64] {
    withUnsafeBytes(of: counts) { Array($0.bindMemory(to: UInt64.self)) }
  }
}

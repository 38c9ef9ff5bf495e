/// Which rows of a plane can be worked on while it arrives from the top: a row's contrast can be
/// normalised when the three rows below it are there, and a row of the halved plane made when the eight
/// rows around it are. Rows are to be kept until ``windowRows`` newer ones came.
struct RowSchedule {
  static let windowRows = 8

  let width: Int
  let height: Int
  private(set) var appended = 0

  init(width: Int, height: Int) {
    precondition(width > 0 && height > 0)
    self.width = width
    self.height = height
  }

  /// Counts another row, and gives its index.
  mutating func append() -> Int {
    precondition(appended < height)
    appended += 1
    return appended - 1
  }

  /// The rows whose contrast can be normalised since the last row was appended.
  var normalisable: Range<Int> {
    let last = appended - 1
    if appended == height { return max(0, last - 3)..<height }
    return max(0, last - 3)..<max(0, last - 2)
  }

  /// The rows of the halved plane that became complete with the last row.
  var halvable: Range<Int> {
    let last = appended - 1
    let first = max(0, (last - 3) / 2)
    if appended == height { return first..<halvedHeight }
    return last >= 4 && last.isMultiple(of: 2) ? first..<first + 1 : 0..<0
  }

  var halvedWidth: Int { (width + 1) / 2 }
  var halvedHeight: Int { (height + 1) / 2 }

  /// The row that the halved plane's row `index` sees `offset` rows into its window of eight.
  func halvedRow(_ index: Int, _ offset: Int) -> Int {
    Self.mirrored(2 * index - 3 + offset, height)
  }

  /// A position mirrored at both ends of a line, with the edge repeated.
  static func mirrored(_ position: Int, _ count: Int) -> Int {
    let place = ((position % (2 * count)) + 2 * count) % (2 * count)
    return place < count ? place : 2 * count - 1 - place
  }
}

/// Lends the rows of a window, as the kernels take them.
func withRowWindow<Sample>(
  of count: Int, row: (Int) -> UnsafeMutablePointer<Sample>,
  body: (UnsafePointer<UnsafePointer<Sample>>) -> Void
) {
  withUnsafeTemporaryAllocation(of: UnsafePointer<Sample>.self, capacity: count) { window in
    for offset in 0..<count {
      window.initializeElement(at: offset, to: UnsafePointer(row(offset)))
    }
    body(UnsafePointer(window.baseAddress!))
  }
}

/// The Python dictionary in a `.npy` header: three known keys, read without evaluating anything.
struct NumpyDictionary {
  private(set) var kind: String?
  private(set) var isFortran: Bool?
  private(set) var shape: [Int]?

  private let bytes: [UInt8]
  private var at = 0

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  mutating func parse() throws(Fault) {
    try expect("{")
    while !take("}") {
      let key = try text()
      try expect(":")
      switch key {
      case "descr": kind = try text()
      case "fortran_order": isFortran = try boolean()
      case "shape": shape = try tuple()
      default: throw .damagedArray("its header has a key that is none of NumPy's")
      }
      if !take(",") {
        try expect("}")
        return
      }
    }
  }

  private mutating func skipSpaces() {
    while at < bytes.count, bytes[at] == 32 || bytes[at] == 10 { at += 1 }
  }

  private mutating func take(_ word: StaticString) -> Bool {
    skipSpaces()
    let matches = word.withUTF8Buffer { bytes[at...].starts(with: $0) }
    if matches { at += word.utf8CodeUnitCount }
    return matches
  }

  private mutating func expect(_ word: StaticString) throws(Fault) {
    guard take(word) else { throw .damagedArray("its header has no '\(word)' where one must be") }
  }

  private mutating func text() throws(Fault) -> String {
    skipSpaces()
    guard at < bytes.count, bytes[at] == 39 || bytes[at] == 34 else {
      throw .unsupportedArray("its header has something other than a text where one must be")
    }
    let quote = bytes[at]
    guard let end = bytes[(at + 1)...].firstIndex(of: quote), end - at <= 64 else {
      throw .damagedArray("a text in its header does not end")
    }
    defer { at = end + 1 }
    return String(decoding: bytes[(at + 1)..<end], as: UTF8.self)
  }

  private mutating func boolean() throws(Fault) -> Bool {
    if take("True") { return true }
    try expect("False")
    return false
  }

  private mutating func tuple() throws(Fault) -> [Int] {
    try expect("(")
    var axes: [Int] = []
    while !take(")") {
      skipSpaces()
      let digits = bytes[at...].prefix { (48...57).contains($0) }
      guard let axis = Int(String(decoding: digits, as: UTF8.self)),
        axes.count < NumpyHeader.mostAxes
      else { throw .damagedArray("its shape is absurd") }
      at += digits.count
      axes.append(axis)
      if !take(",") {
        try expect(")")
        break
      }
    }
    return axes
  }
}

import Core
import Foundation
import TestSupport
import Testing

struct NumpyArrayTests {
  /// What `numpy.save(numpy.arange(6, dtype="<f4").reshape(2, 3))` writes.
  private static let saved: [UInt8] =
    [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0]
    + Array("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".utf8)
    + [UInt8](repeating: 32, count: 58) + [10]
    + (0..<6).flatMap { number in
      let bits = Float(number).bitPattern
      return (0..<4).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt32($0))) }
    }

  @Test func readsAndWritesWhatNumpyWrites() throws {
    let array = try NumpyArray(parsing: Self.saved)
    #expect(array.element == .float32)
    #expect(array.shape == [2, 3])
    #expect(array.floats() == [0, 1, 2, 3, 4, 5])
    #expect(array.integers() == nil)
    #expect(NumpyArray([0, 1, 2, 3, 4, 5] as [Float], shape: [2, 3]).bytes == Self.saved)
  }

  @Test func everyKindComesBack() throws {
    let arrays = [
      NumpyArray([-1.5, 65504, 0.1] as [Float], shape: [3, 1]),
      NumpyArray(rounding: [-1.5, 65504, 0.1], shape: [3]),
      NumpyArray([-7, 0, .max] as [Int32], shape: [1, 3]),
      NumpyArray([.min, 0, 1 << 40] as [Int64], shape: [3, 1, 1]),
      NumpyArray([0, 128, 255] as [UInt8], shape: [3]),
      NumpyArray([9] as [UInt8], shape: []),
      NumpyArray([] as [Float], shape: [0, 512]),
    ]
    for array in arrays {
      #expect(try NumpyArray(parsing: array.bytes) == array)
      #expect(array.header.payloadOffset % 64 == 0)
    }
    #expect(arrays[1].floats() == [-1.5, 65504, 0.099975586])
    #expect(arrays[2].integers() == [-7, 0, Int64(Int32.max)])
    #expect(arrays[3].integers() == [.min, 0, 1 << 40])
    #expect(arrays[4].floats() == [0, 128, 255])
  }

  @Test func versionTwoHasALongerLength() throws {
    var bytes = Self.saved
    bytes[6] = 2
    bytes.insert(contentsOf: [0, 0], at: 10)
    #expect(try NumpyArray(parsing: bytes).floats() == [0, 1, 2, 3, 4, 5])
  }

  @Test func everyTruncationIsAFault() {
    for count in 0..<Self.saved.count {
      #expect(throws: Fault.self) { try NumpyArray(parsing: Array(Self.saved.prefix(count))) }
    }
  }

  @Test(arguments: [
    "{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 2), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-1,), }",
    "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }",
    "{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }",
    "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
    "{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (1,",
    "{'descr': '<f4', 'shape': (1,), }",
    "{'descr': '<f4", "{", "", "{'shape': (" + String(repeating: "1,", count: 40) + ")}",
  ])
  func hostileHeaders(_ dictionary: String) {
    let length = UInt8(dictionary.utf8.count)
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, length, 0] + Array(dictionary.utf8)
      + [UInt8](repeating: 0, count: 64)
    #expect(throws: Fault.self) { try NumpyArray(parsing: bytes) }
  }

  @Test func damagedHeadersNeverTrap() {
    var random = SeededGenerator(seed: 5)
    for _ in 0..<20_000 {
      var bytes = Self.saved
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: 0..<140, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      if let array = try? NumpyArray(parsing: bytes) {
        #expect(array.payload.count <= bytes.count)
      }
    }
  }

  @Test(.enabled(if: TestData.has("golden"), "needs the golden vectors"))
  func goldenArrays() throws {
    let url = TestData.url("golden/clip-vitb32/golden_image_embs_fp16.npy")
    let array = try NumpyArray(parsing: [UInt8](Data(contentsOf: url)))
    #expect(array.shape == [7, 512])
    let numbers = array.floats()
    for row in 0..<7 {
      let length = numbers[row * 512..<(row + 1) * 512].reduce(0) { $0 + $1 * $1 }
      #expect(abs(length - 1) < 0.01 || length > 1)
    }
  }
}

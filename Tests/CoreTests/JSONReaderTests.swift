import Core
import TestSupport
import Testing

@Suite struct JSONReaderTests {
  @Test(arguments: [
    ("null", JSONValue.null), (" [true , false]\n", .array([true, false])),
    ("\u{FEFF}{}", .object([])), ("9223372036854775807", .integer(.max)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("-0.5e2", .number(-50)),
    (#""\"\\\/\b\f\n\r\té\u00e9\ud83d\ude42""#, .string("\"\\/\u{8}\u{C}\n\r\té\u{E9}🙂")),
    (#"{"b":1,"a":[],"b":2}"#, .object([.init("b", 1), .init("a", []), .init("b", 2)])),
  ])
  func reads(text: String, expected: JSONValue) throws {
    #expect(try JSONValue(parsing: text.utf8) == expected)
  }

  @Test(arguments: [
    ("", 0), ("{", 1), ("[1,]", 3), ("[1 2]", 3), ("{\"a\" 1}", 5), ("\"a", 2), ("tru", 0),
    ("+1", 0), (".5", 0), ("1.", 0), ("1e", 0), ("1e999", 0), ("nan", 0), ("\"\\x\"", 3),
    ("\"\\ud800\"", 7), ("\"\\ud800\\u0041\"", 13), ("\"\\u00g0\"", 3), ("\"\n\"", 2),
    ("{} {}", 3), ("\u{B}1", 0),
  ])
  func refuses(text: String, offset: Int) {
    #expect { try JSONValue(parsing: text.utf8) } throws: {
      ($0 as? JSONSyntaxError)?.offset == offset
    }
  }

  @Test func nestingHasAnEnd() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try JSONValue(parsing: nested(64).utf8)
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: nested(65).utf8) }
    #expect(throws: JSONSyntaxError.self) {
      try JSONValue(parsing: String(repeating: "[{\"a\":", count: 100_000).utf8)
    }
  }

  @Test func bytesThatAreNotUTF8AreRefused() {
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: [0x22, 0xC3, 0x22]) }
  }

  /// Composed and decomposed letters are equal as texts, and stay different as bytes.
  @Test func stringsKeepTheirCodePoints() throws {
    let value = try JSONValue(parsing: "[\"e\u{301}\", \"\u{E9}\"]".utf8)
    guard case .array(let items) = value else { throw JSONSyntaxError.unexpected }
    #expect(items.map { Array(($0.text ?? "").utf8) } == [[0x65, 0xCC, 0x81], [0xC3, 0xA9]])
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var random = SeededGenerator(seed: 9)
    for _ in 0..<300 {
      let value = Self.value(depth: 0, &random)
      for layout in [JSONText.Layout.compact, .indented] {
        #expect(try JSONValue(parsing: JSONText.bytes(value, layout)) == value)
      }
    }
  }

  @Test func cutAndChangedTextsEnd() {
    var random = SeededGenerator(seed: 10)
    for _ in 0..<500 {
      var bytes = JSONText.bytes(Self.value(depth: 0, &random))
      bytes.removeLast(Int.random(in: 0...bytes.count / 2, using: &random))
      if let place = bytes.indices.randomElement(using: &random) {
        bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
      do {
        let text = JSONText.bytes(try JSONValue(parsing: bytes))
        #expect(JSONText.bytes(try JSONValue(parsing: text)) == text)
      } catch {
        #expect((0...bytes.count).contains(error.offset))
      }
    }
  }

  private static func value(depth: Int, _ random: inout SeededGenerator) -> JSONValue {
    func text() -> String {
      let scalars = Array("a\"\\\n\t\u{0}\u{1F}é日🙂\u{2029}/e\u{301}".unicodeScalars)
      var text = ""
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        text.unicodeScalars.append(scalars.randomElement(using: &random)!)
      }
      return text
    }
    let deepest = depth == 4 ? 5 : 7
    switch Int.random(in: 0..<deepest, using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int64(bitPattern: random.next()))
    case 3:
      let number = Double(bitPattern: random.next())
      // Whole numbers are written without a point, and read as integers.
      return .number(number.isFinite && number != number.rounded() ? number : 0.25)
    case 4: return .string(text())
    case 5:
      return .array(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in value(depth: depth + 1, &random) })
    default:
      return .object(
        (0..<Int.random(in: 0...4, using: &random)).map { _ in
          JSONValue.Member(text(), value(depth: depth + 1, &random))
        })
    }
  }
}

extension JSONSyntaxError {
  fileprivate static var unexpected: JSONSyntaxError {
    JSONSyntaxError(problem: "another value came", offset: 0)
  }
}

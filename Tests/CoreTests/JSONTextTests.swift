import Core
import Foundation
import TestSupport
import Testing

@Suite struct JSONTextTests {
  @Test(arguments: [
    (JSONValue.null, "null"), (true, "true"), (.integer(.min), "-9223372036854775808"),
    (1.5, "1.5"), (.number(2), "2"), (.number(-0.0), "-0"), (.number(.nan), "null"),
    (.number(.infinity), "null"), (.number(1e300), "1e+300"), ("", "\"\""), (.array([]), "[]"),
    (.object([]), "{}"),
    ("a\"b\\c\n\r\t\u{1}\u{7F}\u{2028}é🙂/", #""a\"b\\c\n\r\t\u0001\u007f\u2028é🙂/""#),
    ("\r\n", #""\r\n""#),
    (["z": 1, "a": .array([true, nil])] as JSONValue, #"{"z":1,"a":[true,null]}"#),
  ])
  func valuesAsText(value: JSONValue, expected: String) {
    #expect(JSONText.text(value) == expected)
  }

  @Test func indentedLayout() {
    let value: JSONValue = ["a": [1, ["b": "c"]], "d": [], "e": [:]]
    #expect(
      JSONText.text(value, .indented) == """
        {
          "a": [
            1,
            {
              "b": "c"
            }
          ],
          "d": [],
          "e": {}
        }
        """)
  }

  @Test func pathsThatAreNotTextComeWithTheirBytes() {
    #expect(JSONText.text(.object(JSONValue.path("/a/é.jpg"))) == #"{"path":"/a/é.jpg"}"#)
    let odd = FilePath(bytes: [0x61, 0xFF])
    #expect(
      JSONText.text(.object(JSONValue.path(odd))) == #"{"path":"a\\xff","path_bytes":"61ff"}"#)
    let line = FilePath("a\nb")
    #expect(
      JSONText.text(.object(JSONValue.path(line, key: "to")))
        == #"{"to":"a\\x0ab","to_bytes":"610a62"}"#)
  }

  @Test func faultsAsObjects() {
    let fault = Fault(
      "file.missing", .user, "cannot read", remedy: "Look.", path: "/a", underlying: "ENOENT")
    #expect(
      JSONText.text(.fault(fault))
        == #"{"code":"file.missing","message":"cannot read","remedy":"Look.","path":"/a","cause":"ENOENT"}"#
    )
  }

  @Test func randomValuesAreReadBackByAnotherParser() throws {
    var random = SeededGenerator(seed: 3)
    let scalars = Array("a\"\\\n\t\u{0}\u{1F}é日🙂\u{2029}/".unicodeScalars)
    for layout in [JSONText.Layout.compact, .indented] {
      for _ in 0..<200 {
        var text = ""
        for _ in 0..<Int.random(in: 0...12, using: &random) {
          text.unicodeScalars.append(scalars.randomElement(using: &random)!)
        }
        let number = Double(bitPattern: random.next())
        let value: JSONValue = [
          "k": .array([.string(text), .number(number.isFinite ? number : 0)])
        ]
        let data = Data(JSONText.bytes(value, layout))
        let read = try JSONDecoder().decode([String: [Mixed]].self, from: data)
        #expect(read["k"] == [.text(text), .number(number.isFinite ? number : 0)])
      }
    }
  }

  private enum Mixed: Decodable, Equatable {
    case text(String)
    case number(Double)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else {
        self = .number(try container.decode(Double.self))
      }
    }
  }
}

import CommandKit
import Core
import TestSupport
import Testing

@Suite struct FormatTests {
  @Test(arguments: [JSONText.Layout.compact, .indented])
  func aStreamWritesWhatTheWholeValueWouldBe(layout: JSONText.Layout) throws {
    let output = CapturedOutput()
    let console = Console(output: output, environment: Environment([:]))
    var json = JSONStream(on: console, layout)
    try json.beginObject()
    try json.add("count", 2)
    try json.beginArray("groups")
    try json.add(["id": 1])
    try json.beginArray()
    try json.end()
    try json.add("two")
    try json.end()
    try json.beginObject("empty")
    try json.finish()
    try console.finish()
    let whole: JSONValue = ["count": 2, "groups": [["id": 1], [], "two"], "empty": [:]]
    #expect(output.text == JSONText.text(whole, layout) + "\n")
  }

  @Test func linesOfJSON() throws {
    let output = CapturedOutput()
    let console = Console(output: output, environment: Environment([:]))
    var json = JSONStream(on: console, .compact)
    try json.add(["a": 1])
    try json.add(["a": 2])
    try console.finish()
    #expect(output.text == "{\"a\":1}\n{\"a\":2}\n")
  }

  @Test(arguments: [
    (["a", "b"], "a,b\r\n"), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\"\r\n"),
    (["l\nm", "n\r\no"], "\"l\nm\",\"n\r\no\"\r\n"), (["", ""], ",\r\n"),
    ([" a", "b "], "\" a\",\"b \"\r\n"),
    (["é;x"], "é;x\r\n"),
  ])
  func recordsOfCSV(fields: [String], expected: String) {
    #expect(CSVText.row(fields) == expected)
  }
}
